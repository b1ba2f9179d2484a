import { civilDate, formatCivilDate } from '#kernel/civil-date.ts'
import type { SetupFault } from '#contract/configuration.ts'
import { fault } from './faults.ts'
import { nameLanguages, type ColumnForm, type SheetForm } from './sheet-forms.ts'
import type { TextSheet } from './read-workbook.ts'

/** A row by the names of its columns; an empty cell is left out. */
export type RowValues = { row: number; values: Record<string, unknown> }

/** Reads the rows of a sheet by the names in its first row; every fault names sheet, row and column. */
export function readRows(form: SheetForm, sheet: TextSheet): { rows: RowValues[]; faults: SetupFault[] } {
  const [head, ...body] = sheet.rows
  if (head === undefined) return { rows: [], faults: [] }
  const heads = head.cells.map((cell) => cell.toLowerCase())
  if (!form.columns.some(({ name }) => heads.includes(name))) return { rows: [], faults: [fault({ sheet: form.name, row: head.row }, 'no-header')] }
  const known = new Map<string, { column: ColumnForm; language: string | null }>()
  for (const column of form.columns) {
    if (column.kind === 'names') for (const language of nameLanguages) known.set(`${column.name}_${language}`, { column, language })
    else known.set(column.name, { column, language: null })
  }
  const faults = heads.filter((name) => name !== '' && !known.has(name)).map((name) => fault({ sheet: form.name, row: head.row, column: name }, 'unknown-column', { column: name }))
  const rows = body.map(({ row, cells }) => {
    const values: Record<string, unknown> = {}
    for (const [at, cell] of cells.entries()) {
      const place = known.get(heads[at] ?? '')
      if (place === undefined || cell === '') continue
      const where = { sheet: form.name, row, column: heads[at] ?? null }
      if (/^[=+@]/.test(cell) && !/^\+?\d/.test(cell)) faults.push(fault(where, 'formula'))
      else if (place.language !== null) values[place.column.name] = { ...(values[place.column.name] as object | undefined), [place.language]: cell }
      else {
        const understood = understand(place.column, cell)
        if ('wrong' in understood) faults.push(fault(where, understood.wrong, { value: cell }))
        else values[place.column.name] = understood.value
      }
    }
    for (const { name, needed } of form.columns) if (needed && values[name] === undefined && !faults.some((one) => one.row === row && one.column === name)) faults.push(fault({ sheet: form.name, row, column: name }, 'missing'))
    return { row, values }
  })
  return { rows, faults }
}

type Understood = { value: unknown } | { wrong: 'not-a-date' | 'not-a-number' | 'not-yes-or-no' }

function understand({ kind }: ColumnForm, cell: string): Understood {
  if (kind === 'date') {
    const day = readDay(cell)
    return day === null ? { wrong: 'not-a-date' } : { value: day }
  }
  if (kind === 'number') return /^\d{1,9}$/.test(cell) ? { value: Number(cell) } : { wrong: 'not-a-number' }
  if (kind === 'yes-no') {
    if (yes.includes(cell.toLowerCase())) return { value: true }
    return no.includes(cell.toLowerCase()) ? { value: false } : { wrong: 'not-yes-or-no' }
  }
  if (kind === 'list') return { value: cell.split(/[,;]/).map((part) => part.trim()).filter((part) => part !== '') }
  return { value: cell }
}

const yes = ['yes', 'true', '1', 'x', 'da', 'так', 'да', 'კი']
const no = ['no', 'false', '0', 'nu', 'ні', 'нет', 'არა']

/** `2026-03-31`, or `31.03.2026` as people here write it. */
function readDay(cell: string): string | null {
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(cell)
  const local = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(cell)
  const day = iso ? civilDate(Number(iso[1]), Number(iso[2]), Number(iso[3])) : local ? civilDate(Number(local[3]), Number(local[2]), Number(local[1])) : null
  return day === null ? null : formatCivilDate(day)
}
