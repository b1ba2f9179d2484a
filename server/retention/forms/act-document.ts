import { languages, type Language } from '#kernel/language.ts'

/** National layouts of act forms; `neutral` serves wherever no other is known. */
export const formLayouts = ['ua', 'md', 'ru', 'ro', 'ge', 'neutral'] as const
export type FormLayout = (typeof formLayouts)[number]

/** The languages that each layout has, the usual one first. */
export const layoutLanguages: Record<FormLayout, readonly Language[]> = { ua: ['uk'], md: ['ro', 'ru'], ru: ['ru'], ro: ['ro'], ge: ['ka'], neutral: languages }

/** Somebody at a sitting. */
export type FormMember = { name: string; chair: boolean; present: boolean }

export type FormApproval = { role: string; name: string; document: string | null; date: string }

/** One line as the form prints it. Dates are civil and may be imprecise; `term` and `article` are ready in the language of the form. */
export type ActDocumentLine = {
  number: number
  title: string
  dateFirst: string | null
  dateLast: string | null
  /** Number of the inventory that names it. */
  inventory: string | null
  /** Index of the file, or its number in the inventory. */
  index: string | null
  files: number
  sheets: number | null
  term: string | null
  article: string | null
  remark: string | null
  state: 'listed' | 'done' | 'paper-pending' | 'void' | 'kept'
  /** Code of why it is void or kept, and what it refers to. */
  reason: string | null
  reasonOf: string | null
}

/** Inventories that had to be approved before, with the paper that says so. */
export type FormInventories = { kind: 'permanent' | 'personnel'; years: readonly number[]; documents: readonly string[] }

/** Everything that an act form says, apart from how it looks and in which language. */
export type ActDocument = {
  kind: 'destruction' | 'transfer'
  body: string
  fonds: { number: string; title: string }
  number: string
  /** Civil date of drawing up. */
  date: string
  place: string | null
  title: string
  /** The list of terms it rests on: its title, and act with number and date. */
  basis: { title: string; imprint: string } | null
  lines: readonly ActDocumentLine[]
  inventories: readonly FormInventories[]
  preparedBy: string
  sitting: { commission: string; protocol: string; heldOn: string; members: readonly FormMember[] } | null
  approvals: readonly FormApproval[]
  /** A draft is marked across every page; `done`: the result is printed below. */
  state: 'draft' | 'approved' | 'done'
  /** Civil date of execution; null until then. */
  executedOn: string | null
  /** Goes into the metadata of the file. */
  madeAt: Date
}

/** Files of an act that go, by the last year of each; null: without a date. */
export function filesByYear(lines: readonly ActDocumentLine[]): Map<number | null, number> {
  const years = new Map<number | null, number>()
  for (const { dateLast, dateFirst, files } of lines) {
    const year = Number((dateLast ?? dateFirst ?? '').slice(0, 4)) || null
    years.set(year, (years.get(year) ?? 0) + files)
  }
  return new Map([...years].sort(([one], [other]) => (one ?? Infinity) - (other ?? Infinity)))
}

/** "2015–2018, 2020" */
export function yearSpans(years: readonly number[]): string {
  const sorted = [...new Set(years)].sort((one, other) => one - other)
  const spans: [number, number][] = []
  for (const year of sorted) {
    const last = spans.at(-1)
    if (last?.[1] === year - 1) last[1] = year
    else spans.push([year, year])
  }
  return spans.map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`)).join(', ')
}
