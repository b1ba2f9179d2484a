import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cardRegistered } from '#contract/cards.ts'
import { annulled, blockList, blockView, entryList, importReport, modeView, registerCheck, registerList, registerView, templatePreviewed, wentLive } from '#contract/register-views.ts'
import { addUser, type TestUser } from '#test/support/caller.ts'
import { pdfText } from '#test/support/pdf-text.ts'
import { runServer, type RunningServer } from '#test/support/run-server.ts'
import { seedTownHall } from '#test/support/town-hall.ts'
import { countPdfA, veraPdfIsThere } from '#test/support/vera-pdf.ts'

let server: RunningServer
let folder: string
let ana: TestUser
let ion: TestUser
let point: TestUser
const today = new Date()
const year = String(new Intl.DateTimeFormat('en', { timeZone: 'Europe/Chisinau', year: 'numeric' }).format(today))
const day = new Intl.DateTimeFormat('sv', { timeZone: 'Europe/Chisinau' }).format(today)
const yesterday = new Intl.DateTimeFormat('sv', { timeZone: 'Europe/Chisinau' }).format(new Date(today.getTime() - 86_400_000))

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'opis-book-'))
  server = await runServer()
  await seedTownHall(server.parts.database.db)
  ana = await addUser(server.url, server.admin, { name: 'ana', roles: ['clerk'], units: ['cityhall'] })
  ion = await addUser(server.url, server.admin, { name: 'ion', roles: ['clerk'], units: ['buiucani'] })
  point = await addUser(server.url, server.admin, { name: 'vera', roles: ['counter'], units: ['centre'] })
})
afterAll(async () => {
  await server.stop()
  await rm(folder, { recursive: true })
})

const open = (form: object) => server.admin.get(registerView, 'POST', '/api/registers', { json: { title: { en: 'Test' }, unit: 'cityhall', flow: 'incoming', reset: { kind: 'yearly', on: '01-01' }, openedOn: `${year}-01-01`, ...form } })
const enter = (by: TestUser, register: string, more: object = {}) => by.bySession.get(cardRegistered, 'POST', '/api/cards', { json: { register, kind: 'letter', subject: 'Street light', ...more } })
const view = (code: string) => server.admin.get(registerView, 'GET', `/api/registers/${code}`)
const check = (code: string) => ana.bySession.get(registerCheck, 'GET', `/api/registers/${code}/check`)
const import_ = (code: string, csv: string | Uint8Array, query = '') => server.admin.get(importReport, 'POST', `/api/registers/${code}/import${query}`, { body: Buffer.from(csv) })

test('S0-01 a register opened mid-year goes on after the paper book, and no number of the paper book is ever given out', async () => {
  await open({ code: 'intrare', template: '{seq}/{yyyy}', firstSeq: 1408, openedOn: `${year}-03-15` })
  expect((await enter(ana, 'intrare')).number).toBe(`1408/${year}`)
  expect(await view('intrare')).toMatchObject({ next: `1409/${year}`, periods: [{ period: year, paper: { first: 1, last: 1407 }, issued: 1 }] })
  expect(await server.admin.problem('PATCH', '/api/registers/intrare', { json: { firstSeq: 7 } })).toMatchObject({ status: 409, reason: 'register-in-use' })
  const more = await Promise.all(Array.from({ length: 10 }, () => enter(ana, 'intrare')))
  expect(Math.min(...more.map(({ number }) => Number(number.split('/')[0])))).toBe(1409)
  expect(await check('intrare')).toMatchObject({ sound: true, periods: [{ paper: 1407, entries: 11 }] })
})

test('S0-02 two bodies have their own sequences in one installation, and the clerk of one takes no number of the other', async () => {
  const [first, second] = [await enter(ana, 'incoming'), await enter(ion, 'pretura-incoming')]
  expect([first.number, second.number]).toEqual([`01-1/${year}`, `B-0001/${year.slice(2)}`])
  for (const [by, code] of [[ion, 'incoming'], [ana, 'pretura-incoming']] as const) {
    expect(await by.bySession.problem('POST', '/api/cards', { json: { register: code, kind: 'letter', subject: 'x' } })).toMatchObject({ status: 403, reason: 'register-of-another-unit' })
    expect(await by.bySession.problem('GET', `/api/registers/${code}/entries`)).toMatchObject({ status: 403 })
    expect(await by.bySession.problem('POST', `/api/registers/${code}/blocks`, { json: { place: 'centre', count: 5 } })).toMatchObject({ status: 403 })
  }
  expect((await enter(ana, 'incoming')).number).toBe(`01-2/${year}`)
  expect((await enter(ion, 'pretura-incoming')).number).toBe(`B-0002/${year.slice(2)}`)
  const { registers } = await ion.bySession.get(registerList, 'GET', '/api/registers')
  expect(registers.filter(({ mine }) => mine).map(({ code }) => code)).toEqual(['pretura-incoming'])
})

test('S1-12 an order has the number 396р, it is annulled with its reason and never given out again', async () => {
  await open({ code: 'dispositions', flow: 'orders', template: '{seq}р', firstSeq: 396 })
  const order = await enter(ana, 'dispositions', { kind: 'order', subject: 'On documents in scanned form' })
  expect(order.number).toBe('396р')
  const found = await ana.bySession.get(entryList, 'GET', `/api/entries?number=${encodeURIComponent('№ 396 p')}`)
  expect(found.entries).toMatchObject([{ number: '396р', card: order.id, subject: 'On documents in scanned form' }])
  expect(await ion.bySession.get(entryList, 'GET', '/api/entries?number=396p')).toEqual({ entries: [] })
  expect(await ion.bySession.problem('POST', `/api/entries/${found.entries[0]?.id ?? ''}/annul`, { json: { reason: 'x' } })).toMatchObject({ status: 403 })
  expect(await ana.bySession.get(annulled, 'POST', `/api/cards/${order.id}/annul`, { json: { reason: 'written twice' } })).toEqual({ numbers: ['396р'], card: order.id })
  expect(await ana.bySession.problem('POST', `/api/cards/${order.id}/annul`, { json: { reason: 'again' } })).toMatchObject({ reason: 'entry-annulled' })
  expect((await enter(ana, 'dispositions', { kind: 'order' })).number).toBe('397р')
  const { rows } = await server.parts.database.db.execute(sql`select c.state, s.stage, e.annul_reason as reason, e.annulled_by as who from card c join card_stage s on s.card = c.id join entry e on e.card = c.id where c.id = ${order.id} order by s.at desc limit 1`)
  expect(rows).toEqual([{ state: 'annulled', stage: 'annulled', reason: 'written twice', who: 'ana' }])
  expect(await check('dispositions')).toMatchObject({ sound: true, periods: [{ entries: 2, annulled: 1 }] })
})

test('a register is opened, changed and closed by the administrator alone; a template with a fault is told', async () => {
  expect(await ana.bySession.problem('POST', '/api/registers', { json: { code: 'x', title: { en: 'X' }, unit: 'cityhall', flow: 'incoming', template: '{seq}', reset: { kind: 'never' }, openedOn: day } })).toMatchObject({ status: 403 })
  const preview = (json: object) => server.admin.get(templatePreviewed, 'POST', '/api/registers/preview', { json })
  expect(await preview({ template: '{seq' })).toEqual({ fault: 'A brace is not closed.', examples: [] })
  expect(await preview({ template: '{suffix}-{seq}' })).toMatchObject({ fault: 'Say what {suffix} stands for.' })
  expect(await preview({ template: '{group}-{seq:3}/{yy}{repeat}', constants: { group: '031' }, firstSeq: 7 })).toEqual({ fault: null, examples: [`031-007/${year.slice(2)}`, `031-1000/${year.slice(2)}`, `031-007/${year.slice(2)}-1`] })
  await open({ code: 'letters', template: 'L-{seq}' })
  expect(await server.admin.problem('POST', '/api/registers', { json: { code: 'letters', title: { en: 'X' }, unit: 'cityhall', flow: 'incoming', template: '{seq}', reset: { kind: 'never' }, openedOn: day } })).toMatchObject({ status: 409, reason: 'register-exists' })
  await enter(ana, 'letters')
  await server.admin.get(registerView, 'PATCH', '/api/registers/letters', { json: { template: 'L-{seq}/{yy}' } })
  expect((await enter(ana, 'letters')).number).toBe(`L-2/${year.slice(2)}`)
  for (const json of [{ unit: 'buiucani' }, { reset: { kind: 'never' } }, { flow: 'outgoing' }]) expect(await server.admin.problem('PATCH', '/api/registers/letters', { json })).toMatchObject({ reason: 'register-in-use' })
  await server.admin.get(registerView, 'POST', '/api/registers/letters/close', { json: { closedOn: yesterday } })
  expect(await ana.bySession.problem('POST', '/api/cards', { json: { register: 'letters', kind: 'letter', subject: 'x' } })).toMatchObject({ reason: 'register-not-open' })
})

test('S2-08 numbers handed to an intake point without the line are reconciled without a double or a gap', async () => {
  await open({ code: 'shared', template: 'S-{seq:4}' })
  expect((await enter(ana, 'shared')).number).toBe('S-0001')
  const block = await ana.bySession.get(blockView, 'POST', '/api/registers/shared/blocks', { json: { place: 'centre', count: 5 } })
  expect(block).toMatchObject({ firstSeq: 2, lastSeq: 6, open: 5, numbers: [{ number: 'S-0002', state: 'open' }, {}, {}, {}, { number: 'S-0006' }] })
  expect((await enter(ana, 'shared')).number).toBe('S-0007')
  const list = await point.bySession.send('GET', `/api/registers/shared/blocks/${block.id}/list.pdf?language=uk`)
  expect(await pdfText(list.bytes)).toContain('S-0006')
  expect(await check('shared')).toMatchObject({ sound: true, periods: [{ entries: 2, inOpenBlocks: 5 }] })

  const paper = (seq: number, on: string, more: object = {}) => ({ json: { seq, on, card: { kind: 'letter', subject: `paper ${seq}`, ...more } } })
  const at = `/api/registers/shared/blocks/${block.id}`
  const entered = await Promise.all([3, 2].map((seq) => point.bySession.get(cardRegistered, 'POST', `${at}/cards`, paper(seq, day))))
  expect(entered).toMatchObject([{ number: 'S-0003', registeredOn: day }, { number: 'S-0002' }])
  const twice = await Promise.all([4, 4].map((seq) => point.bySession.send('POST', `${at}/cards`, paper(seq, day))))
  expect(twice.map(({ status }) => status).sort()).toEqual([201, 409])
  expect(await point.bySession.problem('POST', `${at}/cards`, paper(7, day))).toMatchObject({ reason: 'outside-the-block' })
  expect(await point.bySession.problem('POST', `${at}/cards`, paper(5, `${Number(year) + 1}-01-01`))).toMatchObject({ reason: 'day-outside-block' })
  expect((await ana.bySession.get(blockList, 'GET', '/api/registers/shared/blocks?open=true')).blocks).toMatchObject([{ place: 'centre', open: 2 }])

  expect(await point.bySession.problem('POST', `${at}/reconcile`, { json: { unused: 3 } })).toMatchObject({ reason: 'unused-differ' })
  expect(await point.bySession.get(blockView, 'POST', `${at}/reconcile`, { json: { unused: 2 } })).toMatchObject({ open: 0, reconciledBy: 'vera' })
  expect(await point.bySession.problem('POST', `${at}/cards`, paper(5, day))).toMatchObject({ reason: 'block-reconciled' })
  expect(await check('shared')).toMatchObject({ sound: true, periods: [{ entries: 7, annulled: 2, inOpenBlocks: 0 }] })
  expect((await enter(ana, 'shared')).number).toBe('S-0008')
})

const old = 'Номер;Дата;Кореспондент;Зміст\r\n1/2025;10.01.2025;Іваненко І. І.;Про дах\r\n2/2025;11.01.2025;"ТОВ ""Зоря""";Про світло\r\n4/2025;12.01.2025;;Без третього\r\n'

test('S0-13 an old register comes over from CSV with its numbers, and every register prints as a closed book of a year', async () => {
  await open({ code: 'vhidni', title: { uk: 'Вхідні', en: 'Incoming' }, template: '{seq}/{yyyy}', openedOn: '2025-01-01' })
  expect(await import_('vhidni', old)).toMatchObject({ committed: false, lines: 3, good: 3, rejected: 0 })
  expect((await view('vhidni')).periods).toMatchObject([{ period: '2025', issued: 0, paper: null }])
  expect(await import_('vhidni', old, '?commit=true')).toMatchObject({ committed: true, good: 3 })
  expect(await import_('vhidni', old, '?commit=true')).toMatchObject({ committed: true, good: 0, already: 3 })
  const found = await ana.bySession.get(entryList, 'GET', `/api/entries?number=${encodeURIComponent('№ 02 / 2025')}`)
  expect(found.entries).toMatchObject([{ number: '2/2025', source: 'imported', correspondent: 'ТОВ "Зоря"', subject: 'Про світло', enteredOn: '2025-01-11' }])
  expect(await ion.bySession.get(entryList, 'GET', '/api/entries?number=2/2025')).toEqual({ entries: [] })

  await ana.bySession.get(annulled, 'POST', `/api/cards/${(await enter(ana, 'vhidni', { subject: 'Помилка' })).id}/annul`, { json: { reason: 'двічі' } })
  await enter(ana, 'vhidni', { subject: 'Таємне', restricted: true })
  await ana.bySession.get(blockView, 'POST', '/api/registers/vhidni/blocks', { json: { place: 'centre', count: 3 } })
  const book = async (by: TestUser, query: string) => {
    const { status, bytes } = await by.bySession.send('GET', `/api/registers/vhidni/book.pdf?${query}`)
    expect(status).toBe(200)
    return bytes
  }
  const running = await book(ana, `period=${year}&language=uk`)
  const text = await pdfText(running)
  for (const part of ['Книга реєстрації: Вхідні', `1/${year}`, 'Анульовано', '3–5', 'Записів: 2', 'з них анульовано: 1', 'у незвірених блоках: 3', 'Підпис', 'Сторінка 1 з 1', 'Таємне']) expect(text).toContain(part)
  expect((await ion.bySession.send('GET', '/api/registers/vhidni/book.pdf')).status).toBe(403)

  expect(await ana.bySession.problem('POST', `/api/registers/vhidni/periods/${year}/close`)).toMatchObject({ reason: 'period-still-runs' })
  expect(await ion.bySession.problem('POST', '/api/registers/vhidni/periods/2025/close')).toMatchObject({ status: 403 })
  expect(await ana.bySession.get(registerCheck, 'POST', '/api/registers/vhidni/periods/2025/close')).toMatchObject({ sound: true })
  expect(await import_('vhidni', 'number,date\n9/2025,2025-05-05\n', '?commit=true')).toMatchObject({ committed: false, faults: [{ line: 2, fault: 'book-closed' }] })
  const closed = await book(ana, 'period=2025&language=uk')
  expect(await pdfText(closed)).toMatch(/2\/2025.*3–3: у паперовій книзі.*Закрито/)
  expect(await book(ana, 'period=2025&language=uk')).toEqual(closed)
  if (!veraPdfIsThere) return
  const files = await Promise.all([running, closed].map(async (bytes, at) => {
    const file = join(folder, `${at}.pdf`)
    await writeFile(file, bytes)
    return file
  }))
  expect(await countPdfA(files)).toBe(2)
})

test('a hostile CSV takes nothing over and says why, line by line', async () => {
  await open({ code: 'hostile', template: '{seq}', openedOn: '2025-01-01' })
  const bad = ['number,date,subject', '1,2025-02-31,no such day', '2,2999-01-01,to come', '3,2025-01-01,"=HYPERLINK(""x"")"', '4,2025-01-02,good', '4,2025-01-02,again', ',2025-01-02,none', 'A-B,2025-01-02,no digits', `5,2025-01-02,${'x'.repeat(30_000)}`, '6,2025-01-02,"never ends'].join('\n')
  const report = await import_('hostile', bad, '?commit=true')
  expect(report).toMatchObject({ committed: false, good: 1 })
  expect(report.faults.map(({ line, fault }) => [line, fault])).toEqual([[2, 'bad-date'], [3, 'date-to-come'], [4, 'formula'], [6, 'twice-in-file'], [7, 'number-missing'], [8, 'sequence-unknown'], [9, 'line-too-long'], [10, 'quote-not-closed']])
  const cyrillic = Buffer.concat([Buffer.from('number,date,subject\n1,2025-01-02,'), Buffer.from([0xc4, 0xe0, 0xf5])])
  expect(await import_('hostile', cyrillic)).toMatchObject({ faults: [{ line: 2, fault: 'bad-encoding' }] })
  expect(await import_('hostile', cyrillic, '?commit=true&encoding=windows-1251')).toMatchObject({ committed: true, good: 1 })
  expect((await ana.bySession.get(entryList, 'GET', '/api/registers/hostile/entries?period=2025')).entries).toMatchObject([{ number: '1', subject: 'Дах' }])
  expect(await import_('hostile', 'a,b\n1,2')).toMatchObject({ faults: [{ fault: 'column-missing' }] })
})

test('S1-03 a house in test mode has numbers of its own with a mark, and going live removes them and keeps the rest', async () => {
  const house = await runServer()
  try {
    await seedTownHall(house.parts.database.db)
    const clerk = await addUser(house.url, house.admin, { name: 'ana', roles: ['clerk'], units: ['cityhall'] })
    expect(await clerk.bySession.problem('POST', '/api/mode', { json: { mode: 'test' } })).toMatchObject({ status: 403 })
    expect(await house.admin.get(modeView, 'POST', '/api/mode', { json: { mode: 'test' } })).toEqual({ mode: 'test', testRegistrations: 0 })
    const first = await enter(clerk, 'incoming', { kind: 'letter' })
    const second = await enter(clerk, 'appeals', { kind: 'petition' })
    expect([first, second]).toMatchObject([{ number: `TEST-01-1/${year}`, test: true }, { number: `TEST-П-1/${year.slice(2)}`, test: true }])
    await enter(clerk, 'incoming', { replyTo: first.id })
    await clerk.bySession.get(blockView, 'POST', '/api/registers/incoming/blocks', { json: { place: 'centre', count: 2 } })
    const book = await clerk.bySession.send('GET', '/api/registers/incoming/book.pdf')
    expect(await pdfText(book.bytes)).toContain('TEST')
    const { db } = house.parts.database
    // What others hang on a card: a task with its history, and a draft that only the end of its card may take away.
    await db.execute(sql`insert into assignment (id, card, text, unit, state, made_by, made_at) values (gen_random_uuid(), ${first.id}, 'x', 'housing', 'open', 'ana', now())`)
    await db.execute(sql`insert into assignment_event (id, assignment, at, actor, event) select gen_random_uuid(), id, now(), 'ana', 'made' from assignment`)
    await db.execute(sql`insert into draft (id, card, assignment, kind, register, subject, language, author, created_at, state, last_version) select gen_random_uuid(), ${first.id}, id, 'reply', 'outgoing', 'x', 'en', 'ana', now(), 'drafting', 1 from assignment`)
    await db.execute(sql`insert into draft_version (draft, version, text, sha512, saved_by, saved_at) select id, 1, 'x', '0', 'ana', now() from draft`)
    const kept = () => db.execute(sql`select (select count(*) from user_account) as users, (select count(*) from unit) as units, (select count(*) from document_kind) as kinds, (select count(*) from register) as registers, (select count(*) from body) as bodies, (select count(*) from file) as files, (select jsonb_agg(c order by c) from class c) as classes`)
    const before = (await kept()).rows
    expect(await house.admin.problem('POST', '/api/mode/go-live', { json: { testRegistrations: 1 } })).toMatchObject({ reason: 'test-count-differs' })
    const { removed } = await house.admin.get(wentLive, 'POST', '/api/mode/go-live', { json: { testRegistrations: 3 } })
    expect(removed).toMatchObject({ card: 3, entry: 3, card_stage: 3, card_relation: 1, assignment: 1, assignment_event: 1, register_block: 1, register_period: 2 })
    expect((await kept()).rows).toEqual(before)
    const { rows } = await db.execute(sql`select (select count(*)::int from card) as cards, (select count(*)::int from entry) as entries, (select count(*)::int from draft) + (select count(*)::int from draft_version) as drafts, (select count(*)::int from register_period where test) as periods, (select count(*)::int from audit_event where action = 'registry.go-live') as audited`)
    expect(rows).toEqual([{ cards: 0, entries: 0, drafts: 0, periods: 0, audited: 1 }])
    expect(await enter(clerk, 'incoming')).toMatchObject({ number: `01-1/${year}`, test: false })
    expect(await house.admin.problem('POST', '/api/mode', { json: { mode: 'test' } })).toMatchObject({ reason: 'live-already' })
  } finally {
    await house.stop()
  }
})
