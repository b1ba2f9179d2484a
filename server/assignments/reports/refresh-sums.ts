import { sql } from 'drizzle-orm'
import type { Db } from '#platform/database.ts'
import { readFacts } from './facts.ts'
import type { MonthSpan } from './span.ts'
import { countLive, sumKinds, type SumKind } from './sums.ts'

/** Any number; two servers on one database do it one after the other. */
const sumsLock = 7_301_150

/** Columns in the order of the statements in sums.ts. */
const columns: Readonly<Record<SumKind, string>> = {
  task: 'month, unit, executor, outcome, extended, unseen, tasks',
  card: 'month, unit, flow, documents, annulled, with_tasks, tasks, late, paper_only, electronic',
  entry: 'month, entries, second, without_card',
  stage: 'month, unit, stage, days, cards',
  page: 'month, pages',
}

/** Computes all sums anew from one state of the documents, so that figures of different reports agree with each other. */
export async function refreshSums(db: Db, at: { now: Date; today: string; timeZone: string }): Promise<void> {
  await db.transaction(
    async (tx) => {
      await tx.execute(sql`select pg_advisory_xact_lock(${sumsLock})`)
      const { rows } = await tx.execute<{ first: string | null }>(sql`select least((select min(registered_on) from card), (select min(entered_on) from entry)) as first`)
      const first = (rows[0]?.first ?? at.today).slice(0, 7)
      const span: MonthSpan = { from: first, to: at.today.slice(0, 7), firstDay: `${first}-01`, lastDay: `${at.today.slice(0, 7)}-31` }
      const facts = await readFacts(tx, at, span)
      for (const kind of sumKinds) {
        const name = sql.identifier(`report_${kind}_sum`)
        await tx.execute(sql`delete from ${name}`)
        await tx.execute(sql`insert into ${name} (${sql.raw(columns[kind])}) ${countLive[kind](facts, span)}`)
      }
      await tx.execute(sql`insert into report_refresh (computed_at) values (${at.now.toISOString()}::timestamptz) on conflict (one) do update set computed_at = excluded.computed_at`)
    },
    { isolationLevel: 'repeatable read' },
  )
}
