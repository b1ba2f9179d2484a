import { sql, type SQL } from 'drizzle-orm'
import { cardsIn, electronicCard, lateCard, outcomeAt, paperOnlyCard, standing, unseen, type Facts } from './facts.ts'
import type { MonthSpan } from './span.ts'

/** Tables of sums, each with the columns that its statement gives. */
export const sumKinds = ['task', 'card', 'entry', 'stage', 'page'] as const
export type SumKind = (typeof sumKinds)[number]

/** Counts from the documents themselves: the one definition of each figure, for the screen and for the sums of the hour alike. */
export const countLive: Readonly<Record<SumKind, (facts: Facts, span: MonthSpan) => SQL>> = { task: taskSums, card: cardSums, entry: entrySums, stage: stageSums, page: pageSums }

function taskSums(facts: Facts, span: MonthSpan): SQL {
  return sql`select left(card.registered_on, 7) as month, assignment.unit, coalesce(assignment.executor, '') as executor, ${outcomeAt(facts.today)} as outcome,
      assignment.extended > 0 as extended, ${unseen(facts)} as unseen, count(*)::int as tasks
    from card join assignment on assignment.card = card.id
    where ${cardsIn(facts, span)} and ${standing} group by 1, 2, 3, 4, 5, 6`
}

function cardSums(facts: Facts, span: MonthSpan): SQL {
  return sql`select month, unit, flow, count(*) filter (where stands)::int as documents, count(*) filter (where not stands)::int as annulled,
      count(*) filter (where stands and tasks > 0)::int as with_tasks, coalesce(sum(tasks) filter (where stands), 0)::int as tasks,
      count(*) filter (where stands and late)::int as late, count(*) filter (where stands and paper_only)::int as paper_only, count(*) filter (where stands and electronic)::int as electronic
    from (
      select left(card.registered_on, 7) as month, card.unit, card.flow, ${standing} as stands, (select count(*) from assignment a where a.card = card.id) as tasks,
        ${lateCard(facts)} as late, ${paperOnlyCard} as paper_only, ${electronicCard} as electronic
      from card where ${cardsIn(facts, span)}
    ) judged group by 1, 2, 3`
}

function entrySums(facts: Facts, span: MonthSpan): SQL {
  // Not by the order of instants, since a clock that was put back gives a second number an earlier one.
  const again = sql`exists (select 1 from card c where c.id = e.card and (c.number, c.registered_at) is distinct from (e.number, e.entered_at))`
  return sql`select left(e.entered_on, 7) as month, count(*)::int as entries, count(*) filter (where e.card is not null and ${again})::int as second, count(*) filter (where e.card is null)::int as without_card
    from entry e where e.test = ${facts.test} and e.entered_on between ${span.firstDay} and ${span.lastDay} group by 1`
}

/** Stages by which a citizen has an answer: the end of the whole way. */
const answered = sql`('replied', 'refused', 'forwarded', 'ready', 'handed-out', 'closed')`

function stageSums(facts: Facts, span: MonthSpan): SQL {
  const within = sql`on_day between ${span.firstDay} and ${span.lastDay}`
  return sql`select month, unit, stage, days, count(*)::int as cards from (
      select left(s.on_day, 7) as month, coalesce(s.unit, card.unit) as unit, k.stage, greatest(s.on_day::date - k.since::date, 0) as days
      from (
        select card, stage, on_day, lag(stage) over history as before, lag(on_day) over history as since, lag(unit) over history as unit, count(*) filter (where stage in ${answered}) over history as answers
        from card_stage where card in (select card from card_stage where ${within}) window history as (partition by card order by place)
      ) s join card on card.id = s.card
      cross join lateral (select s.before as stage, s.since union all select 'whole', card.registered_on where s.stage in ${answered} and s.answers = 1) k
      where card.test = ${facts.test} and ${standing} and s.before is not null and s.${within}
    ) ended group by 1, 2, 3, 4`
}

/** Pages of records that were laid to documents. */
function pageSums(facts: Facts, span: MonthSpan): SQL {
  const midnight = (day: SQL) => sql`(${day} at time zone ${facts.timeZone})`
  return sql`select to_char(r.added_at at time zone ${facts.timeZone}, 'YYYY-MM') as month, count(*)::int as pages
    from card_record r join record_page p on p.record = r.record
    where r.added_at >= ${midnight(sql`${span.firstDay}::timestamp`)} and r.added_at < ${midnight(sql`(${`${span.to}-01`}::timestamp + interval '1 month')`)} group by 1`
}
