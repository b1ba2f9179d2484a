import type { ImportFault } from '#contract/register-views.ts'
import { parseCivilDate } from '#kernel/civil-date.ts'
import type { Register } from '../../numbers/allocate.ts'
import { periodOf } from '../../numbers/period.ts'
import { findSequence } from './find-sequence.ts'
import { csvLimits, readCsv } from './read-csv.ts'

/** A line of an old register: the number as it stands there and what else is written. */
export type OldEntry = { line: number; number: string; period: string; seq: number; repeat: number; on: string; imported: Record<string, string> }
export type LineFault = { line: number; fault: ImportFault; text: string }
export type ReadLines = { entries: OldEntry[]; faults: LineFault[]; lines: number }

type Column = 'number' | 'date' | 'correspondent' | 'subject' | 'sequence'

/** Titles of columns in the five languages, small letters. Other columns are kept under their own title. */
const titles: Record<Column, readonly string[]> = {
  number: ['number', 'no', '№', 'номер', 'реєстраційний номер', 'регистрационный номер', 'număr', 'numar', 'nr', 'nr.', 'ნომერი'],
  date: ['date', 'дата', 'дата реєстрації', 'дата регистрации', 'data', 'data înregistrării', 'თარიღი'],
  correspondent: ['correspondent', 'from', 'кореспондент', 'корреспондент', 'від кого', 'от кого', 'corespondent', 'კორესპონდენტი'],
  subject: ['subject', 'зміст', 'короткий зміст', 'содержание', 'краткое содержание', 'conținut', 'continut', 'conținutul', 'შინაარსი'],
  sequence: ['sequence', 'порядковий номер', 'порядковый номер', 'număr de ordine', 'რიგითი ნომერი'],
}

/** What a spreadsheet program would run: a formula has no place in a register. */
const formula = /^(?:[=@＝＠]|[+\-＋－][^\s]*[|!(=])/
// Control characters, but tabs and ends of lines inside quotes.
const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/

/** Reads the lines of an old register; what cannot be taken stands with its reason. */
export function readLines(text: string, register: Register, today: string): ReadLines {
  const entries: OldEntry[] = []
  const faults: LineFault[] = []
  let head: string[] | null = null
  let lines = 0
  for (const row of readCsv(text)) {
    const said = 'cells' in row ? row.cells.join(' | ').slice(0, 200) : ''
    if (head === null) {
      head = 'cells' in row ? row.cells.map(columnOf) : null
      if (head === null) return { entries, faults: [{ line: row.line, fault: 'no-header', text: said }], lines: 0 }
      const missing = (['number', 'date'] as const).find((column) => !head?.includes(column))
      if (missing !== undefined) return { entries, faults: [{ line: row.line, fault: 'column-missing', text: missing }], lines: 0 }
      continue
    }
    lines += 1
    if (lines > csvLimits.lines) return { entries: [], faults: [{ line: row.line, fault: 'too-many-lines', text: String(csvLimits.lines) }], lines }
    const read = 'fault' in row ? row.fault : readEntry(row.line, Object.fromEntries(head.map((name, at) => [name, (row.cells[at] ?? '').trim()])), register, today)
    if (typeof read === 'string') faults.push({ line: row.line, fault: read, text: said })
    else entries.push(read)
  }
  return head === null ? { entries, faults: [{ line: 1, fault: 'no-header', text: '' }], lines } : { entries, faults, lines }
}

function columnOf(title: string): string {
  const plain = title.normalize('NFC').trim().toLowerCase()
  const known = Object.entries(titles).find(([, names]) => names.includes(plain))
  return known?.[0] ?? plain.slice(0, 64)
}

function readEntry(line: number, cells: Record<string, string>, register: Register, today: string): OldEntry | ImportFault {
  const { number = '', date = '', sequence = '', ...rest } = cells
  const values = Object.values(cells)
  if (values.some((value) => control.test(value))) return 'control-character'
  if (values.some((value) => formula.test(value))) return 'formula'
  if (number === '' || number.length > 100) return 'number-missing'
  const on = readDay(date)
  if (on === null) return 'bad-date'
  if (on > today) return 'date-to-come'
  const { period, year } = periodOf(register.reset, register.constants, on)
  const found = sequence === '' ? findSequence(register, number, year) : /^\d{1,7}$/.test(sequence) && Number(sequence) >= 1 ? { seq: Number(sequence), repeat: findSequence(register, number, year)?.repeat ?? 0 } : null
  if (found === null) return 'sequence-unknown'
  return { line, number, period, ...found, on, imported: Object.fromEntries(Object.entries(rest).filter(([name, value]) => name !== '' && value !== '').map(([name, value]) => [name, value.slice(0, 2000)])) }
}

/** `2019-03-01`, `01.03.2019`, `1/3/2019` (day first); null for days that the calendar does not have. */
function readDay(text: string): string | null {
  const local = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4})$/.exec(text)
  const iso = local === null ? text : `${local[3] ?? ''}-${(local[2] ?? '').padStart(2, '0')}-${(local[1] ?? '').padStart(2, '0')}`
  return parseCivilDate(iso) === null ? null : iso
}
