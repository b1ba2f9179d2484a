import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eq, sql } from 'drizzle-orm'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cardTasks, taskView } from '#contract/assignments.ts'
import { reportItems, reportView, type ReportView } from '#contract/reports.ts'
import { newId } from '#kernel/ids.ts'
import { unit } from '#server/identity/units/schema.ts'
import { openRegistryApp, type RegistryApp } from '#test/support/registry-app.ts'
import { countPdfA, veraPdfIsThere } from '#test/support/vera-pdf.ts'
import { moveOpenTasks } from '../move-open-tasks.ts'
import { assignmentRoutes } from '../routes.ts'
import type { ReportsContext } from './context.ts'
import { refreshSums } from './refresh-sums.ts'
import { reportRoutes } from './routes.ts'

let house: RegistryApp
let reports: ReportsContext

beforeAll(async () => {
  house = await openRegistryApp((api, context) => {
    reports = { ...context, archiveName: 'Town', liveLimit: 10_000 }
    assignmentRoutes(api, context)
    reportRoutes(api, reports)
  })
  await house.addPerson('mayor', ['head'], ['cityhall'])
  await house.addPerson('ana', ['clerk'], ['cityhall'])
  await house.addPerson('olga', ['controller'], ['cityhall'])
  for (const name of ['hanna', 'ion']) await house.addPerson(name, ['reader'], ['housing'])
  await house.addPerson('maria', ['reader'], ['finance'])
  await house.db.update(unit).set({ head: 'hanna' }).where(eq(unit.code, 'housing'))
})
afterAll(() => house.close())

const read = (by: string, query = '') => house.as(by, reportView, 'GET', `/api/reports/discipline?from=2026-03&to=2026-03${query}`)
const rowOf = (report: ReportView, unitCode: string | null, person: string | null) => report.rows.find((row) => row.unit === unitCode && (row.person?.name ?? null) === person)?.values

/** How many documents or tasks the list behind a number has, page after page. */
async function lengthOf(by: string, report: string, cell: string, query: string, limit = 200): Promise<number> {
  let count = 0
  let after: string | null = ''
  while (after !== null) {
    const page: { items: unknown[]; next: string | null } = await house.as(by, reportItems, 'GET', `/api/reports/${report}/items?cell=${cell}&limit=${limit}&${query}${after === '' ? '' : `&after=${encodeURIComponent(after)}`}`)
    count += page.items.length
    after = page.next
  }
  return count
}

async function task(id: string, by: { unit: string; executor?: string; controller?: string | null; dueOn?: string | null }) {
  const made = await house.as('mayor', cardTasks, 'POST', `/api/cards/${id}/resolutions`, { text: 'To do', tasks: [by] })
  return made.resolutions.at(-1)?.tasks[0]?.id ?? ''
}
const move = async (id: string, what: object, by: string) => house.as(by, taskView, 'POST', `/api/tasks/${id}/moves`, { version: (await house.as(by, taskView, 'GET', `/api/tasks/${id}`)).version, what })

test('S2-16 executive discipline by unit and executor: on time, late, extended, overdue, not yet due, share; drill-down, CSV and PDF/A, reconciled with the register', async () => {
  const cards = []
  for (let n = 0; n < 6; n += 1) cards.push(await house.register({ subject: `=Letter ${n}` }))
  const [first, second, third, fourth] = cards.map(({ id }) => id)
  const inTime = await task(first ?? '', { unit: 'housing', executor: 'ion', dueOn: '2026-03-05' })
  const tooLate = await task(first ?? '', { unit: 'housing', executor: 'ion', controller: 'olga', dueOn: '2026-03-04' })
  const moved = await task(second ?? '', { unit: 'housing', executor: 'ion', dueOn: '2026-03-04' })
  await task(second ?? '', { unit: 'finance', executor: 'maria', dueOn: '2026-03-04' })
  await task(third ?? '', { unit: 'finance', executor: 'maria', dueOn: '2026-03-31' })
  await task(third ?? '', { unit: 'housing', dueOn: '2026-03-31' })
  const dropped = await task(fourth ?? '', { unit: 'finance', executor: 'maria', dueOn: '2026-03-04' })
  await house.db.execute(sql`update card set state = 'annulled', closed_on = '2026-03-02' where id = ${cards[5]?.id}`)
  await house.db.execute(sql`update entry set annulled_at = now(), annulled_by = 'ana', annul_reason = 'twice' where card = ${cards[5]?.id}`)
  // A second number of the first letter, and an imported line of an old book.
  await house.db.execute(sql`insert into entry (id, register, period, seq, number, number_key, card, source, entered_on, entered_at, entered_by)
    select gen_random_uuid(), id, '2026', 900, 'B-900', 'b900', ${first}::uuid, 'registered', '2026-03-03', '2026-03-03T08:00:00Z'::timestamptz, 'vera' from register where code = 'pretura-incoming'
    union all select gen_random_uuid(), id, '2026', 901, 'B-901', 'b901', null::uuid, 'imported', '2026-03-03', '2026-03-03T08:00:00Z'::timestamptz, 'vera' from register where code = 'pretura-incoming'`)
  await move(dropped, { move: 'cancel', reason: 'not ours' }, 'mayor')
  await move(moved, { move: 'extend', dueOn: '2026-03-10', reason: 'asked for papers' }, 'mayor')
  house.clock.forward({ hours: 72 })
  await move(inTime, { move: 'report', report: 'done' }, 'ion')
  await move(tooLate, { move: 'report', report: 'done' }, 'ion')
  house.clock.forward({ hours: 48 })
  await move(moved, { move: 'report', report: 'done' }, 'ion')

  const report = await read('olga')
  expect(report.columns.map(({ title }) => title)).toEqual(['Received', 'Executed on time', 'Executed late', 'Not executed, overdue', 'Not yet due', 'On time, %', 'Of these extended', 'Cancelled'])
  const line = (received: number, onTime: number, late: number, overdue: number, pending: number, share: number | null, extended: number, cancelled: number) => ({ received, 'on-time': onTime, late, overdue, pending, 'share-on-time': share, extended, cancelled })
  expect(rowOf(report, 'housing', 'ion')).toEqual(line(3, 2, 1, 0, 0, 66.7, 1, 0))
  expect(rowOf(report, 'housing', '-')).toEqual(line(1, 0, 0, 0, 1, null, 0, 0))
  expect(rowOf(report, 'housing', null)).toEqual(line(4, 2, 1, 0, 1, 66.7, 1, 0))
  expect(rowOf(report, 'finance', 'maria')).toEqual(line(2, 0, 0, 1, 1, 0, 0, 1))
  expect(rowOf(report, null, null)).toEqual(line(6, 2, 1, 1, 2, 50, 1, 1))
  expect(report.register).toMatchObject({ entries: 8, second: 1, withoutCard: 1, registered: 6, annulled: 1, withTasks: 4, withoutTasks: 1, tasks: 7, furtherTasks: 3, received: 6, cancelled: 1, agrees: true })
  expect(report.register?.lines[1]).toBe('Documents registered: 6 = with tasks 4 + without tasks 1 + annulled 1')

  const late = await house.as('olga', reportItems, 'GET', '/api/reports/discipline/items?cell=late&from=2026-03&unit=housing&person=ion')
  expect(late.items).toMatchObject([{ card: { number: cards[0]?.number }, unit: 'housing', person: { displayName: 'Ion' }, dueOn: '2026-03-04', doneOn: '2026-03-05' }])
  for (const [cell, count] of [['registered', 6], ['with-tasks', 4], ['without-tasks', 1], ['annulled', 1]] as const) expect(await lengthOf('olga', 'discipline', cell, 'from=2026-03', 2)).toBe(count)

  const csv = await house.download('olga', '/api/reports/discipline?from=2026-03&format=csv&language=uk')
  expect(csv.mediaType).toContain('text/csv')
  expect(csv.bytes.toString('utf8')).toContain('Ion,3,2,1,0,0,66.7,1,0')
  expect(csv.bytes.toString('utf8')).toContain('Зареєстровано документів: 6 = із завданнями 4 + без завдань 1 + анульовано 1')
  const files = await mkdtemp(join(tmpdir(), 'opis-report-'))
  const pdfs = []
  for (const language of ['en', 'ka']) {
    const { bytes } = await house.download('olga', `/api/reports/discipline?from=2026-03&format=pdf&language=${language}`)
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-')
    pdfs.push(join(files, `${language}.pdf`))
    await writeFile(join(files, `${language}.pdf`), bytes)
  }
  if (veraPdfIsThere) expect(await countPdfA(pdfs)).toBe(2)
  await rm(files, { recursive: true })
})

test('S2-16 a head sees the units that he leads, control sees the house, others nothing; a document that may not be read is counted by its number alone', async () => {
  const own = await read('hanna')
  expect(own.units.map(({ code }) => code)).toEqual(['housing'])
  expect(rowOf(own, 'finance', 'maria')).toBeUndefined()
  expect(rowOf(own, null, null)).toEqual(rowOf(own, 'housing', null))
  expect(own.register).toBeNull()
  expect(await house.refused('hanna', 'GET', '/api/reports/discipline?unit=finance')).toMatchObject({ status: 403 })
  expect(await house.refused('hanna', 'GET', '/api/reports/discipline/items?cell=late&unit=finance')).toMatchObject({ status: 403 })
  expect(await house.refused('ion', 'GET', '/api/reports/discipline')).toMatchObject({ status: 403 })
  expect(rowOf(await read('mayor', '&person=maria'), null, null)).toMatchObject({ received: 2 })
  await house.db.execute(sql`update card set restricted = true, people = '{ion}' where subject = '=Letter 0'`)
  const hidden = await house.as('hanna', reportItems, 'GET', '/api/reports/discipline/items?cell=late&from=2026-03')
  expect(hidden.items).toMatchObject([{ card: { id: null, subject: null }, task: null }])
  expect(await house.as('hanna', reportItems, 'GET', '/api/reports/discipline/items?cell=on-time&from=2026-03&limit=1')).toMatchObject({ items: [{ card: { subject: '=Letter 1' } }] })
})

test('S2-16 S4-11 after a reorganisation closed tasks keep the unit that did the work', async () => {
  await house.db.transaction((tx) => moveOpenTasks(tx, 'finance', 'housing', { on: '2026-03-08', now: house.clock.now() }))
  const report = await read('olga')
  expect(rowOf(report, 'housing', 'maria')).toMatchObject({ received: 2, overdue: 1, pending: 1, cancelled: 0 })
  expect(rowOf(report, 'finance', 'maria')).toMatchObject({ received: 0, cancelled: 1 })
  expect(report.register).toMatchObject({ received: 6, cancelled: 1, agrees: true })
})

const days = ['2025-12-31', '2026-01-01', '2026-01-31', '2026-02-10', '2026-02-28', '2026-03-01']
const someTask = fc.record({
  unit: fc.constantFrom('housing', 'finance'),
  executor: fc.constantFrom('ion', 'maria', null),
  state: fc.constantFrom('open', 'executed', 'closed', 'cancelled'),
  dueOn: fc.constantFrom(null, '2026-02-01', '2026-02-28', '2026-03-09', '2026-05-01'),
  executedOn: fc.constantFrom('2026-02-01', '2026-02-02', '2026-03-10'),
  extended: fc.nat(2),
})
const someCard = fc.record({ on: fc.constantFrom(...days), annulled: fc.boolean(), second: fc.boolean(), tasks: fc.array(someTask, { maxLength: 4 }) })
type SomeTask = { unit: string; executor: string | null; state: string; dueOn: string | null; executedOn: string; extended: number }

/** What became of a task, told by other means than the statement under test. */
function outcome(one: SomeTask, today: string): string {
  if (one.state === 'cancelled') return 'cancelled'
  const due = one.dueOn ?? '9999'
  return one.state === 'open' ? (due < today ? 'overdue' : 'pending') : one.executedOn > due ? 'late' : 'on-time'
}

test('S2-16 for any documents and tasks the figures reconcile with the register, each is the length of its list, and the sums of the hour say the same', async () => {
  const today = new Date(house.clock.now()).toISOString().slice(0, 10)
  await fc.assert(
    fc.asyncProperty(fc.array(someCard, { maxLength: 10 }), async (cards) => {
      await fill(cards)
      const inside = cards.filter(({ on }) => on >= '2026-01' && on < '2026-03')
      const tasks = inside.filter(({ annulled }) => !annulled).flatMap((one) => one.tasks)
      const query = 'from=2026-01&to=2026-02'
      const report = await house.as('olga', reportView, 'GET', `/api/reports/discipline?${query}`)
      const total = report.rows.at(-1)?.values ?? {}
      const expected = Object.fromEntries(['on-time', 'late', 'overdue', 'pending', 'cancelled'].map((name) => [name, tasks.filter((one) => outcome(one, today) === name).length]))
      expect(total).toMatchObject({ ...expected, received: tasks.filter(({ state }) => state !== 'cancelled').length })
      expect(report.register).toMatchObject({ registered: inside.length, entries: inside.length + inside.filter(({ second }) => second).length, annulled: inside.filter(({ annulled }) => annulled).length, tasks: tasks.length, agrees: true })
      for (const row of report.rows) {
        const who = `${row.unit === null ? '' : `&unit=${row.unit}`}${row.person === null ? '' : `&person=${row.person.name}`}`
        for (const { key, drill } of report.columns) if (drill) expect(await lengthOf('olga', 'discipline', key, query + who)).toBe(row.values[key])
      }
      await refreshSums(house.db, { now: house.clock.now(), today, timeZone: reports.timeZone })
      reports.liveLimit = -1
      const summed = await house.as('olga', reportView, 'GET', `/api/reports/discipline?${query}`)
      reports.liveLimit = 10_000
      expect(summed.asOf).not.toBeNull()
      expect({ ...summed, asOf: null }).toEqual(report)
    }),
    { numRuns: 8 },
  )
})

/** Puts these documents in place of all others. */
async function fill(cards: readonly { on: string; annulled: boolean; second: boolean; tasks: readonly SomeTask[] }[]): Promise<void> {
  await house.db.execute(sql`truncate card, entry, assignment, resolution cascade`)
  for (const [at, one] of cards.entries()) {
    const id = newId()
    await house.db.execute(sql`insert into card (id, flow, kind, kind_version, unit, state, number, registered_on, registered_at, registered_by, subject, channel, units, check_value)
      values (${id}, 'incoming', 'letter', 1, 'cityhall', ${one.annulled ? 'annulled' : 'in-work'}, ${String(at)}, ${one.on}, ${`${one.on}T08:00:00Z`}, 'ana', 'x', 'post', '{cityhall}', 'x')`)
    for (const repeat of one.second ? [0, 1] : [0])
      await house.db.execute(sql`insert into entry (id, register, period, seq, repeat, number, number_key, card, source, entered_on, entered_at, entered_by)
        select gen_random_uuid(), id, '2026', ${at + 1}, ${repeat}, ${repeat === 0 ? String(at) : `${at}-1`}, 'x', ${id}::uuid, 'registered', ${one.on}, ${`${one.on}T0${8 + repeat}:00:00Z`}::timestamptz, 'ana' from register where code = 'incoming'`)
    for (const made of one.tasks)
      await house.db.execute(sql`insert into assignment (id, card, text, unit, executor, state, made_by, made_at, due_on, extended, executed_on)
        values (${newId()}, ${id}, 'x', ${made.unit}, ${made.executor}, ${made.state}, 'mayor', ${`${one.on}T09:00:00Z`}, ${made.dueOn}, ${made.extended}, ${['executed', 'closed'].includes(made.state) ? made.executedOn : null})`)
  }
}
