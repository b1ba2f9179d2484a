import type { MockPage } from './mock-pages.ts'

const sha = 'ab'.repeat(64)
export const recordId = '0191c0de-0000-7000-8000-000000000001'
const otherId = '0191c0de-0000-7000-8000-000000000002'
export const batchId = '0191c0de-0000-7000-8000-0000000000b1'

export const pages: readonly MockPage[] = [
  {
    page: 1,
    lines: ['МІСЬКА РАДА', 'ВИКОНАВЧИЙ КОМІТЕТ', '', 'РІШЕННЯ № 142', '', '12 березня 2019 року', '', 'Про оренду землі під гаражами', '', 'Розглянувши заяви громадян про оренду', 'землі на вулиці Садовій, виконавчий', 'комітет вирішив:', '', '1. Надати в оренду землю площею 0,24 га', 'строком на п’ять років.', '', '2. Договір оренди землі укласти до', '1 травня 2019 року.'],
  },
  { page: 2, lines: ['3. Плату за оренду визначити згідно з', 'рішенням ради про ставки податку.', '', '4. Контроль за виконанням рішення', 'покласти на заступника голови.', '', '', 'Голова                    О. Марченко'] },
  { page: 3, lines: ['Додаток до рішення № 142', '', 'План земельної ділянки', '', 'Межі ділянки: північ — вулиця Садова,', 'схід — землі загального користування,', 'південь — гаражі, захід — проїзд.', '', 'Оренда землі: 0,24 га'] },
]

export const session = (roles: string[], mustChangePassword = false) => ({ user: { id: 'u1', name: 'olena', roles, units: ['chancellery'] }, mustChangePassword })

const hit = (over: Record<string, unknown>) => ({
  record: recordId,
  title: 'Рішення № 142 про оренду землі під гаражами',
  source: null,
  class: 'decisions',
  date: '2019-03-12',
  page: 1,
  score: 7,
  match: 'exact',
  language: 'uk',
  snippet: 'Розглянувши заяви громадян про <mark>оренду</mark> <mark>землі</mark> на вулиці Садовій, виконавчий комітет вирішив: надати в &quot;оренду&quot; землю площею 0,24 га',
  boxes: [],
  hasPicture: true,
  ...over,
})

export const searchResult = {
  engine: 'postgresql',
  degraded: true,
  total: 47,
  totalIs: 'exact',
  tookMs: 12,
  suggestion: null,
  hits: [
    hit({}),
    hit({ page: 3, snippet: 'Додаток до рішення № 142 … <mark>Оренда</mark> <mark>землі</mark>: 0,24 га', match: 'form' }),
    hit({ record: otherId, title: 'Contract de arendă a terenului nr. 7', language: 'ro', date: '2004', class: 'contracts', snippet: 'prezentul contract de <mark>arendă</mark> a terenului este încheiat pe un termen de zece ani' }),
    hit({ record: otherId, page: 2, title: 'Договор аренды земли № 31', language: 'ru', date: '1998-04', class: 'contracts', match: 'similar', snippet: 'Настоящий договор <mark>аренлы</mark> земли заключён сроком на пять лет' }),
    hit({ record: otherId, page: 4, title: 'petitions-2011.txt', source: 'petitions-2011.txt', language: 'ka', date: null, class: null, hasPicture: false, snippet: 'მიწის <mark>იჯარის</mark> ხელშეკრულება' }),
  ],
  facets: {
    class: [{ value: 'decisions', count: 21 }, { value: 'contracts', count: 17 }, { value: 'petitions', count: 9 }],
    year: [{ value: '2019', count: 20 }, { value: '2004', count: 15 }, { value: '1998', count: 12 }],
    language: [{ value: 'uk', count: 25 }, { value: 'ro', count: 12 }, { value: 'ru', count: 8 }, { value: 'ka', count: 2 }],
  },
}

export const record = {
  id: recordId,
  title: 'Рішення № 142 про оренду землі під гаражами',
  class: 'decisions',
  file: '02-14 Рішення виконкому, 2019',
  date: '2019-03-12',
  cover: 'OPIS-7K3M9-QX24T',
  unit: 'chancellery',
  language: 'uk',
  state: 'searchable',
  pages: 3,
  renditions: [
    { name: 'original', mediaType: 'image/png', bytes: 3_412_000, sha512: sha },
    { name: 'access', mediaType: 'application/pdf', bytes: 412_000, sha512: sha },
  ],
  retention: {
    state: 'retained',
    eligibleOn: '2025-01-01',
    rule: 'ua-578-5/16',
    explanation: 'Kept for 5 years from 1 January after the file was closed (closed 31 December 2019): until 31 December 2024; from 1 January 2025 a commission may review it.',
  },
  events: 2,
}

export const events = {
  events: [
    { id: 'e1', event: 'record.date', date: '2019-03-12', evidence: 'cover sheet', recordedBy: 'station', recordedAt: '2026-11-20T09:12:00Z', retracted: false },
    { id: 'e2', event: 'file.closed', date: '2019-12-31', evidence: null, recordedBy: 'olena', recordedAt: '2026-11-20T10:02:00Z', retracted: false },
    { id: 'e3', event: 'file.closed', date: '2018', evidence: 'typing error', recordedBy: 'olena', recordedAt: '2026-11-20T10:00:00Z', retracted: true },
  ],
}

export const history = {
  entries: [
    { at: '2026-11-20T09:12:00Z', actor: 'station hall-2', action: 'records.publish', detail: '3 pages from batch 0191c0de' },
    { at: '2026-11-20T09:14:10Z', actor: 'recogniser', action: 'recognition.finish', detail: 'Ukrainian, 3 pages' },
    { at: '2026-11-20T10:02:00Z', actor: 'olena', action: 'records.event', detail: 'file.closed 2019-12-31' },
  ],
}

export const plan = {
  classes: [
    { code: 'decisions', title: { en: 'Decisions', uk: 'Рішення', ro: 'Decizii' }, unit: 'chancellery' },
    { code: 'contracts', title: { en: 'Contracts', uk: 'Договори', ro: 'Contracte' }, unit: null },
    { code: 'petitions', title: { en: 'Petitions', uk: 'Звернення', ro: 'Petiții' }, unit: null },
  ],
  files: [],
}

export const report = {
  batch: batchId,
  state: 'exceptions',
  step: 'recognise',
  fed: 24,
  archived: 14,
  setAside: [1, 6, 11, 16].map((image) => ({ image, reason: 'cover' })).concat([{ image: 5, reason: 'blank' }]),
  records: [
    { id: recordId, cover: 'OPIS-7K3M9-QX24T', class: 'decisions', pages: [2, 3, 4], language: 'uk', title: record.title, state: 'searchable' },
    { id: otherId, cover: 'OPIS-4H2WB-8M0ZC', class: 'contracts', pages: [7, 8, 9, 10], language: 'ro', title: 'Contract de arendă a terenului nr. 7', state: 'searchable' },
  ],
  exceptions: [
    { code: 'cover-unreadable', image: 19, images: [20, 21], detail: 'Image 19 is a cover sheet that cannot be read: type its number and assign the pages behind it, or scan it again.', actions: ['assign', 'make-record', 'take-as-page', 'set-aside', 'replace'] },
    { code: 'sheet-count', image: 22, images: [23], detail: 'Cover OPIS-4H2WB-8M0ZC announces 3 sheets, but 2 pages and 0 blank sides were fed: look for the missing or extra sheet, or accept the count.', actions: ['accept-count', 'set-aside'] },
  ],
  rejected: [{ name: 'scan_0031.jpg', code: 'bad-image', detail: 'The image ends early; scan the sheet again.' }],
  searchable: false,
  seconds: { feed: 12, upload: 9, recognise: 40, index: 1, total: 62 },
}

export const images = {
  images: Array.from({ length: 24 }, (_, index) => {
    const image = index + 1
    const fate = [1, 6, 11, 16].includes(image) ? 'cover' : image === 5 ? 'blank' : [19, 20, 21, 22, 23].includes(image) ? 'exception' : image === 24 ? 'received' : 'page'
    return { image, name: `scan_${image}.png`, fate, record: fate === 'page' ? recordId : null }
  }),
}

export const batches = {
  batches: [
    { id: batchId, state: 'exceptions', step: 'recognise', openedAt: '2026-11-22T09:10:00Z', station: 'hall-2', fed: 24, archived: 14, exceptions: 2 },
    { id: 'b2', state: 'open', step: 'receive', openedAt: '2026-11-22T08:50:00Z', station: 'hall-1', fed: 112, archived: 90, exceptions: 0 },
    { id: 'b3', state: 'closed', step: 'done', openedAt: '2026-11-21T14:30:00Z', station: null, fed: 60, archived: 51, exceptions: 0 },
  ],
}

export const users = {
  users: [
    { id: 'u1', name: 'olena', roles: ['administrator', 'archivist'], units: ['chancellery'], active: true },
    { id: 'u2', name: 'ion.rusu', roles: ['operator'], units: [], active: true },
    { id: 'u3', name: 'nino', roles: ['reader', 'records-manager'], units: ['land office'], active: false },
  ],
}
