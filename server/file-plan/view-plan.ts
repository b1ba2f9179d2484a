import { and, asc, count, eq } from 'drizzle-orm'
import type { z } from 'zod'
import type { classTree } from '#contract/file-plan.ts'
import type { Db } from '#platform/database.ts'
import type { RecordFilter } from '#server/identity/permissions.ts'
import { fileClass, house } from './classes.ts'
import { filesVisibleTo } from './list-files.ts'
import { body, file, fonds } from './schema.ts'

/** Body, fonds and classes, with the number of files that somebody may see in each. */
export async function viewPlan(db: Db, filter: RecordFilter): Promise<z.infer<typeof classTree>> {
  const [known] = await db.select().from(body).where(eq(body.code, house.body))
  const allFonds = await db.select().from(fonds).orderBy(asc(fonds.number))
  const classes = await db.select().from(fileClass).orderBy(asc(fileClass.code))
  const files = await db.select({ class: file.class, count: count() }).from(file).innerJoin(fileClass, eq(fileClass.code, file.class)).where(and(filesVisibleTo(filter))).groupBy(file.class)
  const counts = new Map(files.map((one) => [one.class, one.count]))
  return {
    body: { code: house.body, name: known?.name ?? {} },
    fonds: allFonds,
    classes: classes.map(({ code, title, parent, fonds: of, unit, wholeHouse, personal, openedOn, closedOn }) => ({ code, title, parent, fonds: of ?? house.fonds, unit, wholeHouse, personal, openedOn, closedOn, files: counts.get(code) ?? 0 })),
  }
}
