import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { languages, type Language } from '#kernel/language.ts'
import { countPdfA, veraPdfIsThere } from '#test/support/vera-pdf.ts'
import { formLayouts, layoutLanguages, yearSpans, type ActDocument, type ActDocumentLine, type FormLayout } from './act-document.ts'
import { findTexts, sharedTexts } from './layouts/find-texts.ts'
import { countTwice } from './words/count-in-words.ts'
import { writeActForm } from './write-act-form.ts'
import { writeCertificate } from './write-certificate.ts'
import { writeInventory } from './write-inventory.ts'
import { writeProtocol } from './write-protocol.ts'

const run = promisify(execFile)
const hasPdfToText = await run('pdftotext', ['-v']).then(() => true, () => false)

vi.setConfig({ testTimeout: 240_000 })

const forms = formLayouts.flatMap((layout) => layoutLanguages[layout].map((language) => ({ layout, language })))
const madeAt = new Date('2026-03-02T09:15:00Z')

const line = (number: number, facts: Partial<ActDocumentLine> = {}): ActDocumentLine => ({
  ...{ number, title: `Листування з питань благоустрою — correspondență, საქმე, file no. ${number}`, dateFirst: '2015-01-12', dateLast: `20${15 + (number % 4)}-12-28` },
  ...{ inventory: '3', index: `02-15/${number}`, files: 1, sheets: 40, term: '5 р.', article: 'ст. 44', remark: null, state: 'listed', reason: null, reasonOf: null },
  ...facts,
})

const act = (facts: Partial<ActDocument> = {}): ActDocument => ({
  ...{ kind: 'destruction', body: 'Сільська рада «Зоря» & Primăria', fonds: { number: '17', title: 'Рада <Ștefan Vodă>' }, number: '3/2026', date: '2026-03-01', place: 'Зоря', title: 'Due in 2026' },
  basis: { title: 'Перелік типових документів', imprint: 'наказ 578/5 від 12.04.2012' },
  lines: [1, 2, 3].map((number) => line(number)),
  inventories: [{ kind: 'permanent', years: [2015, 2016, 2017, 2018], documents: ['ЕПК 4/2025'] }],
  preparedBy: 'I. Koval',
  sitting: { commission: 'EK', protocol: '5', heldOn: '2026-02-20', members: [{ name: 'A. Ionescu', chair: true, present: true }, { name: 'გ. მესხი', chair: false, present: false }] },
  approvals: [{ role: 'head-of-body', name: 'O. Petrenko', document: 'act 3', date: '2026-03-02' }],
  ...{ state: 'approved', executedOn: null, madeAt },
  ...facts,
})

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'opis-forms-'))
})
afterAll(async () => rm(folder, { recursive: true }))

async function textOf(name: string, bytes: Uint8Array, ...options: string[]): Promise<string> {
  const file = join(folder, name)
  await writeFile(file, bytes)
  return (await run('pdftotext', [...options, file, '-'], { maxBuffer: 64 << 20 })).stdout
}
const flat = (text: string) => text.replaceAll(/[\s\u00ad]+/g, ' ')

test('a country has its form in its own languages only', async () => {
  expect(findTexts('ua', 'ru')).toBeNull()
  await expect(writeActForm(act(), 'ge', 'en')).rejects.toMatchObject({ code: 'bad-request' })
})

test('years are gathered into spans', () => {
  expect(yearSpans([2018, 2015, 2016, 2016, 2020])).toBe('2015–2016, 2018, 2020')
})

describe.skipIf(!hasPdfToText)('as another program reads it', () => {
  test.each(forms)('$layout in $language: everything the act says, in the order of the paper', async ({ layout, language }) => {
    const { bytes, pages } = await writeActForm(act(), layout, language)
    const texts = findTexts(layout, language)
    const text = flat(await textOf(`${layout}-${language}.pdf`, bytes, '-raw'))
    const order = [texts?.act.approve, texts?.act.title, texts?.act.subtitle, '578/5', '02-15/1', '02-15/2', '02-15/3', countTwice(3, 'file', language), 'ЕПК 4/2025', 'I. Koval', 'A. Ionescu', 'O. Petrenko, ']
    const places = order.map((part) => text.indexOf(flat(part ?? '?')))
    expect(places.every((at) => at >= 0), JSON.stringify(order.map((part, at) => [part, places[at]]))).toBe(true)
    expect(places).toEqual(places.toSorted((one, other) => one - other))
    for (const part of ['Сільська рада «Зоря» & Primăria', 'Рада <Ștefan Vodă>', 'გ. მესხი', texts?.shared.absent ?? '?']) expect(text).toContain(part)
    expect(text).not.toContain(texts?.shared.draft)
    expect(pages).toHaveLength(1)
  })

  test('a long list goes over many pages, each with the head of the table and its number', async () => {
    const { bytes, pages } = await writeActForm(act({ lines: Array.from({ length: 400 }, (_, at) => line(at + 1)) }), 'ua', 'uk')
    const read = (await textOf('long.pdf', bytes, '-raw')).split('\f').slice(0, -1)
    expect(read.length).toBe(pages.length)
    expect(read.length).toBeGreaterThan(10)
    for (const [index, page] of read.slice(0, -1).entries()) {
      expect(flat(page)).toContain('Заголовок справи або груповий заголовок')
      expect(page).toContain(`${index + 1} / ${read.length}`)
    }
    const indexes = [...(await textOf('long.pdf', bytes, '-raw')).matchAll(/02-15\/(\d+)/g)].map(([, number]) => Number(number))
    expect(indexes).toEqual(Array.from({ length: 400 }, (_, at) => at + 1))
    expect(flat(read.join(' '))).toContain('Разом 400 (чотириста справ) за 2015–2018 роки.')
    expect(pages.join('')).toContain('02-15/400')
  })

  test('a draft says so on every page, an approved act does not', async () => {
    const { bytes } = await writeActForm(act({ state: 'draft', approvals: [], lines: Array.from({ length: 60 }, (_, at) => line(at + 1)) }), 'ru', 'ru')
    const pages = (await textOf('draft.pdf', bytes)).split('\f').slice(0, -1)
    expect(pages.length).toBeGreaterThan(1)
    for (const page of pages) expect(page).toContain('ПРОЕКТ')
  })

  test('W01 W10: void and kept lines leave the table, have their reason, and the totals are of what is left', async () => {
    const lines = [line(1, { state: 'done' }), line(2, { state: 'void', reason: 'held', reasonOf: 'H-7' }), line(3, { state: 'done', files: 4 }), line(4, { state: 'kept', reason: 'kept-permanently', reasonOf: 'prot. 5' })]
    const { bytes } = await writeActForm(act({ lines, state: 'done', executedOn: '2026-03-10' }), 'md', 'ro')
    const text = flat(await textOf('part.pdf', bytes, '-raw'))
    expect(text).toContain('Total 5 (cinci dosare)')
    expect(text).toContain('Executat la 10.03.2026: s-au nimicit 5 (cinci dosare).')
    expect(text).toContain('suspendarea nimicirii H-7')
    expect(text).toContain('se păstrează permanent, prot. 5')
    expect(text.indexOf('Neexecutate: două poziții (2)')).toBeGreaterThan(text.indexOf('Executat la'))
  })
})

const others = async (language: Language) => {
  const lines = [1, 2].map((number) => ({ number, record: '018f7c1e-0000-7000-8000-000000000001', title: null, gone: ['store', 'index', 'somewhere'], destroyedOn: '2026-05-10', backupsUntil: '2026-06-14', sha512: ['ab'.repeat(64)] }))
  return {
    certificate: await writeCertificate({ body: 'Зоря', act: { number: '3/2026', date: '2026-03-01' }, lines, madeAt }, language),
    protocol: await writeProtocol({ body: 'Зоря', commission: 'EK', protocol: '5', heldOn: '2026-02-20', act: { number: '3/2026', title: 'Due' }, members: [{ name: 'A. Ionescu', chair: true, present: true }], lines: [{ number: 1, title: 'Листування', agree: 3, keep: 0, extend: 0, abstain: 1, outcome: 'agreed' }], closed: true, madeAt }, language),
    inventory: await writeInventory({ number: '4', body: 'Зоря', fonds: { number: '17', title: '' }, years: [2019], lines: [{ number: 1, index: '02-01', title: 'Рішення', dateFirst: '2019', dateLast: null, sheets: 120, remark: null }], preparedBy: 'I. Koval', agreed: { document: 'prot. 5', date: '2026-02-20' }, approved: { document: 'EPK 12', date: '2026-04-02' }, madeAt }, language),
  }
}

test.skipIf(!hasPdfToText).each(languages)('%s: certificate with its two dates (W08), protocol and inventory', async (language) => {
  const { certificate, protocol, inventory } = await others(language)
  const read = async (name: string, bytes: Uint8Array) => flat(await textOf(`${name}-${language}.pdf`, bytes, '-raw'))
  const certified = await read('certificate', certificate.bytes)
  expect(certified).toContain(countTwice(2, 'document', language))
  expect(certified).toMatch(language === 'en' ? /10 May 2026.*14 June 2026/ : /10\.05\.2026.*14\.06\.2026/)
  const shared = sharedTexts(language)
  expect(await read('protocol', protocol.bytes)).toContain(shared.protocol.outcomes.agreed)
  expect(await read('inventory', inventory.bytes)).toContain(flat(shared.inventory.total(countTwice(1, 'file', language), 1, 1)))
})

test('the same document gives the same bytes', async () => {
  const twice = await Promise.all([1, 2].map(() => writeActForm(act(), 'neutral', 'ka')))
  expect(twice[0]?.bytes.equals(twice[1]?.bytes ?? Buffer.alloc(0))).toBe(true)
})

test.skipIf(!veraPdfIsThere)('veraPDF finds nothing against PDF/A-2b in any form of any language', async () => {
  const files: string[] = []
  const put = async (name: string, bytes: Uint8Array) => {
    const file = join(folder, `vera-${name}.pdf`)
    await writeFile(file, bytes)
    files.push(file)
  }
  for (const { layout, language } of forms satisfies { layout: FormLayout; language: Language }[]) await put(`${layout}-${language}`, (await writeActForm(act({ state: 'draft' }), layout, language)).bytes)
  for (const language of languages) for (const [name, { bytes }] of Object.entries(await others(language))) await put(`${name}-${language}`, bytes)
  expect(await countPdfA(files)).toBe(files.length)
})
