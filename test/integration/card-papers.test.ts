import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { attached, cardPapers, coverAssigned, paperList, paperWhere } from '#contract/card-papers.ts'
import { cardTasks } from '#contract/assignments.ts'
import { cardRegistered } from '#contract/cards.ts'
import { batchReport } from '#contract/capture.ts'
import { draftList } from '#contract/drafts.ts'
import { recordView } from '#contract/records.ts'
import { searchResult } from '#contract/search.ts'
import { openDatabase, type Database } from '#platform/database.ts'
import { addUser, type TestUser } from '#test/support/caller.ts'
import { pageImage } from '#test/support/pile.ts'
import { enrolStation, feedBatch, marks, runServer, type RunningServer } from '#test/support/run-server.ts'
import { seedTownHall } from '#test/support/town-hall.ts'

let server: RunningServer
let database: Database
let clerk: TestUser
let housing: TestUser
let stranger: TestUser

beforeAll(async () => {
  server = await runServer()
  database = openDatabase(server.databaseUrl, () => undefined, 4)
  await seedTownHall(database.db)
  clerk = await addUser(server.url, server.admin, { name: 'clerk', roles: ['clerk'], units: ['cityhall'] })
  housing = await addUser(server.url, server.admin, { name: 'housing', roles: ['reader'], units: ['housing'] })
  stranger = await addUser(server.url, server.admin, { name: 'stranger', roles: ['clerk'], units: ['buiucani'] })
})
afterAll(async () => {
  await database.close()
  await server.stop()
})

const register = (subject: string, more: object = {}) => clerk.bySession.get(cardRegistered, 'POST', '/api/cards', { json: { register: 'incoming', kind: 'letter', subject, ...more } })
const papersOf = (who: TestUser, card: string) => who.bySession.get(cardPapers, 'GET', `/api/cards/${card}/papers`)
const attach = (who: TestUser, card: string, name: string, text: string, more = '') =>
  who.bySession.get(attached, 'POST', `/api/cards/${card}/papers?form=electronic-original&name=${name}${more}`, { body: Buffer.from(text), headers: { 'content-type': 'application/octet-stream' } })
const find = (who: TestUser, q: string) => who.bySession.get(searchResult, 'GET', `/api/search?q=${encodeURIComponent(q)}`)
const anything = z.unknown()

test('S1-05 a file is an electronic original or a scanned copy, and one that is replaced stays', async () => {
  const { id, number } = await register('Roof of the school')
  const first = await attach(clerk, id, 'letter.txt', 'the roof leaks')
  expect(await attach(clerk, id, 'letter.txt', 'the roof leaks')).toMatchObject({ record: first.record })
  const second = await attach(clerk, id, 'letter.txt', 'the roof leaks badly', `&replaces=${first.record}`)
  const { papers } = await papersOf(clerk, id)
  expect(papers.map(({ record, form, version, replacedBy }) => ({ record, form, version, replacedBy }))).toEqual([
    { record: first.record, form: 'electronic-original', version: 1, replacedBy: second.record },
    { record: second.record, form: 'electronic-original', version: 2, replacedBy: null },
  ])
  expect(papers[0]?.title).toBe(`${number}, Roof of the school`)
  expect(await clerk.bySession.problem('POST', `/api/cards/${id}/papers?form=scanned-copy&name=x.txt&replaces=${first.record}`, { body: Buffer.from('third') })).toMatchObject({ status: 404 })
})

test('S0-A7 paper is scanned under its cover sheet and becomes the record of its card, whichever comes first', async () => {
  const { id } = await register('Fence')
  const sheet = await clerk.bySession.send('POST', `/api/cards/${id}/cover-sheet?language=ro`)
  expect([sheet.status, sheet.bytes.subarray(0, 5).toString('latin1')]).toEqual([200, '%PDF-'])
  const cover = (await papersOf(clerk, id)).cover ?? ''
  const station = await enrolStation(server)
  try {
    const scan = async (code: string, seed: number) => feedBatch(station, [{ bytes: await pageImage(seed), marks: marks.cover(code) }, { bytes: await pageImage(seed + 1) }])
    const batch = await scan(cover, 7001)
    const joined = await vi.waitFor(async () => {
      const { papers } = await papersOf(clerk, id)
      expect(papers).toMatchObject([{ form: 'scanned-copy', role: 'document', pages: 1, name: cover }])
      return papers[0]?.record
    })
    expect((await server.admin.get(batchReport, 'GET', `/api/batches/${batch}`)).records[0]?.id).toBe(joined)

    const later = await register('Gate')
    const [early = ''] = (await server.admin.get(z.object({ covers: z.array(z.object({ id: z.string() })) }), 'POST', '/api/covers', { json: { count: 1 } })).covers.map((one) => one.id)
    const second = await scan(early, 7003)
    const record = await vi.waitFor(async () => {
      const made = (await server.admin.get(batchReport, 'GET', `/api/batches/${second}`)).records[0]?.id ?? ''
      await server.admin.get(recordView, 'GET', `/api/records/${made}`)
      return made
    })
    expect(await clerk.bySession.get(coverAssigned, 'PUT', `/api/cards/${later.id}/cover`, { json: { code: early.toLowerCase() } })).toEqual({ cover: early, record })
    expect(await clerk.bySession.problem('PUT', `/api/cards/${id}/cover`, { json: { code: early } })).toMatchObject({ type: 'not-in-this-state' })
  } finally {
    await station.close()
  }
})

test('S0-09 papers of a card are found by whoever sees the card, and by nobody else, not even as a count', async () => {
  const { id } = await register('Boiler house')
  const { record } = await attach(clerk, id, 'report.txt', 'the kotelnaya boiler of the quarter')
  const words = 'kotelnaya'
  await vi.waitFor(async () => expect((await find(clerk, words)).total).toBe(1), 30_000)
  for (const other of [housing, stranger]) {
    expect(await find(other, words)).toMatchObject({ total: 0, hits: [] })
    expect(await other.bySession.problem('GET', `/api/records/${record}`)).toMatchObject({ status: 404 })
    expect(await other.bySession.problem('GET', `/api/cards/${id}/papers`)).toMatchObject({ status: 404 })
  }
  await database.db.execute(`update card set units = units || '{housing}' where id = '${id}'`)
  await vi.waitFor(async () => expect((await find(housing, words)).total).toBe(1), 30_000)
  await database.db.execute(`update card set restricted = true, people = '{clerk}' where id = '${id}'`)
  expect(await housing.bySession.problem('GET', `/api/records/${record}`)).toMatchObject({ status: 404 })
  await vi.waitFor(async () => expect((await find(housing, words)).total).toBe(0), 30_000)
  expect((await find(clerk, words)).total).toBe(1)
})

test('papers of a card are not read by everybody because of the class into which they are attached or filed', async () => {
  await database.db.execute(`insert into class (code, title, unit, whole_house) values ('open', '{"en":"Open to all"}', 'buiucani', true)`)
  await database.db.execute(`insert into document_kind (code, version, name, flow, class, valid_from) values ('notice', 1, '{"en":"Notice"}', 'incoming', 'open', '2020-01-01')`)
  const words = 'zhurnalist'
  const file = (id: string) => clerk.bySession.get(anything, 'POST', `/api/cards/${id}/filing`, { json: { class: 'open', number: '01-01' } })
  const ofUnit = await register('Of the unit', { kind: 'notice' })
  const ofPeople = await register('Of named people', { kind: 'notice', restricted: true })
  const records: string[] = []
  for (const { id } of [ofUnit, ofPeople]) records.push((await attach(clerk, id, 'note.txt', `a ${words} asks, ${id}`)).record)
  await vi.waitFor(async () => expect((await find(clerk, words)).total).toBe(2), 30_000)
  for (const { id } of [ofUnit, ofPeople]) await file(id)
  const closed = async () => {
    for (const who of [housing, stranger]) {
      expect(await find(who, words)).toMatchObject({ total: 0, hits: [] })
      for (const record of records) expect(await who.bySession.problem('GET', `/api/records/${record}`)).toMatchObject({ status: 404 })
    }
    const { rows } = await database.db.execute(`select distinct p.units, p.whole_house from search_page p where p.record = '${records[1] ?? ''}'`)
    expect(rows).toEqual([{ units: ['person:clerk'], whole_house: false }])
  }
  await vi.waitFor(async () => expect((await clerk.bySession.get(recordView, 'GET', `/api/records/${records[0] ?? ''}`)).file).toBe('01-01'), 30_000)
  await closed()
  await database.db.execute(`update record set whole_house = true, unit = 'buiucani' where class = 'open'`)
  await closed()
  expect((await find(clerk, words)).total).toBe(2)
})

test('the same bytes laid to two documents are two records, so that neither shows the other', async () => {
  const [one, two] = [await register('One'), await stranger.bySession.get(cardRegistered, 'POST', '/api/cards', { json: { register: 'pretura-incoming', kind: 'letter', subject: 'Two' } })]
  const first = await attach(clerk, one.id, 'form.txt', 'the very same form')
  const second = await attach(stranger, two.id, 'form.txt', 'the very same form')
  expect(second.record).not.toBe(first.record)
  expect(await stranger.bySession.problem('GET', `/api/records/${first.record}`)).toMatchObject({ status: 404 })
})

test('S1-04 the card says where the paper is; it is handed on by its barcode, and what is missing is listed', async () => {
  const { id, number } = await register('Water', { paper: 'kept', paperPlace: 'box 4' })
  const hand = (json: object, who = clerk) => who.bySession.get(paperWhere, 'POST', '/api/papers/hand-over', { json })
  expect(await hand({ code: id.toUpperCase(), unit: 'housing', holder: 'housing', place: 'desk' })).toMatchObject({ card: id, unit: 'housing', holder: 'housing', place: 'desk' })
  expect(await hand({ code: `№ ${number.replace('/', ' / ')}`, state: 'missing' })).toMatchObject({ card: id, state: 'missing', holder: null })
  expect(await clerk.bySession.get(paperList, 'GET', '/api/papers/missing')).toMatchObject({ total: 1, papers: [{ card: id }] })
  expect(await stranger.bySession.get(paperList, 'GET', '/api/papers/missing')).toEqual({ total: 0, papers: [] })
  expect(await stranger.bySession.problem('POST', '/api/papers/hand-over', { json: { code: number } })).toMatchObject({ status: 404 })
  const { rows } = await database.db.execute<{ details: { unit: string } }>(`select details from card_event where card = '${id}' and event = 'paper-handed' order by at`)
  expect(rows.map(({ details }) => details.unit)).toEqual(['housing', 'housing'])
})

test('a deputy from another unit opens what awaits the absent head, with its papers, and no restricted document of others', async () => {
  await addUser(server.url, server.admin, { name: 'boss', roles: ['head'], units: ['cityhall'] })
  const [open, closed, named] = [await register('Awaits the head'), await register('Of the clerk alone', { restricted: true }), await register('Of the head too', { restricted: true })]
  await database.db.execute(`update card set people = people || '{boss}' where id = '${named.id}'`)
  const [paper, secret] = [await attach(clerk, open.id, 'a.txt', 'a word of the citizen'), await attach(clerk, closed.id, 'b.txt', 'a word in confidence')]
  const status = async (path: string) => (await stranger.bySession.send('GET', `/api${path}`)).status
  const ways = [`/cards/${open.id}`, `/cards/${open.id}/papers`, `/cards/${open.id}/tasks`, `/cards/${open.id}/term`, `/cards/${open.id}/route`, `/records/${paper.record}`, `/records/${paper.record}/text`, `/records/${paper.record}/renditions/original`, `/cards/${named.id}`]
  const forbidden = [`/cards/${closed.id}`, `/cards/${closed.id}/papers`, `/records/${secret.record}`, `/records/${secret.record}/text`]
  const seen = (paths: readonly string[]) => Promise.all(paths.map(status))
  expect(await seen([...ways, ...forbidden])).toEqual([...ways, ...forbidden].map(() => 404))
  await database.db.execute(`insert into absence (id, person, deputy, from_on, to_on, noted_by, noted_at) values (gen_random_uuid(), 'boss', 'stranger', '2020-01-01', '2099-12-31', 'admin', now())`)
  expect(await seen(ways)).toEqual(ways.map(() => 200))
  expect(await seen(forbidden)).toEqual(forbidden.map(() => 404))
  expect(await stranger.bySession.get(cardTasks, 'POST', `/api/cards/${open.id}/resolutions`, { json: { text: 'To reply', onBehalfOf: 'boss' } })).toMatchObject({ resolutions: [{ onBehalfOf: { name: 'boss' } }] })
  expect((await stranger.bySession.get(draftList, 'GET', `/api/drafts?list=card&card=${open.id}`)).drafts).toEqual([])
  await database.db.execute(`update absence set ended_at = now() where person = 'boss'`)
  expect(await seen([`/cards/${named.id}`, `/cards/${closed.id}`])).toEqual([404, 404])
})

test('nothing is laid to a document that is filed, and hostile files are refused with a reason', async () => {
  const { id } = await register('Filed')
  const send = (name: string, bytes: Buffer) => clerk.bySession.problem('POST', `/api/cards/${id}/papers?form=scanned-copy&name=${name}`, { body: bytes })
  expect(await send('empty.pdf', Buffer.alloc(0))).toMatchObject({ type: 'empty-file' })
  expect(await send('x.exe', Buffer.from('MZ nothing'))).toMatchObject({ status: 415 })
  await database.db.execute(`update card set state = 'filed' where id = '${id}'`)
  expect(await send('late.txt', Buffer.from('late'))).toMatchObject({ type: 'not-in-this-state' })
  expect(await clerk.bySession.get(anything, 'GET', `/api/cards/${id}/papers`)).toMatchObject({ papers: [] })
})
