import { and, asc, eq, type SQL } from 'drizzle-orm'
import { newId } from '#kernel/ids.ts'
import { refusal } from '#kernel/refusal.ts'
import type { Db, Tx } from '#platform/database.ts'
import { appendAudit } from '#server/audit/append.ts'
import type { FilePlanContext } from './context.ts'
import { paperCopy } from './schema.ts'

export type Paper = typeof paperCopy.$inferSelect
export type PaperSubject = { kind: 'record' | 'file'; id: string }
export type Place = { box?: string | null | undefined; shelf?: string | null | undefined; sheets?: number | null | undefined }

export const paperListLimit = 5000

/** Records that there is paper of a record or of a whole file, and where it stands. */
export async function addPaper(context: FilePlanContext, subject: PaperSubject, place: Place, actor: string): Promise<string> {
  const now = context.clock.now()
  const id = newId()
  await context.db.transaction(async (tx) => {
    await tx.insert(paperCopy).values(paperRow(id, subject, place, actor, now))
    await told(context, tx, subject)
    await appendAudit(tx, { actor, action: 'file-plan.add-paper', object: `${subject.kind}:${subject.id}`, details: placeOf(place) }, now)
  })
  context.outbox.wake()
  return id
}

/** The paper of a scanned record: it lies wherever the scanner's tray was emptied. Safe to run twice. */
export async function addScannedPaper(tx: Tx, record: string, sheets: number, now: Date): Promise<void> {
  await tx.insert(paperCopy).values(paperRow(record, { kind: 'record', id: record }, { sheets }, 'system', now)).onConflictDoNothing()
}

/** Another place, another count, or that it is missing. What an act has destroyed or handed over stays so. */
export async function movePaper(context: FilePlanContext, id: string, wanted: Place & { state?: 'kept' | 'missing' | undefined }, actor: string): Promise<void> {
  const now = context.clock.now()
  await context.db.transaction(async (tx) => {
    const [found] = await tx.select().from(paperCopy).where(eq(paperCopy.id, id)).for('update')
    if (!found) throw noSuchPaper()
    if (found.state !== 'kept' && found.state !== 'missing') throw refusal('paper-is-gone', {}, 'This paper has been destroyed or handed over by an act.')
    const next = { box: pick(wanted.box, found.box), shelf: pick(wanted.shelf, found.shelf), sheets: pick(wanted.sheets, found.sheets), state: wanted.state ?? found.state }
    await tx.update(paperCopy).set({ ...next, changedAt: now, changedBy: actor }).where(eq(paperCopy.id, id))
    await told(context, tx, { kind: found.subjectKind, id: found.subject })
    await appendAudit(tx, { actor, action: 'file-plan.move-paper', object: `${found.subjectKind}:${found.subject}`, details: { ...next, from: { box: found.box, shelf: found.shelf, state: found.state } } }, now)
  })
  context.outbox.wake()
}

export type PaperQuery = { box?: string | undefined; shelf?: string | undefined; state?: Paper['state'] | undefined }

/** What stands in a box or on a shelf, in their order; at most 5,000. */
export async function listPaper(db: Db, { box, shelf, state }: PaperQuery): Promise<Paper[]> {
  const wanted: (SQL | undefined)[] = [box === undefined ? undefined : eq(paperCopy.box, box), shelf === undefined ? undefined : eq(paperCopy.shelf, shelf), state === undefined ? undefined : eq(paperCopy.state, state)]
  return db.select().from(paperCopy).where(and(...wanted)).orderBy(asc(paperCopy.shelf), asc(paperCopy.box), asc(paperCopy.subject)).limit(paperListLimit)
}

export async function paperOf(db: Db | Tx, { kind, id }: PaperSubject): Promise<Paper[]> {
  return db.select().from(paperCopy).where(and(eq(paperCopy.subjectKind, kind), eq(paperCopy.subject, id))).orderBy(asc(paperCopy.id))
}

export const noSuchPaper = () => refusal('no-such-paper', {}, 'There is no such paper copy.')

const pick = <T>(wanted: T | null | undefined, before: T | null): T | null => (wanted === undefined ? before : wanted)
const placeOf = ({ box = null, shelf = null, sheets = null }: Place) => ({ box, shelf, sheets })

function paperRow(id: string, { kind, id: subject }: PaperSubject, place: Place, actor: string, now: Date): typeof paperCopy.$inferInsert {
  return { id, subjectKind: kind, subject, ...placeOf(place), state: 'kept', changedAt: now, changedBy: actor }
}

/** The store tells the paper of a record too. */
async function told(context: FilePlanContext, tx: Tx, subject: PaperSubject): Promise<void> {
  if (subject.kind === 'record') await context.outbox.announce(tx, 'record.duties-changed', subject.id)
}
