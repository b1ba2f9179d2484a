import { and, eq, inArray, isNull, or, sql } from 'drizzle-orm'
import type { CasePaper, CounterCase } from '#contract/counter.ts'
import type { Db } from '#platform/database.ts'
import { unit } from '#server/identity/units/schema.ts'
import { service } from '../data-schema.ts'
import { correspondent, type Card } from '../schema.ts'
import { cardPaper, handOut } from './schema.ts'

/** The papers of a service's version with what came of each on one case. */
export function papersOfCase(version: Pick<typeof service.$inferSelect, 'papers'>, noted: readonly (typeof cardPaper.$inferSelect)[]): CasePaper[] {
  return version.papers.map(({ code, name, required }) => {
    const found = noted.find(({ paper }) => paper === code)
    return { code, name, required, state: found?.state ?? 'none', dueOn: found?.dueOn ?? null }
  })
}

/** A case without what other units are asked for, which the tasks know. */
export type PlainCase = Omit<CounterCase, 'requests'>

/** Cases as the counter sees them, in the order of the cards. */
export async function presentCases(db: Db, cards: readonly Card[]): Promise<PlainCase[]> {
  if (cards.length === 0) return []
  const ids = cards.map(({ id }) => id)
  const versions = await db.select().from(service).where(or(...cards.map((one) => and(eq(service.code, one.service ?? ''), eq(service.version, one.serviceVersion ?? 0)))))
  const units = new Map((await db.select().from(unit).where(inArray(unit.code, cards.map((one) => one.unit)))).map((one) => [one.code, one.name]))
  const people = new Map((await db.select().from(correspondent).where(inArray(correspondent.id, cards.flatMap((one) => one.correspondent ?? [])))).map((one) => [one.id, one.name]))
  const papers = Map.groupBy(await db.select().from(cardPaper).where(inArray(cardPaper.card, ids)), ({ card }) => card)
  const outs = new Map((await db.select().from(handOut).where(and(inArray(handOut.card, ids), isNull(handOut.undoneAt)))).map((one) => [one.card, one]))
  const { rows } = await db.execute<{ card: string; stage: string; on: string }>(sql`select distinct on (card) card, stage, on_day as "on" from card_stage where card = any(${sql.param(ids)}::uuid[]) order by card, place desc`)
  const stages = new Map(rows.map((row) => [row.card, row]))
  return cards.map((one) => {
    const version = versions.find(({ code, version: number }) => code === one.service && number === one.serviceVersion)
    const out = outs.get(one.id)
    return {
      ...{ id: one.id, number: one.number, registeredOn: one.registeredOn, dueOn: one.dueOn, test: one.test, cover: one.cover },
      ...{ service: one.service ?? '', serviceVersion: one.serviceVersion ?? 0, serviceName: version?.name ?? {}, unitName: units.get(one.unit) ?? {} },
      applicant: one.correspondent === null ? null : (people.get(one.correspondent) ?? null),
      ...{ stage: stages.get(one.id)?.stage ?? 'registered', stageOn: stages.get(one.id)?.on ?? one.registeredOn },
      papers: version === undefined ? [] : papersOfCase(version, papers.get(one.id) ?? []),
      handOut: out === undefined ? null : { id: out.id, onDay: out.onDay, recipient: out.recipient },
    }
  })
}
