import { eq } from 'drizzle-orm'
import { readSetting } from '#server/identity/units/mode.ts'
import { municipalitySetting, staffPosition } from '#server/identity/units/schema.ts'
import { body, fonds } from '#server/file-plan/schema.ts'
import { house } from '#server/file-plan/classes.ts'
import { over, same, type Change, type Run } from './run.ts'
import type { Setup } from './setup.ts'

type House = NonNullable<Setup['house']>['value']
type Position = Setup['positions'][number]['value']

/** Name, jurisdiction and language of the municipality. */
export async function bringHouse({ tx, by, now }: Run, given: House): Promise<Change> {
  let change: Change = 'same'
  for (const name of ['jurisdiction', 'language'] as const) {
    const value = given[name]
    if (value === undefined || (await readSetting(tx, name)) === value) continue
    await tx.insert(municipalitySetting).values({ name, value, changedBy: by.name, changedAt: now }).onConflictDoUpdate({ target: municipalitySetting.name, set: { value, changedBy: by.name, changedAt: now } })
    change = 'changed'
  }
  const [known] = await tx.select().from(body).where(eq(body.code, house.body))
  if (given.name === undefined || same(known?.name, given.name)) return change
  await tx.insert(body).values({ code: house.body, name: given.name }).onConflictDoUpdate({ target: body.code, set: { name: given.name } })
  await tx.insert(fonds).values({ number: house.fonds, title: {}, body: house.body }).onConflictDoNothing()
  return 'changed'
}

/** A post of the staff list. */
export async function bringPosition({ tx }: Run, given: Position): Promise<Change> {
  const [known] = await tx.select().from(staffPosition).where(eq(staffPosition.code, given.code))
  const next = over(known ?? { code: given.code, name: {}, unit: null }, given)
  if (same(known, next)) return 'same'
  await tx.insert(staffPosition).values(next).onConflictDoUpdate({ target: staffPosition.code, set: next })
  return known ? 'changed' : 'added'
}
