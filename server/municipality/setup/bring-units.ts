import { eq } from 'drizzle-orm'
import { refuseStranger, saveUnitIn } from '#server/identity/units/units.ts'
import { unit } from '#server/identity/units/schema.ts'
import { over, same, type Change, type Run } from './run.ts'
import type { Setup } from './setup.ts'

type Unit = Setup['units'][number]['value']

/** A unit without its head, who may come later in the same file. */
export async function bringUnit({ tx, by, now }: Run, { head: _, ...given }: Unit): Promise<Change> {
  const [known] = await tx.select().from(unit).where(eq(unit.code, given.code))
  // A unit that was closed meanwhile, or works on the screen, is not changed back by the file of the first day.
  const next = over(known ?? { ...given, head: null }, given)
  if (same(known, next)) return 'same'
  await saveUnitIn(tx, next, { actor: by.actor, now })
  return known ? 'changed' : 'added'
}

/** The head of a unit, once everybody is there. */
export async function bringHead({ tx, by, now }: Run, { code, head }: Unit): Promise<Change> {
  const [known] = await tx.select().from(unit).where(eq(unit.code, code))
  if (head === undefined || known === undefined || known.head === head) return 'same'
  await refuseStranger(tx, head)
  await saveUnitIn(tx, { ...known, head }, { actor: by.actor, now })
  return 'changed'
}

/** Units with those above them first, as far as the file goes; what has no unit above it in the file keeps its place. */
export function aboveFirst<Row extends { value: { code: string; parent?: string | null | undefined } }>(rows: readonly Row[]): Row[] {
  const byCode = new Map(rows.map((row) => [row.value.code, row]))
  const placed = new Set<Row>()
  const ordered: Row[] = []
  const place = (row: Row, below: readonly Row[]): void => {
    if (placed.has(row)) return
    const above = byCode.get(row.value.parent ?? '')
    // A ring is left to the one who saves the unit: it refuses with words.
    if (above !== undefined && !below.includes(above)) place(above, [...below, row])
    if (placed.has(row)) return
    placed.add(row)
    ordered.push(row)
  }
  for (const row of rows) place(row, [row])
  return ordered
}
