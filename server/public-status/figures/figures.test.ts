import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql } from 'drizzle-orm'
import { newCard } from '#contract/cards.ts'
import { openDatabase, type Database } from '#platform/database.ts'
import { trustNobody } from '#platform/http/client-address.ts'
import { createOutbox } from '#platform/outbox.ts'
import { subscriptions } from '#server/line.ts'
import { enterStage } from '#server/registry/cards/note-card.ts'
import { registerCard } from '#server/registry/cards/register-card.ts'
import { testClock } from '#test/support/identity-app.ts'
import { testDatabase, type TestDatabase } from '#test/support/postgres.ts'
import { seedTownHall, setMode } from '#test/support/town-hall.ts'
import { openStatus, type PublicStatus } from '../open-status.ts'
import { ensureStatusRole, statusRole } from '../role/status-role.ts'
import { foldLookUps, refreshFigures } from './refresh-figures.ts'

let own: TestDatabase
let database: Database
let status: PublicStatus
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined }

beforeAll(async () => {
  own = await testDatabase()
  database = openDatabase(own.url, () => undefined, 4)
  await seedTownHall(database.db)
  await ensureStatusRole(database.pool)
  const context = { db: database.db, clock: testClock('2026-03-02T08:00:00Z'), outbox: createOutbox(subscriptions), timeZone: 'Europe/Chisinau' }
  const clerk = { name: 'ana', actor: 'user:ana', units: ['cityhall'], anyUnit: false }
  const petition = async (unit: string | null, answeredOn: string | null) => {
    const { id } = await registerCard(context, newCard.parse({ register: 'appeals', kind: 'petition', subject: 'x' }), clerk)
    if (unit !== null) await enterStage(database.db as never, id, { stage: 'under-examination', onDay: '2026-03-03', unit }, new Date('2026-03-03'))
    if (answeredOn !== null) await enterStage(database.db as never, id, { stage: 'replied', onDay: answeredOn }, new Date(answeredOn))
    return id
  }
  // Due on 1 April: three in time, two late, one overdue, all in housing; two in finance; an annulled one; one for practice.
  for (const on of ['2026-03-10', '2026-03-11', '2026-04-01', '2026-04-02', '2026-05-01', null]) await petition('housing', on)
  for (const on of ['2026-03-10', null]) await petition('finance', on)
  const annulled = await petition('housing', null)
  await database.db.execute(sql`update card set state = 'annulled' where id = ${annulled}`)
  await setMode(database.db, 'test')
  await petition('housing', null)
  await setMode(database.db, 'live')
  await database.db.execute(sql`update unit set name = jsonb_build_object('en', '=HYPERLINK("x")') where code = 'housing'`)
  status = openStatus({ databaseUrl: own.url, role: statusRole, origins: [], house: 'Town', version: 'test', trustsProxy: trustNobody, log: silent })
})
afterAll(async () => {
  await status.close()
  await database.close()
  await own.drop()
})

test('S2-12 public figures of a month by unit: registered, in time, late, overdue; reconciled, without small counts, as a page and as CSV without formulas', async () => {
  await refreshFigures(database.db, { now: new Date('2026-05-04T10:00:00Z'), today: '2026-05-04' })
  const { rows } = await database.pool.query('select unit, registered, answered_in_time as "inTime", answered_late as late, overdue, pending from public_figure order by unit')
  expect(rows).toEqual([
    { unit: '', registered: 2, inTime: 1, late: 0, overdue: 1, pending: 0 },
    { unit: 'housing', registered: 6, inTime: 3, late: 2, overdue: 1, pending: 0 },
  ])
  const page = await (await status.app.request('/status/figures?lang=uk')).text()
  expect(page).toContain('березень 2026')
  expect(page).toContain('Інші підрозділи разом</th><td data-label="Зареєстровано">&lt;5</td>')
  expect(page).toContain('<td data-label="Відповідь вчасно">3</td>')
  const csv = await status.app.request('/status/figures.csv?lang=en')
  expect(csv.headers.get('content-type')).toContain('text/csv')
  expect((await csv.text()).replace('\ufeff', '').split('\r\n')).toEqual(['Month,Unit,Registered,Answered in time,Answered late,"Not answered, overdue",Still in time', `2026-03,"'=HYPERLINK(""x"")",6,3,2,1,0`, '2026-03,Other units together,<5,<5,<5,<5,<5', ''])
})

test('figures computed again are the same lines, and a month as it was on its last day is not overdue', async () => {
  for (let turn = 0; turn < 2; turn++) await refreshFigures(database.db, { now: new Date('2026-03-31T10:00:00Z'), today: '2026-03-31' })
  const { rows } = await database.pool.query("select registered, overdue, pending from public_figure where unit = 'housing'")
  expect(rows).toEqual([{ registered: 6, overdue: 0, pending: 1 }])
})

test('S3-06 counts of look-ups are joined by the hour and stay what they were', async () => {
  const add = (at: string, lookups: number) => database.db.execute(sql`insert into public_lookup (at, outcome, asker, lookups) values (${at}::timestamptz, 'found', 'page', ${lookups})`)
  for (const [at, lookups] of [['2026-03-02T08:10:00Z', 1], ['2026-03-02T08:50:00Z', 2], ['2026-03-02T09:10:00Z', 4], ['2026-03-02T11:10:00Z', 8], ['2026-03-02T11:20:00Z', 16]] as const) await add(at, lookups)
  await foldLookUps(database.db, new Date('2026-03-02T12:00:00Z'))
  await foldLookUps(database.db, new Date('2026-03-02T12:00:00Z'))
  const { rows } = await database.pool.query<{ at: Date; lookups: number }>('select at, lookups from public_lookup order by at')
  expect(rows.map(({ at, lookups }) => [at.toISOString().slice(11, 16), lookups])).toEqual([['08:00', 3], ['09:10', 4], ['11:10', 8], ['11:20', 16]])
})
