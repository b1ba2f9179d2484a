import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cardRegistered } from '#contract/cards.ts'
import { cardList, cardView } from '#contract/card-view.ts'
import { transmittalView, unitTransmittals } from '#contract/municipality.ts'
import { languages, type Language } from '#kernel/language.ts'
import { openCardTo } from '#server/registry/cards/note-card.ts'
import { countPdfA, veraPdfIsThere } from '#test/support/vera-pdf.ts'
import { openMunicipalityApp, type MunicipalityApp } from '#test/support/municipality-app.ts'
import { pdfText } from '#test/support/pdf-text.ts'
import { seedTownHall, setMode } from '#test/support/town-hall.ts'
import { transmittalTexts } from './texts.ts'

let app: MunicipalityApp
beforeAll(async () => {
  app = await openMunicipalityApp()
  await seedTownHall(app.database.db)
})
afterAll(() => app.close())

const switchOn = (code: string, electronicSince: string | null) => app.must('PUT', '/api/units', { code, name: { en: code, uk: code }, kind: 'unit', parent: 'cityhall', openedOn: '2020-01-01', electronicSince })
const look = async (code: string, cookie: string) => unitTransmittals.parse(await app.must('GET', `/api/units/${code}/transmittal`, undefined, cookie))

async function send(cookie: string, subject: string, unit: string, sheets: number): Promise<string> {
  const { id } = cardRegistered.parse(await app.must('POST', '/api/cards', { register: 'incoming', kind: 'letter', subject, sheets, annexSheets: 1, paper: 'kept' }, cookie))
  await app.database.db.transaction((tx) => openCardTo(tx, id, { units: [unit] }))
  app.clock.forward({ seconds: 1 })
  return id
}

/** Both rows ask for the same: units join one by one, and meanwhile paper goes with a list. */
async function goesWithAList(unit: string, clerk: string): Promise<string> {
  await switchOn(unit, '2026-04-01')
  const sent = [await send(clerk, 'Roof of the school', unit, 3), await send(clerk, 'Budget', unit, 7)]
  expect(await look(unit, clerk)).toMatchObject({ onScreen: false, lists: [], waiting: [{ card: sent[0], sheets: 3 }, { card: sent[1], sheets: 7 }] })
  const list = transmittalView.parse(await app.must('POST', `/api/units/${unit}/transmittals`, undefined, clerk))
  expect(list).toMatchObject({ unit, day: '2026-03-02', handedOverOn: null, lines: [{ card: sent[0] }, { card: sent[1] }] })
  expect((await app.ask('POST', `/api/units/${unit}/transmittals`, { cookie: clerk })).status).toBe(409)
  const done = await app.must('POST', `/api/transmittals/${list.id}/handed-over`, { receivedBy: 'P. Koval' }, clerk)
  expect(done).toMatchObject({ receivedBy: 'P. Koval', handedOverOn: '2026-03-02' })
  expect((await app.ask('POST', `/api/transmittals/${list.id}/handed-over`, { cookie: clerk, json: { receivedBy: 'X' } })).status).toBe(409)
  const card = cardView.parse(await app.must('GET', `/api/cards/${sent[0]}`, undefined, clerk))
  expect(card).toMatchObject({ paperUnit: unit })
  expect(card.paperHolders.at(-1)).toMatchObject({ unit, person: 'P. Koval' })
  await switchOn(unit, '2026-03-02')
  await send(clerk, 'Sent on the screen', unit, 1)
  expect(await look(unit, clerk)).toMatchObject({ onScreen: true, waiting: [] })
  expect((await app.ask('POST', `/api/units/${unit}/transmittals`, { cookie: clerk })).status).toBe(409)
  return list.id
}

test('S2-02 the housing committee is switched on first; what goes to a unit before that goes with a transmittal list', async () => {
  const clerk = await app.user('vera', ['clerk'], ['cityhall'])
  const id = await goesWithAList('housing', clerk)
  const stranger = await app.user('sveta', ['clerk'], ['buiucani'])
  expect((await app.ask('GET', `/api/transmittals/${id}/list.pdf`, { cookie: stranger })).status).toBe(404)
  expect((await look('housing', stranger)).lists.flatMap(({ lines }) => lines)).toEqual([])
})

test('S4-04 the council works on the screen, other bodies later: their papers go with a list until their day', async () => {
  const clerk = await app.user('olena', ['clerk'], ['cityhall'])
  await goesWithAList('finance', clerk)
  await switchOn('finance', null)
  expect(await look('finance', clerk)).toMatchObject({ onScreen: false, waiting: [{ subject: 'Sent on the screen' }] })
})

test('S2-02 the list is printed as PDF/A in five languages: to whom, numbers, dates, subjects, sheets, sums and a place to sign', async () => {
  const clerk = await app.user('ana', ['clerk'], ['cityhall'])
  const [list] = (await look('housing', clerk)).lists
  if (list === undefined) throw new Error('there is no list')
  expect(list.lines.map(({ subject, sheets, annexSheets }) => [subject, sheets, annexSheets])).toEqual([['Roof of the school', 3, 1], ['Budget', 7, 1]])
  const folder = await mkdtemp(join(tmpdir(), 'opis-transmittal-'))
  const files: string[] = []
  const print = async (language: Language, of = list.id) => {
    const answer = await app.ask('GET', `/api/transmittals/${of}/list.pdf?language=${language}`, { cookie: clerk })
    expect(answer.headers.get('content-type')).toBe('application/pdf')
    const bytes = Buffer.from(await answer.arrayBuffer())
    return { bytes, text: await pdfText(bytes, '-raw') }
  }
  for (const language of languages) {
    const { bytes, text } = await print(language)
    const words = transmittalTexts[language]
    for (const said of [words.title(list.number), `${words.to}: housing (housing)`, `${words.made}: 2026-03-02`, words.total(2, 12), words.handedOver, `${words.received} P. Koval 2026-03-02 ____`, words.signature]) expect(text, language).toContain(said)
    list.lines.forEach((line, at) => expect(text, language).toContain(`${at + 1} ${line.number} ${line.registeredOn} ${line.subject} ${line.sheets} + ${line.annexSheets}`))
    expect(text, language).not.toContain('Sent on the screen')
    expect(text, language).not.toContain('TEST')
    files.push(join(folder, `${language}.pdf`))
    await writeFile(files.at(-1) ?? '', bytes)
  }
  if (veraPdfIsThere) expect(await countPdfA(files)).toBe(5)
  await rm(folder, { recursive: true })
  // Before the papers were handed over the place for who receives them is empty; a house in test mode says so.
  await switchOn('housing', '2026-05-01')
  await send(clerk, 'Long '.repeat(30).trim(), 'housing', 2)
  const open = transmittalView.parse(await app.must('POST', '/api/units/housing/transmittals', undefined, clerk))
  await setMode(app.database.db, 'test')
  const { text } = await print('uk', open.id)
  await setMode(app.database.db, 'live')
  expect(text).toMatch(/TEST/)
  expect(text).toContain('Long '.repeat(30).trim())
  expect(text).toMatch(/Отримав ____/)
})

test('S0-09 a user of the mayor’s office searches the documents of all units at once; others get neither hit nor count', async () => {
  await app.database.db.execute(sql`update unit set electronic_since = '2020-01-01'`)
  const [pretura, hall, mayor] = [await app.user('pret', ['clerk'], ['buiucani']), await app.user('hall', ['clerk'], ['cityhall']), await app.user('mayor', ['head'], ['cityhall'])]
  await app.must('POST', '/api/cards', { register: 'pretura-incoming', kind: 'letter', subject: 'Playground in the yard' }, pretura)
  await app.must('POST', '/api/cards', { register: 'incoming', kind: 'letter', subject: 'Playground near the lake' }, hall)
  const search = async (cookie: string) => cardList.parse(await app.must('GET', '/api/cards?text=playground', undefined, cookie))
  const all = await search(mayor)
  expect(all.cards.map(({ unit }) => unit).sort()).toEqual(['buiucani', 'cityhall'])
  expect(all.names.units['buiucani']).toMatchObject({ en: 'Pretura Buiucani' })
  expect(all.count).toBe(2)
  for (const [cookie, unit] of [[pretura, 'buiucani'], [hall, 'cityhall']] as const) expect(await search(cookie)).toMatchObject({ count: 1, more: false, cards: [{ unit }] })
})
