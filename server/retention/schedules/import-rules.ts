import type { z } from 'zod'
import type { ImportAnswer, importRules as importForm, ScheduleFault } from '#contract/schedules.ts'
import { languages } from '#kernel/language.ts'
import { OpisError } from '#kernel/errors.ts'
import type { SchedulesContext } from './context.ts'
import { copyOf, draftText, valueOf } from './draft-version.ts'
import { editYaml } from './edit-yaml.ts'
import { readCsv, type Table } from './read-csv.ts'
import { readXlsxTable } from './read-xlsx-table.ts'
import { viewVersion } from './view-version.ts'

/** Columns that a table of rules may have; the handbook says what each holds. */
export const importColumns = ['id', 'cite', ...languages.map((language) => `title_${language}`), 'classes', 'for', 'from', 'count_from', 'at_end', 'mark', 'unit', 'source', 'url', ...languages.map((language) => `note_${language}`)] as const
const needed = ['id', 'cite', 'classes', 'for', 'at_end'] as const

type RowFault = ImportAnswer['rowFaults'][number]
type Imported = { readonly row: number; readonly id: string; readonly rule: Readonly<Record<string, unknown>> }

/**
 * Puts the rules of a table into a draft that begins as a copy of a version: a rule with a known id takes the place of the
 * old one. The draft is kept with its faults; each is told by row and column. Without usable rows there is no draft.
 * @throws OpisError `bad-request` when the text is no table, `already-exists`
 */
export async function importRules(context: SchedulesContext, by: string, wanted: z.output<typeof importForm>): Promise<ImportAnswer> {
  const { table, faults: inCells } = wanted.xlsx === undefined ? { table: readCsv(wanted.csv ?? ''), faults: [] } : await readXlsxTable(Buffer.from(wanted.xlsx, 'base64'), 'id')
  if (table === null) throw new OpisError('bad-request', 'The text is no table with a heading, or has more than 20,000 rows.')
  const inHeading = headingFaults(table)
  if (inHeading.length > 0) return { draft: null, rowFaults: inHeading }
  const read = table.rows.map(({ row, cells }) => readRow(row, (name) => (cells[table.heading.indexOf(name)] ?? '').trim()))
  const rowFaults = [...inCells, ...repeatedIds(read)]
  const usable = read.filter((one, index) => one.id !== '' && read.findIndex((each) => each.id === one.id) === index)
  if (usable.length === 0) return { draft: null, rowFaults }
  const base = await copyOf(context, wanted)
  const id = await draftText(context, by, withRules(base, usable, wanted.keepOthers), wanted.basis)
  const draft = await viewVersion(context, id)
  return { draft, rowFaults: [...rowFaults, ...draft.faultList.flatMap((fault) => atRow(fault, rulesIn(draft.value), usable))] }
}

function headingFaults({ heading, headingRow: row }: Table): RowFault[] {
  const missing = needed.filter((name) => !heading.includes(name)).map((column) => ({ row, column, message: `The column ${column} is missing. Columns: ${importColumns.join(', ')}.` }))
  const unknown = heading.filter((name) => name !== '' && !importColumns.some((known) => known === name)).map((column) => ({ row, column, message: `The column ${column} is not known. Columns: ${importColumns.join(', ')}.` }))
  return [...missing, ...unknown]
}

function readRow(row: number, cell: (name: string) => string): Imported {
  const words = (prefix: string): Record<string, string> | undefined => {
    const found = languages.flatMap((language) => (cell(`${prefix}_${language}`) === '' ? [] : [[language, cell(`${prefix}_${language}`)] as const]))
    return found.length === 0 ? undefined : Object.fromEntries(found)
  }
  const optional = (name: string): string | undefined => (cell(name) === '' ? undefined : cell(name))
  const rule = {
    id: cell('id'),
    cite: cell('cite'),
    title: words('title') ?? {},
    classes: cell('classes').split(/[|,;]/).map((each) => each.trim()).filter((each) => each !== ''),
    unit: optional('unit'),
    retain: termOf(cell('for'), optional('from'), optional('count_from')),
    at_end: cell('at_end'),
    mark: optional('mark'),
    note: words('note'),
    source: { status: optional('source') ?? 'memory', ...(cell('url') === '' ? {} : { url: cell('url') }) },
  }
  return { row, id: rule.id, rule: Object.fromEntries(Object.entries(rule).filter(([, value]) => value !== undefined)) }
}

/** `permanent`, a number of years, or a duration such as P1Y6M; anything else stays as it is and is told as a fault. */
function termOf(length: string, from: string | undefined, countFrom: string | undefined): Readonly<Record<string, unknown>> {
  if (length === 'permanent') return { for: 'permanent' }
  return { for: /^\d+$/.test(length) ? `P${length}Y` : length, from: from ?? 'file.closed', ...(countFrom === undefined ? {} : { count_from: countFrom }) }
}

function repeatedIds(read: readonly Imported[]): RowFault[] {
  return read.flatMap(({ row, id }, index) => {
    if (id === '') return [{ row, column: 'id', message: 'The id is missing; the row was left out.' }]
    const first = read.findIndex((each) => each.id === id)
    return first === index ? [] : [{ row, column: 'id', message: `The id ${id} stands in row ${read[first]?.row ?? 0} already; the row was left out.` }]
  })
}

function withRules(base: string, usable: readonly Imported[], keepOthers: boolean): string {
  const value = valueOf(base)
  const old = keepOthers ? rulesIn(value) : []
  const imported = new Map(usable.map(({ id, rule }) => [id, rule]))
  const kept = old.map((rule) => imported.get(idOf(rule)) ?? rule)
  const known = new Set(old.map(idOf))
  return editYaml(base, { ...value, rules: [...kept, ...usable.filter(({ id }) => !known.has(id)).map(({ rule }) => rule)] })
}

const rulesIn = (value: unknown): readonly unknown[] => {
  const rules: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, 'rules') : []
  return Array.isArray(rules) ? rules : []
}
const idOf = (rule: unknown): string => (typeof rule === 'object' && rule !== null ? String(Reflect.get(rule, 'id')) : '')

function atRow({ path, message }: ScheduleFault, rules: readonly unknown[], usable: readonly Imported[]): RowFault[] {
  const [head, index, ...rest] = path.split('.')
  const imported = head === 'rules' ? usable.find(({ id }) => id === idOf(rules[Number(index)])) : undefined
  return imported === undefined ? [] : [{ row: imported.row, column: rest.at(-1) ?? '', message }]
}
