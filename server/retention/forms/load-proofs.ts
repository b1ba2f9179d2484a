import { and, asc, desc, eq } from 'drizzle-orm'
import { OpisError } from '#kernel/errors.ts'
import type { Language } from '#kernel/language.ts'
import { readAct } from '../acts/lock-act.ts'
import { actLine, commission, destruction, sitting, stub, vote, type LineState } from '../acts/schema.ts'
import { formatCivilDate } from '#kernel/civil-date.ts'
import { civilDateAt } from '../engine/moment.ts'
import type { FormsContext } from './context.ts'
import { membersAt, ownerOf } from './load-act-document.ts'
import type { CertificateDocument } from './write-certificate.ts'
import type { ProtocolDocument, VotedLine } from './write-protocol.ts'

/** What is certified of an act: every record that it erased or erases. Errors: `no-such-act`, `not-in-this-state`. */
export async function loadCertificate(context: FormsContext, id: string, language: Language): Promise<CertificateDocument> {
  const { db } = context.records
  const found = await readAct(db, id)
  if (!['executing', 'executed', 'executed-in-part', 'filed'].includes(found.state)) throw new OpisError('not-in-this-state', 'Nothing of this act has been executed yet, so nothing can be certified.')
  const rows = await db
    .select({ destruction, line: actLine.line, title: stub.title })
    .from(destruction)
    .innerJoin(actLine, eq(actLine.id, destruction.line))
    .leftJoin(stub, eq(stub.record, destruction.record))
    .where(eq(destruction.act, id))
    .orderBy(asc(actLine.line), asc(destruction.record))
  return {
    body: (await ownerOf(context, found.fonds, language)).body,
    act: { number: found.number, date: found.drawnOn },
    lines: rows.map(({ destruction: { record, gone, erasedAt, backupsUntil, hashes }, line, title }) => ({
      ...{ number: line, record, title, gone: Object.keys(gone).toSorted(), backupsUntil },
      destroyedOn: erasedAt === null ? null : formatCivilDate(civilDateAt(erasedAt.getTime(), context.timeZone)),
      sha512: hashes.filter(({ path }) => path.startsWith('original')).map(({ sha512 }) => sha512),
    })),
    madeAt: found.executedAt ?? found.drawnAt,
  }
}

/** The latest sitting on an act. Errors: `no-such-act`, `not-found` when none was held. */
export async function loadProtocol(context: FormsContext, id: string, language: Language): Promise<ProtocolDocument> {
  const { db } = context.records
  const found = await readAct(db, id)
  const [held] = await db.select({ sitting, title: commission.title }).from(sitting).innerJoin(commission, eq(commission.id, sitting.commission)).where(eq(sitting.act, id)).orderBy(desc(sitting.heldOn), desc(sitting.protocol)).limit(1)
  if (held === undefined) throw new OpisError('not-found', 'No commission has sat on this act yet.')
  const lines = await db.select({ id: actLine.id, line: actLine.line, title: actLine.title, state: actLine.state }).from(actLine).where(eq(actLine.act, id)).orderBy(asc(actLine.line))
  const votes = Map.groupBy(await db.select({ line: vote.line, vote: vote.vote }).from(vote).where(and(eq(vote.sitting, held.sitting.id))), ({ line }) => line)
  const voted = lines.filter((line) => votes.has(line.id) || line.state === 'kept')
  return {
    body: (await ownerOf(context, found.fonds, language)).body,
    commission: held.title,
    protocol: held.sitting.protocol,
    heldOn: held.sitting.heldOn,
    act: { number: found.number, title: found.title },
    members: await membersAt(db, held.sitting.commission, held.sitting.heldOn, held.sitting.present),
    lines: voted.map((line): VotedLine => ({ number: line.line, title: line.title, ...counted(votes.get(line.id) ?? []), outcome: outcomeOf(line.state) })),
    closed: held.sitting.closedAt !== null,
    madeAt: held.sitting.closedAt ?? found.drawnAt,
  }
}

function counted(cast: readonly { vote: 'agree' | 'keep' | 'extend' | 'abstain' }[]): Pick<VotedLine, 'agree' | 'keep' | 'extend' | 'abstain'> {
  const of = (kind: string) => cast.filter(({ vote: said }) => said === kind).length
  return { agree: of('agree'), keep: of('keep'), extend: of('extend'), abstain: of('abstain') }
}

/** A line that fell out later was agreed to all the same. */
function outcomeOf(state: LineState): VotedLine['outcome'] {
  if (state === 'kept') return 'kept'
  return state === 'proposed' ? 'open' : 'agreed'
}
