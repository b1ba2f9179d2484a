import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { openRegistryApp } from '#test/support/registry-app.ts'
import { reportItems, reportView } from '#contract/reports.ts'
import { reportRoutes } from './routes.ts'
import { refreshSums } from './refresh-sums.ts'
import { openSource } from './source.ts'
test('bench', async () => {
  const house = await openRegistryApp((api, context) => reportRoutes(api, { ...context, archiveName: 'x' }))
  await house.addPerson('olga', ['controller'], ['cityhall'])
  const { db } = house
  const t = async (name: string, work: () => Promise<unknown>) => { const at = performance.now(); await work(); console.log(name, Math.round(performance.now() - at)) }
  await t('cards', () => db.execute(sql`insert into card (id, flow, kind, kind_version, unit, state, number, registered_on, registered_at, registered_by, subject, channel, units, check_value, received_on, closed_on)
    select gen_random_uuid(), (array['incoming','outgoing','internal','appeals'])[1+n%4], 'letter', 1, (array['cityhall','housing','finance'])[1+n%3], case when n%10=0 then 'in-work' else 'executed' end, '01-'||n, d::text, d + interval '8 hours', 'p'||(n%200), 'Subject of a letter about something '||n, 'post', array['cityhall'], 'x', (d - 1)::text, case when n%10=0 then null else (d+20)::text end
    from (select n, date '2025-03-01' + (n % 365) as d from generate_series(1, 300000) n) g`))
  await t('entries', () => db.execute(sql`insert into entry (id, register, period, seq, number, number_key, card, source, entered_on, entered_at, entered_by) select gen_random_uuid(), (select id from register where code='incoming'), '2025', row_number() over (), c.number, c.number, c.id, 'registered', c.registered_on, c.registered_at, 'x' from card c`))
  await t('tasks', () => db.execute(sql`insert into assignment (id, card, text, unit, executor, state, made_by, made_at, due_on, extended, executed_on, executed_at, seen_at)
    select gen_random_uuid(), c.id, 'Please look into it and answer the citizen', (array['cityhall','housing','finance'])[1+(random()*2)::int], 'p'||(random()*200)::int, case when random()<0.1 then 'open' else 'closed' end, 'mayor', c.registered_at, (c.registered_on::date + 30)::text, 0, (c.registered_on::date + (random()*40)::int)::text, c.registered_at + interval '10 days', case when random() < 0.9 then c.registered_at + interval '20 hours' end from card c`))
  await t('stages', () => db.execute(sql`insert into card_stage (id, card, stage, on_day, at, unit) select gen_random_uuid(), c.id, s, (c.registered_on::date + k)::text, c.registered_at + k * interval '1 day', c.unit from card c, (values ('registered', 0), ('under-examination', 2), ('replied', 15)) v(s, k)`))
  await db.execute(sql`analyze`)
  const url = (name: string, more: string) => `/api/reports/${name}?${more}`
  for (let turn = 0; turn < 2; turn += 1) {
    for (const name of ['discipline', 'volume', 'observance', 'stages', 'electronic', 'prints', 'holders']) {
      await t(`${turn} ${name} year`, () => house.as('olga', reportView, 'GET', url(name, 'from=2025-03&to=2026-03')))
    }
    if (turn === 0) await t('refresh', () => refreshSums(db, { now: house.clock.now(), today: '2026-03-02', timeZone: 'Europe/Chisinau' }))
  }
  for (const [name, q] of [['discipline', 'cell=overdue&from=2025-03&to=2026-02'], ['discipline', 'cell=late&from=2025-03&to=2026-02&person=p7'], ['discipline', 'cell=extended&from=2025-03&to=2026-02'], ['discipline', 'cell=overdue&from=2025-03&to=2026-02&unit=housing'], ['observance', 'cell=unseen&from=2025-03&to=2026-02'], ['volume', 'cell=appeals&from=2025-03&to=2026-02'], ['electronic', 'cell=electronic&from=2025-03&to=2026-02'], ['observance', 'cell=paper-only&from=2025-03&to=2026-02'], ['observance', 'cell=registered-late&from=2025-03&to=2026-02'], ['discipline', 'cell=without-tasks&from=2025-03&to=2026-02'], ['holders', 'cell=documents&person=p7'], ['holders', 'cell=documents']])
    await t(`items ${name} ${q}`, () => house.as('olga', reportItems, 'GET', `/api/reports/${name}/items?${q}`))
  void openSource
  expect(1).toBe(1)
  await house.close()
}, 600000)
