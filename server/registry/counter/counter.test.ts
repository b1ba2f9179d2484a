import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import sharp from 'sharp'
import { eq, sql } from 'drizzle-orm'
import { issuedCovers } from '#contract/capture.ts'
import { correspondentMade } from '#contract/correspondents.ts'
import { caseList, counterCase, counterRegistered, handOutView, heldPapers, uploadView, type CounterRegistered } from '#contract/counter.ts'
import { taskPage, taskView } from '#contract/assignments.ts'
import { cardRegistered } from '#contract/cards.ts'
import { blockView } from '#contract/register-views.ts'
import { serviceDetail, serviceList } from '#contract/services.ts'
import { languages } from '#kernel/language.ts'
import { dayIn } from '#server/file-plan/known-date.ts'
import { unit } from '#server/identity/units/schema.ts'
import { card, cardStage, register } from '#server/registry/schema.ts'
import { upload } from '#server/registry/uploads/schema.ts'
import { addUser, type TestUser } from '#test/support/caller.ts'
import { pdfText as readPdf } from '#test/support/pdf-text.ts'
import { runServer, sha512Of, type RunningServer } from '#test/support/run-server.ts'
import { seedTownHall, setMode } from '#test/support/town-hall.ts'
import { countPdfA, veraPdfIsThere } from '#test/support/vera-pdf.ts'

let server: RunningServer
let folder: string
const people = new Map<string, TestUser>()
const user = (name: string): TestUser => people.get(name) ?? (() => { throw new Error(name) })()
let applicant = ''
const today = dayIn('Europe/Chisinau', new Date())
const inDays = (days: number) => dayIn('Europe/Chisinau', new Date(Date.parse(`${today}T12:00:00Z`) + days * 86_400_000))

beforeAll(async () => {
  server = await runServer({ settings: { OPIS_PUBLIC_URL: 'https://cityhall.example' } })
  folder = await mkdtemp(join(tmpdir(), 'opis-counter-'))
  await seedTownHall(server.parts.database.db)
  for (const [name, roles, units] of [
    ['ana', ['counter'], ['cityhall']],
    ['vera', ['counter'], ['centre']],
    ['ion', ['counter'], ['buiucani']],
    ['petru', ['clerk'], ['housing']],
    ['fedir', ['clerk'], ['finance']],
    ['mayor', ['head'], ['cityhall']],
  ] as const) people.set(name, await addUser(server.url, server.admin, { name, roles: [...roles], units: [...units] }))
  await server.admin.get(serviceDetail, 'POST', '/api/services', { json: service })
  applicant = await correspondent('Ion Rusu')
})
afterAll(async () => {
  await server.stop()
  await rm(folder, { recursive: true, force: true })
})

const names = (en: string, uk: string) => ({ en, uk, ro: `${en} (ro)`, ru: `${uk} (ru)`, ka: `${en} (ka)` })
const service = {
  ...{ code: 'kiosk', name: names('Permit for a kiosk', 'Дозвіл на кіоск'), unit: 'housing', register: 'incoming', kind: 'letter', term: 'test.petition', validFrom: today },
  papers: [
    { code: 'application', name: names('Application', 'Заява'), required: true },
    { code: 'identity', name: names('Copy of the identity card', 'Копія паспорта'), required: true },
    { code: 'plan', name: names('Plan', 'План'), required: false },
  ],
}
async function correspondent(name: string): Promise<string> {
  const made = await user('ana').bySession.get(correspondentMade, 'POST', '/api/correspondents', { json: { kind: 'person', name, evenIfLike: true } })
  return made.outcome === 'made' ? made.correspondent.id : ''
}
const take = (name: string, more: object = {}, headers: Record<string, string> = {}): Promise<CounterRegistered> =>
  user(name).bySession.get(counterRegistered, 'POST', '/api/counter/cases', { json: { service: 'kiosk', correspondent: applicant, taken: ['application', 'identity'], ...more }, headers })
const ready = async (name: string) => (await user(name).bySession.get(caseList, 'GET', '/api/counter/cases?stage=ready')).cases
const handOut = (name: string, of: string, more: object = {}) => user(name).bySession.get(handOutView, 'POST', '/api/counter/hand-outs', { json: { card: of, recipient: 'Ion Rusu', documentKind: 'identity-card', documentEnding: '4711', ...more } })

/** A PDF of the server as plain text. */
async function pdfText(name: string, path: string): Promise<{ text: string; file: string }> {
  const answer = await user(name).bySession.send('GET', path)
  if (answer.status !== 200) throw new Error(answer.bytes.toString('utf8'))
  const file = join(folder, `${path.replaceAll(/\W+/g, '-')}.pdf`)
  await writeFile(file, answer.bytes)
  return { text: await readPdf(answer.bytes), file }
}

/** Lays a picture to a case under the code of a paper, through the pieces of an upload, and waits until the archive has it. */
async function attach(name: string, of: string, more: object): Promise<string> {
  const bytes = await sharp({ create: { width: 400, height: 560, channels: 3, background: { r: 250, g: 250, b: (of.charCodeAt(20) + JSON.stringify(more).length) % 255 } } }).png().toBuffer()
  const caller = user(name).bySession
  const { id } = await caller.get(uploadView, 'POST', '/api/uploads', { json: { name: 'paper.png', mediaType: 'image/png', bytes: bytes.byteLength, sha512: sha512Of(bytes) } })
  await caller.get(uploadView, 'PATCH', `/api/uploads/${id}?offset=0`, { body: bytes })
  await caller.get(uploadView, 'POST', `/api/uploads/${id}/link`, { json: { card: of, ...more } })
  await vi.waitUntil(async () => (await caller.get(uploadView, 'GET', `/api/uploads/${id}`)).state === 'attached', { timeout: 30_000 })
  const [found] = await server.parts.database.db.select().from(upload).where(eq(upload.id, id))
  return found?.record ?? ''
}

test('S2-03 a case is taken in with its papers, and the receipt says number, date, papers, due date, address and check value', async () => {
  const made = await take('ana', { language: 'uk' })
  expect(made).toMatchObject({ dueOn: inDays(30), awaitUntil: null, papers: [{ code: 'application', state: 'taken' }, { code: 'identity', state: 'taken' }, { code: 'plan', state: 'none' }] })
  const files: string[] = []
  for (const language of languages) {
    const { text, file } = await pdfText('ana', `/api/counter/cases/${made.id}/receipt.pdf?language=${language}`)
    const day = (date: string) => date.split('-').toReversed().join('.')
    for (const said of [made.number, day(made.registeredOn), day(inDays(30)), made.checkValue, 'https://cityhall.example/status', 'Ion Rusu', service.papers[0]?.name[language], service.name[language]]) expect(text, language).toContain(said)
    expect(text, language).not.toContain(service.papers[2]?.name[language])
    files.push(file)
  }
  if (veraPdfIsThere) expect(await countPdfA(files)).toBe(languages.length)
  // In test mode every page says so.
  await setMode(server.parts.database.db, 'test')
  const tried = await take('ana')
  await setMode(server.parts.database.db, 'live')
  expect(tried.number).toMatch(/^TEST-/)
  expect((await pdfText('ana', `/api/counter/cases/${tried.id}/receipt.pdf?language=en`)).text).toContain('TEST')
})

test('S2-03 a missing paper never refuses silently: named, or awaited until a day that the citizen sees', async () => {
  const json = { service: 'kiosk', correspondent: applicant, taken: ['application'] }
  expect(await user('ana').bySession.problem('POST', '/api/counter/cases', { json })).toMatchObject({ reason: 'papers-missing', facts: { papers: 'Copy of the identity card' } })
  const made = await take('ana', { taken: ['application'], awaitUntil: inDays(5) })
  expect(made).toMatchObject({ awaitUntil: inDays(5), papers: [{ state: 'taken' }, { state: 'awaited', dueOn: inDays(5) }, { state: 'none' }] })
  const stages = () => server.parts.database.db.select({ stage: cardStage.stage, untilOn: cardStage.untilOn }).from(cardStage).where(eq(cardStage.card, made.id)).orderBy(cardStage.at)
  expect(await stages()).toEqual([{ stage: 'registered', untilOn: null }, { stage: 'papers-awaited', untilOn: inDays(5) }])
  expect((await pdfText('ana', `/api/counter/cases/${made.id}/receipt.pdf?language=en`)).text).toContain(`Still to be brought until ${inDays(5).split('-').toReversed().join('.')}`)
  const waiting = await user('vera').bySession.get(caseList, 'GET', '/api/counter/cases?stage=papers-awaited')
  expect(waiting.cases.map(({ id }) => id)).toEqual([made.id])
  const done = await user('ana').bySession.get(counterCase, 'POST', `/api/counter/cases/${made.id}/papers`, { json: { papers: ['identity'] } })
  expect(done).toMatchObject({ stage: 'under-examination', papers: [{ state: 'taken' }, { state: 'taken' }, { state: 'none' }] })
})

test('S3-05 a registration that is sent again after a cut line gets the same number', async () => {
  const headers = { 'idempotency-key': 'village-0001' }
  const [first, second] = await Promise.all([take('vera', {}, headers), take('vera', {}, headers)])
  expect(second).toEqual(first)
  expect(await take('vera', {}, headers)).toEqual(first)
  expect(await user('vera').bySession.problem('POST', '/api/counter/cases', { json: { service: 'kiosk', correspondent: applicant, taken: ['application', 'identity', 'plan'] }, headers })).toMatchObject({ reason: 'request-key-used' })
  // The community centre finds its own case again.
  expect((await user('vera').bySession.get(caseList, 'GET', `/api/counter/cases?number=${encodeURIComponent(first.number)}`)).cases).toMatchObject([{ id: first.id, applicant: 'Ion Rusu' }])
})

test('S2-05 a paper that another unit attached is shown as there, is not asked for, and is linked only for who may see it', async () => {
  const neighbour = await correspondent('Maria Munteanu')
  const first = await take('ana', { correspondent: neighbour })
  await attach('ana', first.id, { paper: 'identity' })
  const ask = (name: string, who: string) => user(name).bySession.get(heldPapers, 'GET', `/api/counter/held-papers?service=kiosk&correspondent=${who}`)
  expect((await ask('ana', neighbour)).papers).toMatchObject([{ paper: 'identity', unit: 'housing', unitName: { en: 'Housing' }, card: { id: first.id, number: first.number } }])
  // Another body learns that it is there and where, and no more.
  expect((await ask('ion', neighbour)).papers).toMatchObject([{ paper: 'identity', unit: 'housing', card: null }])
  expect((await ask('ana', applicant)).papers).toEqual([])
  const second = await take('ana', { correspondent: neighbour, taken: ['application'] })
  expect(second).toMatchObject({ awaitUntil: null, papers: [{ state: 'taken' }, { code: 'identity', state: 'in-house' }, { state: 'none' }] })
  expect((await pdfText('ana', `/api/counter/cases/${second.id}/receipt.pdf?language=en`)).text).toContain('Already in the house: 1. Copy of the identity card')
  // Of a restricted case not even the existence is told.
  await server.parts.database.db.update(card).set({ restricted: true, people: ['petru'] }).where(eq(card.id, first.id))
  expect((await ask('ana', neighbour)).papers).toEqual([])
})

test('S2-05 the counter asks another unit for a paper: a task of that unit, whose state the case shows', async () => {
  await server.parts.database.db.update(unit).set({ head: 'fedir' }).where(eq(unit.code, 'finance'))
  const made = await take('ana', { taken: ['application'], awaitUntil: inDays(5) })
  const ask = (json: object, name = 'ana') => user(name).bySession.get(counterCase, 'POST', `/api/counter/cases/${made.id}/requests`, { json })
  const now = () => user('vera').bySession.get(counterCase, 'GET', `/api/counter/cases/${made.id}`)
  const asked = await ask({ paper: 'identity', unit: 'finance', note: 'you have it with the tax file', dueOn: inDays(3) })
  expect(asked.requests).toMatchObject([{ paper: 'identity', unit: 'finance', unitName: { en: 'Finance' }, state: 'open', dueOn: inDays(3) }])
  const refused = (json: object, name = 'ana') => user(name).bySession.problem('POST', `/api/counter/cases/${made.id}/requests`, { json })
  expect(await refused({ paper: 'identity', unit: 'cityhall' })).toMatchObject({ reason: 'paper-asked-already', facts: { unit: 'finance' } })
  expect(await refused({ paper: 'nothing', unit: 'finance' })).toMatchObject({ type: 'bad-request' })
  expect(await refused({ paper: 'plan', unit: 'none' })).toMatchObject({ reason: 'no-such-unit' })
  expect(await refused({ paper: 'plan', unit: 'finance' }, 'ion')).toMatchObject({ type: 'not-found' })
  const task = asked.requests[0]?.task ?? ''
  const { tasks } = await user('fedir').bySession.get(taskPage, 'GET', '/api/tasks')
  expect(tasks.map(({ id }) => id)).toEqual([task])
  const seen = await user('fedir').bySession.get(taskView, 'GET', `/api/tasks/${task}`)
  expect(seen).toMatchObject({ text: 'Copy of the identity card: you have it with the tax file', madeBy: { name: 'ana' }, unit: 'finance' })
  await attach('fedir', made.id, { paper: 'identity' })
  const moved = await user('fedir').bySession.get(taskView, 'POST', `/api/tasks/${task}/moves`, { json: { version: seen.version, what: { move: 'report', report: 'laid to the case' } } })
  expect((await now()).requests).toMatchObject([{ state: 'done' }])
  await user('ana').bySession.get(taskView, 'POST', `/api/tasks/${task}/moves`, { json: { version: moved.version, what: { move: 'close' } } })
  // The paper came; the case itself is not executed by that.
  expect((await server.parts.database.db.select().from(card).where(eq(card.id, made.id)))[0]).toMatchObject({ state: 'in-work', closedOn: null })
  expect((await user('ana').bySession.get(heldPapers, 'GET', `/api/counter/held-papers?service=kiosk&correspondent=${applicant}`)).papers).toMatchObject([{ paper: 'identity' }])
  expect((await ask({ paper: 'plan', unit: 'finance' })).requests).toHaveLength(2)
})

test('required fields of service, register and kind are asked for by name wherever a document is registered', async () => {
  const field = (code: string, en: string, more: object = {}) => ({ code, name: { en }, type: 'text', required: true, ...more })
  await server.admin.send('POST', '/api/kinds', { json: { code: 'permit', name: { en: 'Permit' }, flow: 'incoming', validFrom: today, fields: [field('zone', 'Zone', { type: 'choice', choices: ['A', 'B'] })] } })
  await server.parts.database.db.update(register).set({ fields: [field('owner', 'Owner') as never] }).where(eq(register.code, 'pretura-incoming'))
  await server.admin.get(serviceDetail, 'POST', '/api/services', { json: { ...service, code: 'terrace', kind: 'permit', unit: 'buiucani', register: 'pretura-incoming', papers: [], fields: [field('seats', 'Seats', { type: 'number' })] } })
  const missing = async (path: string, json: object, by = 'ion') => {
    const { reason, facts } = await user(by).bySession.problem('POST', path, { json })
    return [reason, facts?.['field']]
  }
  const letter = { register: 'pretura-incoming', kind: 'permit', subject: 'x' }
  expect(await missing('/api/cards', letter)).toEqual(['field-missing', 'Owner'])
  expect(await missing('/api/cards', { ...letter, fields: { owner: 'Ion' } })).toEqual(['field-missing', 'Zone'])
  expect(await user('ion').bySession.problem('POST', '/api/cards', { json: { ...letter, fields: { owner: 'Ion', zone: 'C' } } })).toMatchObject({ type: 'bad-request' })
  const { id } = await user('ion').bySession.get(cardRegistered, 'POST', '/api/cards', { json: { ...letter, fields: { owner: 'Ion', zone: 'A' } } })
  expect((await server.parts.database.db.select().from(card).where(eq(card.id, id)))[0]?.fields).toEqual({ owner: 'Ion', zone: 'A' })
  const { services } = await user('ion').bySession.get(serviceList, 'GET', '/api/services?q=kiosk')
  expect(services.find(({ code }) => code === 'terrace')).toMatchObject({ fields: [{ code: 'seats' }], moreFields: [{ code: 'owner' }, { code: 'zone' }] })
  const handed = { service: 'terrace', correspondent: applicant }
  expect(await missing('/api/counter/cases', { ...handed, fields: { seats: '12', owner: 'Ion' } })).toEqual(['field-missing', 'Zone'])
  expect(await missing('/api/counter/cases', { ...handed, fields: { owner: 'Ion', zone: 'A' } })).toEqual(['field-missing', 'Seats'])
  expect((await user('ion').bySession.get(counterRegistered, 'POST', '/api/counter/cases', { json: { ...handed, fields: { seats: '12', owner: 'Ion', zone: 'A' } } })).number).toMatch(/^B-/)
  const block = await user('ion').bySession.get(blockView, 'POST', '/api/registers/pretura-incoming/blocks', { json: { place: 'buiucani', count: 3 } })
  const entered = { seq: block.firstSeq, on: today, card: { kind: 'permit', subject: 'x' } }
  expect(await missing(`/api/registers/pretura-incoming/blocks/${block.id}/cards`, entered)).toEqual(['field-missing', 'Owner'])
  await user('ion').bySession.get(cardRegistered, 'POST', `/api/registers/pretura-incoming/blocks/${block.id}/cards`, { json: { ...entered, card: { ...entered.card, fields: { owner: 'x', zone: 'B' } } } })
})

test('S2-04 the result is handed out at another counter, once, with the document shown and a slip that is signed and linked', async () => {
  const made = await take('ana')
  expect(await user('vera').bySession.problem('POST', '/api/counter/hand-outs', { json: { card: made.id, recipient: 'x', documentKind: 'passport', documentEnding: '1234' } })).toMatchObject({ reason: 'case-not-ready' })
  await user('petru').bySession.get(counterCase, 'POST', `/api/counter/cases/${made.id}/ready`)
  expect((await ready('vera')).map(({ id }) => id)).toEqual([made.id])
  // The counter of another body sees nothing of it.
  expect(await ready('ion')).toEqual([])
  expect(await user('ion').bySession.problem('GET', `/api/counter/cases/${made.id}`)).toMatchObject({ type: 'not-found' })
  expect(await user('vera').bySession.problem('POST', '/api/counter/hand-outs', { json: { card: made.id, recipient: 'x', documentKind: 'passport', documentEnding: 'AB1234567' } })).toMatchObject({ type: 'bad-request' })
  expect(await user('vera').bySession.problem('POST', '/api/counter/hand-outs', { json: { card: made.id, recipient: 'x', documentKind: 'passport', documentEnding: '1234', byProxy: true } })).toMatchObject({ type: 'bad-request' })
  const both = await Promise.allSettled([handOut('vera', made.id, { byProxy: true, proxy: '17 / 01.03.2026' }), handOut('ana', made.id, { byProxy: true, proxy: '17 / 01.03.2026' })])
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  const [given] = both.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  if (given === undefined) throw new Error('nobody handed out')
  expect(given).toMatchObject({ onDay: today, recipient: 'Ion Rusu', documentKind: 'identity-card', documentEnding: '4711', proxy: '17 / 01.03.2026' })
  expect(await ready('vera')).toEqual([])
  const { text, file } = await pdfText('vera', `/api/counter/hand-outs/${given.id}/slip.pdf?language=ro`)
  for (const said of [made.number, 'Ion Rusu', 'se termină cu 4711', '17 / 01.03.2026', 'semnătura']) expect(text).toContain(said)
  if (veraPdfIsThere) expect(await countPdfA([file])).toBe(1)
  const record = await attach('vera', made.id, { role: 'slip' })
  const { rows } = await server.parts.database.db.execute<{ role: string }>(sql`select role from card_record where card = ${made.id} and record = ${record}`)
  expect(rows).toEqual([{ role: 'slip' }])
  // Twice is refused; only the head takes it back, with a reason, and the first record stays.
  expect(await user('ana').bySession.problem('POST', `/api/counter/cases/${made.id}/ready`)).toMatchObject({ reason: 'handed-out-already' })
  expect(await user('vera').bySession.problem('POST', `/api/counter/hand-outs/${given.id}/undo`, { json: { reason: 'wrong person' } })).toMatchObject({ type: 'forbidden' })
  expect(await user('mayor').bySession.problem('POST', `/api/counter/hand-outs/${given.id}/undo`, { json: { reason: ' ' } })).toMatchObject({ type: 'bad-request' })
  expect(await user('mayor').bySession.get(handOutView, 'POST', `/api/counter/hand-outs/${given.id}/undo`, { json: { reason: 'wrong person' } })).toMatchObject({ undone: { by: 'mayor', reason: 'wrong person' } })
  expect((await ready('ana')).map(({ id }) => id)).toEqual([made.id])
  await handOut('ana', made.id)
  const stages = await server.parts.database.db.select({ stage: cardStage.stage }).from(cardStage).where(eq(cardStage.card, made.id)).orderBy(cardStage.at)
  expect(stages.map(({ stage }) => stage)).toEqual(['registered', 'ready', 'handed-out', 'ready', 'handed-out'])
})

test('S1-03 in test mode number, label, receipt, cover sheet and slip carry the mark TEST in every language, and none of them when live', async () => {
  const { db } = server.parts.database
  const marks = { en: 'TEST', ro: 'TEST', uk: 'ТЕСТ', ru: 'ТЕСТ', ka: 'ტესტი' }
  /** What stands on the prints of a case beside its number, which has the mark in it. */
  const printsOf = async (language: (typeof languages)[number]): Promise<{ number: string; prints: Record<string, string> }> => {
    const made = await take('ana')
    await user('petru').bySession.get(counterCase, 'POST', `/api/counter/cases/${made.id}/ready`)
    const given = await handOut('ana', made.id)
    const prints: Record<string, string> = {}
    for (const [name, method, path] of [['label', 'GET', `/api/cards/${made.id}/label`], ['receipt', 'GET', `/api/counter/cases/${made.id}/receipt.pdf`], ['plain receipt', 'GET', `/api/cards/${made.id}/receipt`], ['cover', 'POST', `/api/cards/${made.id}/cover-sheet`], ['label with cover', 'GET', `/api/cards/${made.id}/label`], ['slip', 'GET', `/api/counter/hand-outs/${given.id}/slip.pdf`]] as const) {
      const answer = await user('ana').bySession.send(method, `${path}?language=${language}`)
      const text = await readPdf(answer.bytes)
      expect(text, `${name} in ${language}`).toContain(made.number)
      prints[name] = text.replaceAll(made.number, '…')
    }
    return { number: made.number, prints }
  }
  await setMode(db, 'test')
  try {
    for (const language of languages) {
      const { number, prints } = await printsOf(language)
      expect(number).toMatch(/^TEST-/)
      for (const [name, text] of Object.entries(prints)) expect(text, `${name} in ${language}`).toMatch(new RegExp(`(^| )(TEST|${marks[language]})( |$)`))
    }
    const issued = await server.admin.get(issuedCovers, 'POST', '/api/covers', { json: { count: 1, language: 'uk' } })
    expect(await readPdf(Buffer.from(issued.pdfBase64, 'base64'))).toMatch(/ TEST /)
  } finally {
    await setMode(db, 'live')
  }
  const { number, prints } = await printsOf('en')
  for (const said of [number, ...Object.values(prints)]) expect(said).not.toContain('TEST')
  expect(await readPdf(Buffer.from((await server.admin.get(issuedCovers, 'POST', '/api/covers', { json: { count: 1, language: 'uk' } })).pdfBase64, 'base64'))).not.toContain('TEST')
})
