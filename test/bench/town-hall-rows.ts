import type { Pool } from 'pg'

/**
 * So many cards with an entry, two stages, two lines of history and a task each, over the six years up to today, four units,
 * 200 people and 50,000 correspondents, laid into the tables of the small town hall as registering would. The tasks of the
 * last five weeks are still open, and every tenth of those before.
 */
export async function fillTownHall(pool: Pool, cards: number): Promise<void> {
  await pool.query(`
    insert into correspondent (id, kind, name, name_key, created_at, created_by)
    select md5('c' || n)::uuid, 'person', 'Ivanenko ' || n, 'ivanenko ' || n, now(), 'bench' from generate_series(1, 50000) n`)
  await pool.query(`
    insert into user_account (id, name, password_hash, roles, units)
    select gen_random_uuid(), 'worker-' || n, '', '{}', array[(array['housing', 'finance', 'cityhall'])[1 + n % 3]] from generate_series(0, 199) n
    union all select gen_random_uuid(), name, '', array[role], '{cityhall}' from (values ('controller', 'controller'), ('head', 'head')) given (name, role)`)
  const base = `
    select made.*, n % 10 = 0 or day > current_date - 35 as open from (
    select n, md5('card' || n)::uuid as id, current_date - 2190 + (n * 2190::bigint / ${cards})::int as day, (array['cityhall', 'cityhall', 'cityhall', 'buiucani'])[1 + n % 4] as unit,
      (array['housing', 'finance', 'cityhall'])[1 + n % 3] as worker
    from generate_series(1, ${cards}) n) made`
  await pool.query(`
    insert into card (id, flow, kind, kind_version, unit, state, number, registered_on, registered_at, registered_by, subject, correspondent, their_number, their_number_key, received_on, channel, units, people,
      term, term_base_on, due_on, check_value, closed_on)
    select id, 'incoming', 'letter', 1, unit, case when open then 'in-work' else 'filed' end, case when unit = 'buiucani' then 'B-' else '01-' end || n || '/' || extract(year from day), day::text, day + time '09:00', 'clerk-' || n % 50,
      'Repair of the pump in street ' || n % 5000 || ' and lamp ' || n % 977, md5('c' || 1 + n % 50000)::uuid, n % 9000 || '/' || n % 31, n % 9000 || '/' || n % 31, day::text, 'counter',
      array(select distinct u from unnest(array[unit, worker]) u order by u), '{}', 'test.petition', day::text, (day + 30)::text, 'AAAA-BBBB', case when open then null else (day + 12)::text end
    from (${base}) made`)
  // Without figures of its own the planner would join a million rows one by one.
  await pool.query('analyze card')
  await pool.query(`
    insert into entry (id, register, period, seq, number, number_key, card, source, entered_on, entered_at, entered_by)
    select md5('e' || made.n)::uuid, r.id, extract(year from day)::text, made.n, c.number, lower(c.number), made.id, 'registered', day::text, day + time '09:00', 'bench'
    from (${base}) made join card c on c.id = made.id join register r on r.code = case when made.unit = 'buiucani' then 'pretura-incoming' else 'incoming' end`)
  await pool.query(`update entry set number_key = regexp_replace(number_key, '^0+(?=\\d)', '')`)
  await pool.query(`
    insert into register_period (register, period, next_seq) select register, period, max(seq) + 1 from entry group by 1, 2 on conflict (register, period, test) do update set next_seq = excluded.next_seq`)
  for (const [stage, days] of [['registered', 0], ['under-examination', 1], ['replied', 12]] as const) {
    await pool.query(`insert into card_stage (id, card, stage, on_day, at, unit) select md5('${stage}' || n)::uuid, id, '${stage}', (day + ${days})::text, day + ${days} + time '10:00', worker from (${base}) made ${stage === 'replied' ? 'where not open' : ''}`)
  }
  await pool.query(`insert into card_event (id, card, at, actor, event, details) select md5('v' || n)::uuid, id, day + time '09:00', 'user:bench', 'registered', '{}' from (${base}) made`)
  await pool.query(`
    insert into assignment (id, card, text, unit, executor, controller, state, made_by, made_at, due_on, first_due_on, seen_at, executed_on, executed_at, ended_on, ended_at, ended_by)
    select md5('t' || n)::uuid, id, 'Answer', worker, 'worker-' || n % 200, 'controller', case when open then 'open' else 'closed' end, 'head', day + time '11:00', (day + 30)::text, (day + 30)::text, day + 1,
      case when open then null else (day + 12)::text end, case when open then null else day + 12 end, case when open then null else (day + 12)::text end, case when open then null else day + 12 end, case when open then null else 'head' end
    from (${base}) made`)
  for (const table of ['card', 'entry', 'card_stage', 'card_event', 'assignment', 'correspondent']) await pool.query(`vacuum analyze ${table}`)
}
