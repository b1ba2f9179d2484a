import { and, eq } from 'drizzle-orm'
import { newId } from '#kernel/ids.ts'
import { refusal } from '#kernel/refusal.ts'
import type { Tx } from '#platform/database.ts'
import { appendAudit } from '#server/audit/append.ts'
import { recordsIn } from './announce.ts'
import { addChange, changeFile, type File } from './change-file.ts'
import { fileClass } from './classes.ts'
import type { FilePlanContext } from './context.ts'
import { dayIn, lastPossibleDay, refuseDateToCome } from './known-date.ts'
import { file } from './schema.ts'

export type NewFile = { class: string; number: string; title?: string | undefined; openedOn?: string | undefined }

/** Opens a file under an index that its class does not have yet; answers its id. */
export async function openFile(context: FilePlanContext, wanted: NewFile, actor: string): Promise<string> {
  const now = context.clock.now()
  const today = dayIn(context.timeZone, now)
  const { class: code, number, title, openedOn = today } = wanted
  refuseDateToCome(openedOn, today)
  const id = newId()
  await context.db.transaction(async (tx) => {
    await refuseClosedClass(tx, code, openedOn)
    const added = await tx.insert(file).values({ id, class: code, number, title: title ?? null, state: 'open', openedOn, createdAt: now, createdBy: actor }).onConflictDoNothing().returning({ id: file.id })
    if (added.length === 0) throw fileExists(number)
    await addChange(tx, id, { change: 'opened', details: { number, title: title ?? null } }, { actor, now })
    await context.outbox.announce(tx, 'file.facts-changed', id)
    await appendAudit(tx, { actor, action: 'file-plan.open-file', object: `file:${id}`, details: { class: code, number } }, now)
  })
  context.outbox.wake()
  return id
}

async function refuseClosedClass(tx: Tx, code: string, on: string): Promise<void> {
  const [known] = await tx.select().from(fileClass).where(eq(fileClass.code, code))
  if (!known) throw refusal('unknown-class', { class: code }, `There is no class ${code} in the file plan.`)
  const first = lastPossibleDay(on) ?? on
  const outside = (known.openedOn !== null && first < known.openedOn) || (known.closedOn !== null && on > known.closedOn)
  if (outside) throw refusal('class-not-open', { class: code }, `The class ${code} takes no files on ${on}. Choose another class, or change the days of this one.`)
}

const fileExists = (number: string) => refusal('file-exists', { number }, `The class has a file ${number} already. Choose another index.`)

/** Gives a file another title; null takes it away. */
export function retitleFile(context: FilePlanContext, id: string, title: string | null, actor: string): Promise<void> {
  return changeFile(context, id, actor, async (tx, found) => {
    await tx.update(file).set({ title }).where(eq(file.id, id))
    return { change: 'retitled', action: 'file-plan.retitle-file', details: { from: found.title, to: title }, audited: {} }
  })
}

/** Gives a file another index; the history keeps the one before. */
export function renumberFile(context: FilePlanContext, id: string, number: string, actor: string): Promise<void> {
  return changeFile(context, id, actor, async (tx, found) => {
    await refuseTaken(tx, found, number)
    await tx.update(file).set({ number }).where(eq(file.id, id))
    const records = await recordsIn(tx, [id])
    return { change: 'renumbered', action: 'file-plan.renumber-file', details: { from: found.number, to: number }, records }
  })
}

async function refuseTaken(tx: Tx, found: File, number: string): Promise<void> {
  const [other] = await tx.select({ id: file.id }).from(file).where(and(eq(file.class, found.class), eq(file.number, number)))
  if (other) throw fileExists(number)
}
