import { sql, type SQL } from 'drizzle-orm'
import type { NoticeKind, NoticeSettings } from '#contract/notices.ts'
import { addDays, formatCivilDate, parseCivilDate, toEpochDay, type CivilDate } from '#kernel/civil-date.ts'
import type { Tx } from '#platform/database.ts'
import { dayIn } from '#server/file-plan/known-date.ts'
import { absencesOn } from '#server/identity/units/absences.ts'
import { standingOn } from '#server/identity/units/deputy.ts'
import type { RegistryContext } from '#server/registry/context.ts'
import { deadlineRun } from './schema.ts'
import { readNoticeSettings } from './settings.ts'
import { callForOverdue } from './webhooks/call-for-overdue.ts'

/** Any number that no other advisory lock of this product uses. */
const runLock = 7_301_163

/** `told`: notices made. `ran` false: today's run was done before, or another process is at it. */
export type DeadlineRun = { ran: boolean; day: string; told: number }

/**
 * Goes through the deadlines of the day in a few statements over all open tasks: reminders before and on the day, what is
 * overdue to who does it, then to the head of the unit and to the controller. Nothing is said twice, for each notice has a
 * key of kind, task, due day and person; so a run that is cut off, or `again`, is repeated without harm. After days on
 * which the server was down it goes back to the last run.
 */
export async function runDeadlines(context: RegistryContext, again = false): Promise<DeadlineRun> {
  const now = context.clock.now()
  const day = dayIn(context.timeZone, now)
  return context.db.transaction(async (tx) => {
    const { rows } = await tx.execute<{ mine: boolean }>(sql`select pg_try_advisory_xact_lock(${runLock}) as mine`)
    const done = await tx.execute(sql`select 1 from deadline_run where day = ${day} and finished_at is not null`)
    if (rows[0]?.mine !== true || (done.rows.length > 0 && !again)) return { ran: false, day, told: 0 }
    const told = await tellOfDay(tx, { now, standing: standingOn(await absencesOn(tx, day), day), today: day, gapDays: await gapBefore(tx, day) }, await readNoticeSettings(tx))
    const finished = { startedAt: now, finishedAt: context.clock.now() }
    await tx.insert(deadlineRun).values({ day, told, ...finished }).onConflictDoUpdate({ target: deadlineRun.day, set: { ...finished, told: sql`${deadlineRun.told} + ${told}` } })
    return { ran: true, day, told }
  })
}

/** What passed longer ago is no news: the lists have it. Days that the server was down are added. */
const newsDays = 7

async function gapBefore(tx: Tx, today: string): Promise<number> {
  const { rows } = await tx.execute<{ day: string | null }>(sql`select max(day) as day from deadline_run where finished_at is not null and day <= ${today}`)
  const last = rows[0]?.day ?? today
  return Math.max(newsDays, toEpochDay(civil(today)) - toEpochDay(civil(last)) + 1)
}

/** `standing`: who is away, and who is there instead. */
type Night = { now: Date; standing: readonly { person: string; deputy: string }[] }

async function tellOfDay(tx: Tx, at: Night & { today: string; gapDays: number }, { remindDays, headDays, controllerDays }: NoticeSettings): Promise<number> {
  const { today, gapDays } = at
  const shifted = (days: number) => formatCivilDate(addDays(civil(today), days))
  /** Passed so many days ago or more, and not told of yet in the days since. */
  const passed = (due: SQL, days: number) => sql`${due} <= ${shifted(-days)} and ${due} >= ${shifted(-days - gapDays)}`
  const [task, card] = [sql`a.due_on`, sql`c.due_on`]
  let told = 0
  for (const [kind, when] of [['due-soon', sql`${task} > ${today} and ${task} <= ${shifted(remindDays)}`], ['due-today', sql`${task} = ${today}`], ['overdue', passed(task, 1)]] as const) {
    told += await tellEach(tx, kind, sql`${ofExecutors(when)} union all ${ofHelpers(when)}`, at)
  }
  await callForOverdue(tx, sql`a.state = 'open' and ${passed(task, 1)}`, at.now)
  told += await tellEach(tx, 'overdue-unit', ofHeads(passed(task, headDays)), at)
  told += await tellEach(tx, 'overdue-control', ofControllers(passed(task, controllerDays)), at)
  told += await tellEach(tx, 'card-due-soon', ofCards(sql`${card} >= ${today} and ${card} <= ${shifted(remindDays)}`), at)
  told += await tellEach(tx, 'card-overdue', ofCards(passed(card, 1)), at)
  told += await tellEach(tx, 'papers-not-come', sql`select null::uuid as assignment, c.id as card, c.registered_by as person, c.number, c.papers_until as due from card c where c.papers_asked_on is not null and c.closed_on is null and c.papers_until < ${today}`, at)
  return told
}

function civil(day: string): CivilDate {
  const date = parseCivilDate(day)
  if (date === null) throw new Error(`no such day: ${day}`)
  return date
}

/** The head of a unit, or where it has none of the nearest above it. */
const heads = sql`(
  with recursive up as (
    select code as unit, parent, head, 0 as steps from unit
    union all select up.unit, u.parent, u.head, steps + 1 from up join unit u on u.code = up.parent where up.head is null and steps < 20
  ) select unit, head from up where head is not null)`

const ofExecutors = (when: SQL) => sql`
  select a.id as assignment, a.card, coalesce(a.executor, h.head) as person, c.number, a.due_on as due
  from assignment a join card c on c.id = a.card left join ${heads} h on h.unit = a.unit and a.executor is null
  where a.state = 'open' and ${when}`

const ofHelpers = (when: SQL) => sql`
  select a.id, a.card, o.executor, c.number, a.due_on
  from assignment a join card c on c.id = a.card join assignment_helper o on o.assignment = a.id and o.contributed_at is null
  where a.state = 'open' and ${when}`

const ofHeads = (when: SQL) => sql`
  select a.id as assignment, a.card, h.head as person, c.number, a.due_on as due
  from assignment a join card c on c.id = a.card join ${heads} h on h.unit = a.unit
  where a.state = 'open' and ${when} and h.head is distinct from a.executor`

const ofControllers = (when: SQL) => sql`
  select a.id as assignment, a.card, a.controller as person, c.number, a.due_on as due
  from assignment a join card c on c.id = a.card
  where a.state = 'open' and ${when} and a.controller is not null`

/** Documents that nobody has a task for: the head of their unit is told. */
const ofCards = (when: SQL) => sql`
  select null::uuid as assignment, c.id as card, h.head as person, c.number, c.due_on as due
  from card c join ${heads} h on h.unit = c.unit
  where c.due_on is not null and c.closed_on is null and c.state in ('registered', 'in-work') and ${when}
    and not exists (select from assignment a where a.card = c.id and a.state in ('open', 'executed'))`

/** One statement for everybody whom a question finds, and for those who stand in for the absent. */
async function tellEach(tx: Tx, kind: NoticeKind, due: SQL, { now, standing }: Night): Promise<number> {
  const made = await tx.execute(sql`
    with due as materialized (${due}),
    told as (
      select assignment, card, person, number, due, null::text as stands_for from due where person is not null
      union all
      select d.assignment, d.card, b.deputy, d.number, d.due, d.person from due d
      join unnest(${sql.param(standing.map(({ person }) => person))}::text[], ${sql.param(standing.map(({ deputy }) => deputy))}::text[]) b (person, deputy) on b.person = d.person
    ), keyed as (select *, ${kind}::text || ':' || coalesce(assignment, card) || ':' || due || ':' || person as key from told)
    insert into notice (id, person, kind, key, card, assignment, facts, made_at)
    select gen_random_uuid(), person, ${kind}::text, key, card, assignment,
           case when stands_for is null then jsonb_build_object('number', number, 'due', due) else jsonb_build_object('number', number, 'due', due, 'for', stands_for) end,
           ${now.toISOString()}::timestamptz
    from keyed k where not exists (select from notice n where n.key = k.key)
    on conflict (key) do nothing`)
  return made.rowCount ?? 0
}
