import { readFile } from 'node:fs/promises'
import { isNull } from 'drizzle-orm'
import { boolean, jsonb, pgTable, text, timestamp } from 'drizzle-orm/pg-core'
import { parse } from 'yaml'
import { z } from 'zod'
import { classCode } from '#contract/common.ts'
import { OpisError } from '#kernel/errors.ts'
import type { Db } from '#platform/database.ts'
import { body, fonds } from './schema.ts'

/** A class of the file plan: what a cover says of a record, who may see it, which rules apply. */
export const fileClass = pgTable('class', {
  code: text().primaryKey(),
  title: jsonb().$type<Record<string, string>>().notNull(),
  /** The unit whose people see its records; null: only those who see everything, unless `wholeHouse`. */
  unit: text(),
  wholeHouse: boolean('whole_house').notNull().default(false),
  /** Null: the first fonds of the house. */
  fonds: text(),
  parent: text(),
  openedOn: text('opened_on'),
  closedOn: text('closed_on'),
  /** Whether titles in it may name people: then a stub keeps none. */
  personal: boolean().notNull().default(true),
  /** When it was edited here; from then on the start file says nothing of it any more. */
  editedAt: timestamp('edited_at', { withTimezone: true }),
})

const planFile = z.object({
  classes: z.array(z.object({ code: classCode, title: z.record(z.string(), z.string()), unit: z.string().nullable().default(null), whole_house: z.boolean().default(false) })).max(5000),
})

/** The body that runs this archive, and the fonds that its papers go to unless a class says otherwise. */
export const house = { body: 'house', fonds: '1' } as const

/** Brings the classes of a plan file into the database; classes that the file lacks, and those edited here, stay as they are. Faults: `bad-configuration`. */
export async function loadFilePlan(db: Db, file: string): Promise<number> {
  const parsed = planFile.safeParse(parse(await readFile(file, 'utf8')))
  if (!parsed.success) throw new OpisError('bad-configuration', `The file plan has a fault at ${parsed.error.issues[0]?.path.join('.') ?? '?'}: ${parsed.error.issues[0]?.message ?? ''}`)
  await db.insert(body).values({ code: house.body, name: {} }).onConflictDoNothing()
  await db.insert(fonds).values({ number: house.fonds, title: {}, body: house.body }).onConflictDoNothing()
  for (const { code, title, unit, whole_house: wholeHouse } of parsed.data.classes) {
    await db.insert(fileClass).values({ code, title, unit, wholeHouse }).onConflictDoUpdate({ target: fileClass.code, set: { title, unit, wholeHouse }, setWhere: isNull(fileClass.editedAt) })
  }
  return parsed.data.classes.length
}
