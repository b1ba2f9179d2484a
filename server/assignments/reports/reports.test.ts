import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cardTasks, taskView } from '#contract/assignments.ts'
import { reportItems, reportRules, reportView, type ReportView } from '#contract/reports.ts'
import { newId } from '#kernel/ids.ts'
import type { Tx } from '#platform/database.ts'
import { deskRoutes } from '#server/registry/cards/desk-routes.ts'
import { enterStage, noteCard } from '#server/registry/cards/note-card.ts'
import { openRegistryApp, type RegistryApp } from '#test/support/registry-app.ts'
import { assignmentRoutes } from '../routes.ts'
import type { ReportsContext } from './context.ts'
import { refreshSums } from './refresh-sums.ts'
import { reportRoutes } from './routes.ts'
import { medianDays } from './stages.ts'

let house: RegistryApp
let reports: ReportsContext

beforeAll(async () => {
  house = await openRegistryApp((api, context) => {
    reports = { ...context, archiveName: 'Town', liveLimit: 10_000 }
    assignmentRoutes(api, context)
    deskRoutes(api, { ...context, publicUrl: null })
    reportRoutes(api, reports)
  })
  await house.addPerson('mayor', ['head'], ['cityhall'])
  await house.addPerson('admin', ['administrator'])
  await house.addPerson('ana', ['clerk'], ['cityhall'])
  for (const name of ['hanna', 'ion']) await house.addPerson(name, ['reader'], ['housing'])
  await house.db.execute(sql`update unit set head = 'hanna' where code = 'housing'`)
  await house.db.execute(sql`update unit set head = 'mayor' where code = 'cityhall'`)
})
afterAll(() => house.close())

const read = (report: string, query = 'from=2026-03&to=2026-03', by = 'mayor') => house.as(by, reportView, 'GET', `/api/reports/${report}?${query}`)
const items = (report: string, query: string, by = 'mayor') => house.as(by, reportItems, 'GET', `/api/reports/${report}/items?from=2026-03&to=2026-03&limit=200&${query}`)
const valuesOf = (report: ReportView, fits: (row: ReportView['rows'][number]) => boolean) => report.rows.find(fits)?.values

/** Each number that leads to a list has the length of it. */
async function checkLists(report: ReportView): Promise<void> {
  for (const row of report.rows)
    for (const { key, drill } of report.columns) {
      if (!drill) continue
      const query = `cell=${key}${row.unit === null ? '' : `&unit=${row.unit}`}${report.report !== 'observance' && row.person !== null ? `&person=${row.person.name}` : ''}`
      expect([key, row.unit, (await items(report.report, query)).items.length]).toEqual([key, row.unit, row.values[key]])
    }
}

const record = async (card: string, pages = 1) => {
  const id = newId()
  await house.db.execute(sql`insert into record (id, title, state, created_at) values (${id}, 'x', 'searchable', ${house.clock.now().toISOString()})`)
  for (let page = 1; page <= pages; page += 1) await house.db.execute(sql`insert into record_page (id, record, page) values (${newId()}, ${id}, ${page})`)
  await house.db.execute(sql`insert into card_record (card, record, role, form, added_by, added_at) values (${card}, ${id}, 'document', 'scanned-copy', 'ana', ${house.clock.now().toISOString()})`)
}

test('S1-06 for the head of each unit: registered late, on paper only, tasks opened later than a working day or never', async () => {
  // 2 March 2026 is a Monday: what came on Friday is in time, what came on Thursday is late.
  const inTime = await house.register({ receivedOn: '2026-02-27' })
  const late = await house.register({ receivedOn: '2026-02-26' })
  await house.register({ receivedOn: '2025-06-01' })
  await record(inTime.id)
  const task = async (id: string) => (await house.as('mayor', cardTasks, 'POST', `/api/cards/${id}/resolutions`, { text: 'To do', tasks: [{ unit: 'housing', executor: 'ion' }] })).resolutions.at(-1)?.tasks[0]?.id ?? ''
  const seenNextDay = await task(inTime.id)
  const seenLate = await task(inTime.id)
  await task(late.id)
  house.clock.forward({ hours: 24 })
  await house.as('ion', taskView, 'GET', `/api/tasks/${seenNextDay}`)
  expect(valuesOf(await read('observance'), ({ unit }) => unit === 'housing')).toMatchObject({ tasks: 3, unseen: 0 })
  house.clock.forward({ hours: 24 })
  await house.as('ion', taskView, 'GET', `/api/tasks/${seenLate}`)

  const report = await read('observance')
  expect(report.rows.map(({ unit, person, values }) => [unit, person?.name, values])).toEqual([
    ['cityhall', 'mayor', { 'documents': 3, 'registered-late': 2, 'paper-only': 2, 'tasks': 0, 'unseen': 0 }],
    ['housing', 'hanna', { 'documents': 0, 'registered-late': 0, 'paper-only': 0, 'tasks': 3, 'unseen': 2 }],
    [null, undefined, { 'documents': 3, 'registered-late': 2, 'paper-only': 2, 'tasks': 3, 'unseen': 2 }],
  ])
  await checkLists(report)
  expect((await read('observance', 'from=2026-03', 'hanna')).rows.map(({ unit }) => unit)).toEqual(['housing', null])
  // Whom a task passes to has a working day of his own.
  const view = await house.as('mayor', cardTasks, 'GET', `/api/cards/${late.id}/tasks`)
  const open = view.resolutions[0]?.tasks[0]
  await house.as('hanna', taskView, 'POST', `/api/tasks/${open?.id}/moves`, { version: 1, what: { move: 'transfer', executor: 'hanna', reason: 'ill' } })
  expect(valuesOf(await read('observance'), ({ unit }) => unit === 'housing')).toMatchObject({ unseen: 1 })
  // Three days to register: what came on Thursday is in time.
  await house.as('admin', reportRules, 'PUT', '/api/report-rules', { calendar: 'test', registrationDays: 3, acknowledgementDays: 2 })
  expect(valuesOf(await read('observance'), ({ level }) => level === 'total')).toMatchObject({ 'registered-late': 1, 'unseen': 0 })
  expect(await house.refused('mayor', 'PUT', '/api/report-rules', { calendar: 'test', registrationDays: 9, acknowledgementDays: 2 })).toMatchObject({ status: 403 })
})

test('S2-17 volume of incoming, outgoing, internal documents and appeals by unit and month', async () => {
  await house.register({ register: 'appeals', kind: 'petition' })
  await house.register({ register: 'outgoing', kind: 'reply' })
  const dropped = await house.register()
  await house.db.execute(sql`update card set state = 'annulled', closed_on = '2026-03-04' where id = ${dropped.id}`)
  const report = await read('volume', 'from=2026-01&to=2026-03')
  expect(report.rows.map(({ month, unit, values }) => [month, unit, values['documents'], values['incoming'], values['outgoing'], values['internal'], values['appeals']])).toEqual([['2026-03', 'cityhall', 5, 3, 1, 0, 1], [null, null, 5, 3, 1, 0, 1]])
  await checkLists(report)
  const csv = (await house.download('mayor', '/api/reports/volume?from=2026-03&format=csv&language=ro')).bytes.toString('utf8')
  expect(csv).toContain('Luna,Subdiviziune,Documente,Intrate,Ieșite,Interne,Petiții')
  expect(csv).toContain('2026-03,City hall,5,3,1,0,1')
  // Another unit and another month, and a document within the house.
  const { id } = await house.register()
  await house.db.execute(sql`update card set flow = 'internal', unit = 'housing', registered_on = '2026-02-10' where id = ${id}`)
  const both = await read('volume', 'from=2026-02&to=2026-03')
  expect(valuesOf(both, ({ unit, month }) => unit === 'housing' && month === '2026-02')).toMatchObject({ documents: 1, incoming: 0, outgoing: 0, internal: 1, appeals: 0 })
  expect(valuesOf(both, ({ unit, month }) => unit === 'cityhall' && month === '2026-03')).toMatchObject({ documents: 5, incoming: 3, internal: 0 })
  expect(both.rows.at(-1)?.values).toMatchObject({ documents: 6, incoming: 3, outgoing: 1, internal: 1, appeals: 1 })
})

test('S2-01 share of documents with a complete electronic route by unit and month', async () => {
  const before = await read('electronic')
  expect(valuesOf(before, ({ level }) => level === 'total')).toMatchObject({ documents: 5, electronic: 1, 'share-electronic': 20 })
  const [handed, answered, whole] = [await house.register(), await house.register(), await house.register()]
  for (const { id } of [handed, answered, whole]) await record(id)
  await house.db.transaction((tx) => noteCard(tx, handed.id, { event: 'paper-handed', details: { unit: 'housing' } }, { actor: 'user:ana', now: house.clock.now() }))
  // The reply has no record: its answer went on paper.
  await house.register({ register: 'outgoing', kind: 'reply', replyTo: answered.id })
  const report = await read('electronic')
  expect(valuesOf(report, ({ unit, month }) => unit === 'cityhall' && month === '2026-03')).toEqual({ documents: 9, electronic: 2, 'share-electronic': 22.2 })
  await checkLists(report)
})

test('S1-09 S4-13 median days per stage, month against month, before and after a change; the sums of the hour say the same', async () => {
  const stage = async (id: string, name: 'under-examination' | 'replied', onDay: string) => house.db.transaction((tx: Tx) => enterStage(tx, id, { stage: name, onDay, ...(name === 'under-examination' ? { unit: 'housing' } : {}) }, new Date(`${onDay}T10:00:00Z`)))
  // All were registered on 4 March, two earlier ones were given out at once; days in examination: 10 in March, then 30 and 40 in April, 4 in May.
  for (const [began, ended] of [['2026-03-06', '2026-03-16'], ['2026-03-10', '2026-04-09'], ['2026-03-10', '2026-04-19'], ['2026-05-01', '2026-05-05']] as const) {
    const { id } = await house.register({ register: 'appeals', kind: 'petition' })
    await stage(id, 'under-examination', began)
    await stage(id, 'replied', ended)
  }
  const report = await read('stages', 'from=2026-03&to=2026-05&split=2026-05')
  expect(report.columns.map(({ key }) => key)).toEqual(['before', 'after', 'change', '2026-03', '2026-04', '2026-05'])
  expect(report.rows.map(({ what, values }) => [what?.title, values])).toEqual([
    ['The whole way to the answer', { 'before': 36, 'after': 62, 'change': 26, '2026-03': 12, '2026-04': 41, '2026-05': 62 }],
    ['Registered', { 'before': 2, 'after': 58, 'change': 56, '2026-03': 2, '2026-04': null, '2026-05': 58 }],
    ['Under examination', { 'before': 30, 'after': 4, 'change': -26, '2026-03': 10, '2026-04': 35, '2026-05': 4 }],
  ])
  const ofHousing = await read('stages', 'from=2026-03&to=2026-05', 'hanna')
  expect(valuesOf(ofHousing, ({ what }) => what?.code === 'under-examination')).toEqual({ '2026-03': 10, '2026-04': 35, '2026-05': 4 })
  await refreshSums(house.db, { now: house.clock.now(), today: '2026-05-31', timeZone: reports.timeZone })
  reports.liveLimit = -1
  const summed = await read('stages', 'from=2026-03&to=2026-05&split=2026-05')
  reports.liveLimit = 10_000
  expect(summed.asOf).not.toBeNull()
  expect(summed.rows).toEqual(report.rows)
  expect([medianDays([]), medianDays([{ days: 3, cards: 2 }, { days: 1, cards: 1 }]), medianDays([{ days: 1, cards: 1 }, { days: 2, cards: 1 }])]).toEqual([null, 3, 1.5])
})

test('S4-05 pages printed by the system against pages processed electronically, by month', async () => {
  const { id } = await house.register()
  await record(id, 7)
  const before = (await read('prints')).rows.at(-1)?.values ?? {}
  for (const print of ['label', 'label', 'receipt']) await house.download('ana', `/api/cards/${id}/${print}`)
  const report = await read('prints')
  expect(report.rows.map(({ month }) => month)).toEqual(['2026-03', null])
  expect(report.rows[0]?.values).toEqual({ 'prints': 3, 'pages-printed': 3, 'pages-electronic': 11, 'share-printed': 21.4 })
  expect(before).toMatchObject({ 'prints': 0, 'pages-electronic': 11 })
})

test('S0-11 who holds what in a unit since when; the table follows each hand-over, the closing and the reopening of a document', async () => {
  await house.db.execute(sql`update card set state = 'filed', closed_on = '2026-03-04' where state <> 'annulled'`)
  expect((await read('holders')).rows).toHaveLength(1)
  const held = [await house.register({ subject: 'First' }), await house.register({ subject: 'Second' }), await house.register({ subject: 'Third' })].map(({ id }) => id)
  const hand = (id: string | undefined, details: Record<string, string>) => house.db.transaction((tx) => noteCard(tx, id ?? '', { event: 'handed-to', details }, { actor: 'user:ana', now: house.clock.now() }))
  await hand(held[0], { unit: 'housing', person: 'ion' })
  house.clock.forward({ minutes: 1 })
  await hand(held[1], { unit: 'housing' })
  house.clock.forward({ hours: 50 })
  // To the same one again: held since before.
  await hand(held[0], { unit: 'housing', person: 'ion' })
  const report = await read('holders')
  expect(report.rows.map(({ unit, person, values }) => [unit, person?.displayName, values['documents'], values['longest-days']])).toEqual([
    ['cityhall', undefined, 1, 2], ['cityhall', 'Ana', 1, 2], ['housing', undefined, 2, 2], ['housing', 'nobody named yet', 1, 2], ['housing', 'Ion', 1, 2], [null, undefined, 3, 2],
  ])
  await checkLists(report)
  const own = await house.as('hanna', reportItems, 'GET', '/api/reports/holders/items?cell=documents')
  expect(own.items.map(({ card, unit, person }) => [card.id, unit, person?.name])).toEqual([[null, 'housing', 'ion'], [null, 'housing', undefined]])
  await house.db.execute(sql`update card set state = 'filed', closed_on = '2026-03-06' where id = ${held[0]}`)
  expect((await read('holders')).rows.at(-1)?.values).toMatchObject({ documents: 2 })
  await house.db.execute(sql`update card set state = 'in-work', closed_on = null where id = ${held[0]}`)
  expect(valuesOf(await read('holders'), ({ unit, person }) => unit === 'housing' && person?.name === 'ion')).toEqual({ documents: 1, 'longest-days': 2 })
})
