import { eq } from 'drizzle-orm'
import { fileClass } from '#server/file-plan/classes.ts'
import { editClassIn } from '#server/file-plan/edit-plan.ts'
import { readUnit } from '#server/identity/units/units.ts'
import { over, same, type Change, type Run } from './run.ts'
import type { Setup } from './setup.ts'

type Class = Setup['classes'][number]['value']

/** A class of the file plan. Who sees its records is said when it is made, and stays. */
export async function bringClass(run: Run, given: Class): Promise<Change> {
  const { tx, by } = run
  const [known] = await tx.select().from(fileClass).where(eq(fileClass.code, given.code))
  if (given.unit !== undefined) await readUnit(tx, given.unit)
  const { code, title, parent = null, personal, unit, wholeHouse } = given
  const before = known && { title: known.title, parent: known.parent, personal: known.personal }
  const next = over(before ?? { title: {}, parent: null, personal: true }, { title, parent, personal })
  if (same(before, next)) return 'same'
  await editClassIn(run.context, tx, { code, ...next, ...(known ? {} : { unit: unit ?? null, wholeHouse }) }, by.actor)
  return known ? 'changed' : 'added'
}
