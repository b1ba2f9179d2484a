import { eq } from 'drizzle-orm'
import { refusal } from '#kernel/refusal.ts'
import type { Tx } from '#platform/database.ts'
import { appendAudit } from '#server/audit/append.ts'
import { fileClass, house } from './classes.ts'
import type { FilePlanContext } from './context.ts'
import { refuseImpossibleDate } from './known-date.ts'
import { body, file, fonds } from './schema.ts'

type Titles = Record<string, string>

/** A class as it is to be; what is left out stays, and a new class begins with nothing of it. Who may see its records is said when it is made. */
export type ClassEdit = {
  code: string
  title?: Titles | undefined
  parent?: string | null | undefined
  fonds?: string | null | undefined
  personal?: boolean | undefined
  openedOn?: string | null | undefined
  closedOn?: string | null | undefined
  unit?: string | null | undefined
  wholeHouse?: boolean | undefined
}

/** Adds or edits a class. Records keep the unit under which they were filed, so the unit of a class that is there does not change. */
export async function editClass(context: FilePlanContext, edit: ClassEdit, actor: string): Promise<void> {
  await context.db.transaction((tx) => editClassIn(context, tx, edit, actor))
  context.outbox.wake()
}

/** The same in a transaction of the caller, who wakes the outbox after it. */
export async function editClassIn(context: Pick<FilePlanContext, 'clock' | 'outbox'>, tx: Tx, { code, unit, wholeHouse, ...wanted }: ClassEdit, actor: string): Promise<void> {
  const now = context.clock.now()
  for (const date of [wanted.openedOn, wanted.closedOn]) if (date != null) refuseImpossibleDate(date)
  // One at a time, so that two edits cannot make a class its own ancestor together.
  const classes = await tx.select().from(fileClass).for('update')
  if (wanted.parent != null) refuseLoop(classes, code, wanted.parent)
  if (wanted.fonds != null) await seeFonds(tx, wanted.fonds)
  const known = classes.some((one) => one.code === code)
  const change = Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined))
  if (known) await tx.update(fileClass).set({ ...change, editedAt: now }).where(eq(fileClass.code, code))
  else await tx.insert(fileClass).values({ title: { en: code }, unit: unit ?? null, wholeHouse: wholeHouse ?? false, ...change, code, editedAt: now })
  const files = await tx.select({ id: file.id }).from(file).where(eq(file.class, code))
  await context.outbox.announceEach(tx, 'file.facts-changed', files.map((one) => one.id))
  await appendAudit(tx, { actor, action: 'file-plan.change-class', object: `class:${code}`, details: { added: !known, ...change } }, now)
}

function refuseLoop(classes: readonly { code: string; parent: string | null }[], code: string, parent: string): void {
  const parents = new Map(classes.map((one) => [one.code, one.parent]))
  if (!parents.has(parent)) throw refusal('unknown-class', { class: parent }, `There is no class ${parent} in the file plan.`)
  for (let above: string | null = parent, steps = 0; above !== null && steps <= classes.length; above = parents.get(above) ?? null, steps += 1) {
    if (above === code) throw refusal('class-in-itself', { class: code }, `The class ${code} would lie within itself.`)
  }
}

async function seeFonds(tx: Tx, number: string): Promise<void> {
  const [found] = await tx.select().from(fonds).where(eq(fonds.number, number))
  if (!found) throw refusal('no-such-fonds', { fonds: number }, `There is no fonds ${number}.`)
}

/** Adds a fonds or edits its title; its body is the house. */
export async function editFonds(context: FilePlanContext, { number, title }: { number: string; title: Titles }, actor: string): Promise<void> {
  const now = context.clock.now()
  await context.db.transaction(async (tx) => {
    await tx.insert(fonds).values({ number, title, body: house.body }).onConflictDoUpdate({ target: fonds.number, set: { title } })
    await appendAudit(tx, { actor, action: 'file-plan.change-fonds', object: `fonds:${number}`, details: { title } }, now)
  })
}

/** Gives the body that runs the archive another name. */
export async function nameBody(context: FilePlanContext, name: Titles, actor: string): Promise<void> {
  const now = context.clock.now()
  await context.db.transaction(async (tx) => {
    await tx.insert(body).values({ code: house.body, name }).onConflictDoUpdate({ target: body.code, set: { name } })
    await appendAudit(tx, { actor, action: 'file-plan.change-body', object: `body:${house.body}`, details: { name } }, now)
  })
}
