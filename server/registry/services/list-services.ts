import { asc, inArray } from 'drizzle-orm'
import type { ServiceView } from '#contract/services.ts'
import { tokenise } from '#kernel/fold.ts'
import type { Db } from '#platform/database.ts'
import { unit } from '#server/identity/units/schema.ts'
import { service, termRuleRow } from '../data-schema.ts'
import { termRule } from '../terms/term-rule.ts'
import { moreFieldsOf } from './more-fields.ts'
import { inForceOn, presentVersion, type ServiceRow } from './read-service.ts'

/**
 * Services by name and code, every word of the query somewhere in one of the five languages, also as the beginning of a
 * word. Without `all` only those that may be registered on that day. A house has some hundred at most: no paging.
 */
export async function listServices(db: Db, query: { q: string; all: boolean }, today: string): Promise<ServiceView[]> {
  const rows = await db.select().from(service).orderBy(asc(service.code), asc(service.version))
  const byCode = Map.groupBy(rows, ({ code }) => code)
  const words = tokenise(query.q).map(({ token }) => token)
  const chosen = [...byCode.values()].flatMap((versions) => {
    const now = inForceOn(versions, today)
    const shown = now ?? (query.all ? versions.at(-1) : undefined)
    return shown !== undefined && shown !== null && fits(shown, words) ? [{ shown, inUse: now !== null, next: versions[versions.indexOf(shown) + 1] }] : []
  })
  const units = new Map((await db.select().from(unit)).map((one) => [one.code, one.name]))
  const terms = await termsOn(db, chosen.flatMap(({ shown }) => shown.term ?? []), today)
  const more = await moreFieldsOf(db, chosen.map(({ shown }) => shown))
  return chosen.map(({ shown, inUse, next }) => ({
    ...presentVersion(shown, next),
    ...{ inUse, moreFields: more.get(shown.code) ?? [], unitName: units.get(shown.unit) ?? { en: shown.unit }, termDays: shown.term === null ? null : (terms.get(shown.term) ?? null) },
  }))
}

function fits(row: ServiceRow, words: readonly string[]): boolean {
  if (words.length === 0) return true
  const held = tokenise([row.code, ...Object.values(row.name), ...Object.values(row.description)].join('\n')).map(({ token }) => token)
  return words.every((word) => held.some((one) => one.startsWith(word)))
}

/** How long each rule gives on a day, by its id. */
async function termsOn(db: Db, ids: readonly string[], today: string): Promise<Map<string, { value: number; unit: string }>> {
  if (ids.length === 0) return new Map()
  const rows = await db.select().from(termRuleRow).where(inArray(termRuleRow.id, [...new Set(ids)])).orderBy(asc(termRuleRow.validFrom))
  return new Map(rows.filter(({ validFrom }) => validFrom <= today).map((row) => [row.id, termRule.parse(row.definition).term]))
}
