import type { TermKind, TestName } from './schedule-words.ts'

/** A part of a schedule as the editor holds it: the value of its file. Fields that the form does not know stay as they are. */
export type Part = Readonly<Record<string, unknown>>

export const isPart = (value: unknown): value is Part => typeof value === 'object' && value !== null && !Array.isArray(value)
export const textOf = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '')
export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
export const partOf = (value: unknown): Part => (isPart(value) ? value : {})

/** The part with a field set, or without it when the value is empty. */
export function withField(part: Part, name: string, value: unknown): Part {
  const empty = value === undefined || value === '' || (Array.isArray(value) && value.length === 0) || (isPart(value) && Object.keys(value).length === 0)
  if (!empty) return { ...part, [name]: value }
  return Object.fromEntries(Object.entries(part).filter(([key]) => key !== name))
}

/** How a term is said; null when it is nothing that the form can show. */
export function kindOf(span: unknown): TermKind | null {
  if (!isPart(span)) return null
  if (Array.isArray(span['latest_of'])) return 'latest'
  if (Array.isArray(span['earliest_of'])) return 'earliest'
  if (span['for'] === 'permanent') return 'permanent'
  if (span['for'] === 'P0D' && span['count_from'] === 'event-date') return 'until'
  return 'for' in span ? 'term' : null
}

/** A term of another kind that keeps what both can say. */
export function changeKind(span: unknown, kind: TermKind): Part {
  const old = partOf(span)
  const from = textOf(old['from']) === '' ? 'file.closed' : textOf(old['from'])
  switch (kind) {
    case 'permanent':
      return { for: 'permanent' }
    case 'until':
      return { for: 'P0D', from, count_from: 'event-date' }
    case 'term':
      return { for: 'P5Y', from }
    case 'latest':
    case 'earliest': {
      const known = [...listOf(old['latest_of']), ...listOf(old['earliest_of'])]
      const first = kindOf(span) === null || kindOf(span) === 'permanent' ? { for: 'P5Y', from } : span
      const spans = known.length > 0 ? known : [first, { for: 'P0D', from: 'need.ended', count_from: 'event-date' }]
      return kind === 'latest' ? { latest_of: spans } : { earliest_of: spans }
    }
  }
}

const letters = { years: 'Y', months: 'M', weeks: 'W', days: 'D' } as const
export type Unit = keyof typeof letters

/** A length as number and unit; null for one of several units, which is written as P1Y6M. */
export function lengthOf(length: unknown): { count: number; unit: Unit } | null {
  const years = isPart(length) ? length['years'] : undefined
  if (typeof years === 'number') return { count: years, unit: 'years' }
  const match = /^P(\d+)([YMWD])$/.exec(textOf(length))
  const unit = (Object.keys(letters) as Unit[]).find((each) => letters[each] === match?.[2])
  return match === null || unit === undefined ? null : { count: Number(match[1]), unit }
}

export const durationOf = (count: number, unit: Unit): string => `P${Math.max(0, Math.trunc(count))}${letters[unit]}`

/** Conditions of a rule as rows of a form: one row for each test. */
export type Row = { readonly fact: string; readonly test: TestName; readonly value: string }

export function rowsOf(when: unknown): readonly Row[] {
  return Object.entries(partOf(when)).flatMap(([fact, condition]): readonly Row[] => {
    if (!isPart(condition)) return [{ fact, test: 'is', value: textOf(condition) }]
    return Object.entries(condition).map(([test, value]) => ({ fact, test: test as TestName, value: Array.isArray(value) ? value.map(textOf).join(', ') : textOf(value) }))
  })
}

/** The conditions that the rows say; several rows on one fact hold together. */
export function whenOf(rows: readonly Row[]): Part {
  const when: Record<string, unknown> = {}
  for (const { fact, test, value } of rows) {
    if (fact.trim() === '') continue
    const before = when[fact]
    if (test === 'is') when[fact] = plainOf(value)
    else when[fact] = { ...(isPart(before) ? before : {}), [test]: valueFor(test, value) }
  }
  return when
}

function valueFor(test: TestName, value: string): unknown {
  if (test === 'before' || test === 'on_or_after') return value.trim()
  if (test === 'in') return value.split(',').map((each) => plainOf(each))
  if (test === 'known') return value.trim() !== 'false'
  return plainOf(value)
}

/** Numbers and true or false are meant as such; everything else is text. */
function plainOf(value: string): string | number | boolean {
  const text = value.trim()
  if (text === 'true' || text === 'false') return text === 'true'
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text
}
