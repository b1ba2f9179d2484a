import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { answersList, retentionCalendar, retentionOverview } from '#contract/retention-overview.ts'
import { newId } from '#kernel/ids.ts'
import { runServer, type RunningServer } from '#test/support/run-server.ts'

let server: RunningServer
const file = newId()
const inFile = newId()
const today = new Date().toISOString().slice(0, 10)
const year = Number(today.slice(0, 4))

beforeAll(async () => {
  server = await runServer()
  const { db } = server.parts.database
  const status = (kind: 'record' | 'file', subject: string, state: string, more: { on?: string; unit?: string; waiting?: string } = {}) =>
    db.execute(sql`insert into retention_status (subject_kind, subject, class, state, base_state, action, eligible_on, unit, waiting_for, sentences, binding, computed_on, computed_at)
      values (${kind}, ${subject}, 'contracts', ${state}, ${state === 'held' ? 'eligible' : state}, 'destroy', ${more.on ?? null}, ${more.unit ?? null}, ${more.waiting === undefined ? sql`'{}'` : sql`array[${more.waiting}]`}, '{}', '-', ${today}, now())`)
  await db.execute(sql`insert into file (id, class, number, state, opened_on, created_at, created_by) values (${file}, 'contracts', '01-1', 'closed', '2015-01-01', now(), 'test')`)
  await db.execute(sql`insert into file_member (file, record, added_at, added_by) values (${file}, ${inFile}, now(), 'test')`)
  await status('file', file, 'eligible', { on: '2020-01-01', unit: 'file' })
  await status('record', inFile, 'eligible', { on: '2020-01-01', unit: 'file' })
  await status('record', newId(), 'retained', { on: `${year + 2}-01-01`, unit: 'record' })
  await status('record', newId(), 'waiting', { unit: 'record', waiting: 'contract.ended' })
  await status('record', newId(), 'unscheduled')
  await status('record', newId(), 'held', { on: '2021-01-01', unit: 'record' })
  await db.execute(sql`insert into paper_copy (id, subject_kind, subject, sheets, state, changed_at, changed_by) values (${newId()}, 'file', ${file}, 250, 'kept', now(), 'test')`)
})
afterAll(() => server?.stop())

test('S0-A6 counts a file once and not its records again, what waits for which event, and the metres of shelf that would be free', async () => {
  const overview = await server.admin.get(retentionOverview, 'GET', '/api/retention/overview')
  expect(overview).toMatchObject({
    today,
    dueNow: [{ class: 'contracts', count: 1 }],
    waitingFor: [{ event: 'contract.ended', count: 1 }],
    unscheduled: [{ class: 'contracts', count: 1 }],
    holds: { active: 0, reviewDue: 0, held: 1 },
    shelf: { copies: 1, sheets: 250, metres: 0.025 },
  })
})

test('the calendar shows what falls due, and as a file in a language', async () => {
  const { months } = await server.admin.get(retentionCalendar, 'GET', '/api/retention/calendar')
  expect(months).toEqual([{ month: `${year + 2}-01`, class: 'contracts', action: 'destroy', count: 1 }])
  const { bytes } = await server.admin.send('GET', '/api/retention/calendar?format=csv&language=uk')
  expect(bytes.toString('utf8')).toContain('Місяць,Клас')
})

test('records and files in one state are a list and a file, in a language', async () => {
  const { items, total } = await server.admin.get(answersList, 'GET', '/api/retention/answers?state=eligible')
  expect([total, items.map(({ kind, id }) => [kind, id])]).toEqual([1, [['file', file]]])
  for (const state of ['waiting', 'unscheduled', 'held']) {
    const text = (await server.admin.send('GET', `/api/retention/answers?state=${state}&format=csv&language=ro`)).bytes.toString('utf8')
    expect(text.trim().split('\r\n').map((line) => line.split(',')[0]), state).toHaveLength(2)
    expect(text).toContain('Titlu,Clasă,Dosar')
  }
  expect((await server.admin.send('GET', '/api/retention/answers?state=eligible&format=ods')).bytes.subarray(0, 2).toString('latin1')).toBe('PK')
})
