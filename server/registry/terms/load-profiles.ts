import { readdir, readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { sql } from 'drizzle-orm'
import { parse } from 'yaml'
import { z } from 'zod'
import { civilDate } from '#contract/common.ts'
import { dataCode } from '#contract/registers.ts'
import { localName } from '#contract/units.ts'
import { OpisError } from '#kernel/errors.ts'
import type { Db } from '#platform/database.ts'
import { termRuleRow, workingCalendar } from '../data-schema.ts'
import { termRule, type TermRule } from './term-rule.ts'

/** A file of the folder `profiles`: the rules of one country and the calendar they count with, whose days people enter. */
const profileFile = z.strictObject({
  profile: dataCode,
  name: localName,
  calendar: z.strictObject({ code: dataCode, name: localName }),
  rules: z.array(z.looseObject({ id: dataCode, valid_from: civilDate })).min(1).max(200),
})
export type Profile = { profile: string; name: Record<string, string>; calendar: { code: string; name: Record<string, string> }; rules: { validFrom: string; rule: TermRule }[] }

export const profilesFolder = resolve(import.meta.dirname, 'profiles')

/** Reads the profiles of a folder, by name of file. Faults: `bad-configuration` with the file and the place. */
export async function readProfiles(folder = profilesFolder): Promise<Profile[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.yaml')).sort()
  return Promise.all(names.map(async (name) => readProfile(name, await readFile(join(folder, name), 'utf8'))))
}

function readProfile(file: string, text: string): Profile {
  const fault = (error: z.ZodError, at: string) => new OpisError('bad-configuration', `The legal profile ${file} has a fault at ${at}${error.issues[0]?.path.join('.') ?? ''}: ${error.issues[0]?.message ?? ''}.`)
  const parsed = profileFile.safeParse(parse(text))
  if (!parsed.success) throw fault(parsed.error, '')
  const rules = parsed.data.rules.map(({ valid_from: validFrom, ...rest }) => {
    const rule = termRule.strict().safeParse({ ...rest, calendar: parsed.data.calendar.code })
    if (!rule.success) throw fault(rule.error, `${rest.id}.`)
    return { validFrom, rule: rule.data }
  })
  return { profile: parsed.data.profile, name: parsed.data.name, calendar: parsed.data.calendar, rules }
}

/** Who the rules of the product are from; a row that anybody else changed is theirs. */
export const shipped = 'system'

/** Brings profiles into the database: rules and calendars that are missing, and rules as shipped that nobody has changed. */
export async function loadProfiles(db: Db, now: Date, profiles?: readonly Profile[]): Promise<void> {
  for (const { profile, calendar, rules } of profiles ?? (await readProfiles())) {
    await db.insert(workingCalendar).values({ ...calendar, roll: 'none' }).onConflictDoNothing()
    for (const { validFrom, rule } of rules) {
      const row = { id: rule.id, validFrom, profile, definition: rule, changedBy: shipped, changedAt: now }
      await db
        .insert(termRuleRow)
        .values(row)
        .onConflictDoUpdate({ target: [termRuleRow.id, termRuleRow.validFrom], set: { profile, definition: rule, changedAt: now }, setWhere: sql`${termRuleRow.changedBy} = ${shipped} and ${termRuleRow.definition} <> excluded.definition` })
    }
  }
}
