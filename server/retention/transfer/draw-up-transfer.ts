import type { z } from 'zod'
import type { newTransfer, TransferDrawn } from '#contract/transfer.ts'
import { newId } from '#kernel/ids.ts'
import { refusal } from '#kernel/refusal.ts'
import type { Tx } from '#platform/database.ts'
import { appendAudit } from '#server/audit/append.ts'
import { boundTo, membersOf } from '../acts/bound-to.ts'
import { mostLines } from '../acts/context.ts'
import { todayOf } from '../today.ts'
import { describeSubjects } from '../acts/describe-subjects.ts'
import { nextActNumber, type Person } from '../acts/draw-up.ts'
import { act, actLine } from '../acts/schema.ts'
import { formatCivilDate, type CivilDate } from '#kernel/civil-date.ts'
import { judgeSubjects, type Judged } from '../judge-subject.ts'
import { candidateFiles } from './candidates.ts'
import type { TransferContext } from './context.ts'
import { transfer } from './schema.ts'

/** Kept for good, or to be handed over by its rule: asked of the engine anew, since the list to choose from may be old. */
const goesToArchive = ({ answer }: Judged): boolean => answer.baseState === 'permanent' || answer.action === 'transfer'

/**
 * Draws up the inventory of the permanent files of a fonds that were closed in some years: an act of transfer whose lines are
 * the inventory. A hold hinders no handing over; it hinders the end of the local copy.
 * @throws OpisError refusals `nothing-to-propose`, `too-many-lines`
 */
export async function drawUpTransfer(context: TransferContext, wanted: z.output<typeof newTransfer>, by: Person): Promise<TransferDrawn> {
  const { db } = context.records
  const [now, today, id] = [context.clock.now(), todayOf(context), newId()]
  const files = await candidateFiles(db, wanted, mostLines)
  if (files.length > mostLines) throw refusal('too-many-lines', { limit: mostLines }, `An inventory has at most ${mostLines} files. Draw up several, by year.`)
  return db.transaction(async (tx) => {
    const lines = await linesOf(context, tx, files, today)
    if (lines.length === 0) throw refusal('nothing-to-propose', { refused: files.length }, 'No closed file of permanent keeping of these years waits for an inventory.')
    const number = await nextActNumber(tx, today)
    const schedules = [...new Set(lines.map(({ schedule }) => schedule))]
    await tx.insert(act).values({ id, kind: 'transfer', number, fonds: wanted.fonds, title: wanted.title, state: 'draft', schedule: schedules.length === 1 ? (schedules[0] ?? null) : null, drawnOn: formatCivilDate(today), drawnBy: by.name, drawnAt: now })
    await tx.insert(transfer).values({ act: id, archive: wanted.archive, yearFrom: wanted.from, yearTo: wanted.to, state: 'inventory' })
    const rows = lines.map((line, index) => ({ ...line, id: newId(), act: id, line: index + 1, proposedBy: by.name, state: 'proposed' as const }))
    for (let start = 0; start < rows.length; start += pieceSize) await tx.insert(actLine).values(rows.slice(start, start + pieceSize))
    await appendAudit(tx, { actor: by.actor, action: 'acts.draw-up', object: `act:${id}`, details: { number, lines: lines.length, kind: 'transfer', archive: wanted.archive } }, now)
    return { id, number, lines: lines.length }
  })
}

const pieceSize = 500

async function linesOf(context: TransferContext, tx: Tx, files: readonly string[], today: CivilDate) {
  const lines: Omit<typeof actLine.$inferInsert, 'id' | 'act' | 'line' | 'state' | 'proposedBy'>[] = []
  for (let start = 0; start < files.length; start += pieceSize) {
    const ids = files.slice(start, start + pieceSize)
    const judged = new Map((await judgeSubjects(tx, context.schedules(), 'file', ids, today)).map((one) => [one.gathered.subject.id, one]))
    const [described, members] = [await describeSubjects(tx, 'file', ids, false), await membersOf(tx, ids)]
    for (const id of ids) {
      const [one, words] = [judged.get(id), described.get(id)]
      if (one === undefined || words === undefined || !goesToArchive(one)) continue
      const { fonds: _fonds, ...shown } = words
      const { rule, schedule, version, marks } = one.answer
      lines.push({ subjectKind: 'file', subject: id, ...shown, rule, cite: citeOf(context, one), schedule, version, eligibleOn: null, marks: [...marks], action: null, ...boundTo(one, 'file', members.get(id) ?? []) })
    }
  }
  return lines
}

/** The article as people cite it, where the version still has the rule. */
function citeOf(context: TransferContext, { answer }: Judged): string | null {
  const version = context.schedules().find(({ id }) => id === answer.schedule)?.versions.find((one) => one.version.version === answer.version)
  return version?.version.rules.find(({ id }) => id === answer.rule)?.cite ?? null
}
