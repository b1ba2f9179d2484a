import type { FaultCode, SetupFault } from '#contract/configuration.ts'

type Facts = Record<string, string | number>

/** English words of every fault, for programs and the command line; the screen has its own in the reader's language. */
const words: Readonly<Record<FaultCode, (facts: Facts) => string>> = {
  'not-a-spreadsheet': () => 'This is neither an XLSX workbook nor a configuration file. Save the table as XLSX.',
  'too-large': ({ limit = '' }) => `The file is too large, or unpacks to more than ${limit} MB. Divide it.`,
  'too-many-rows': ({ limit = '' }) => `A sheet may have ${limit} rows. Remove empty rows at the end, or divide the file.`,
  'broken-file': () => 'The file is broken and cannot be read. Save it anew.',
  'formula': () => 'The cell holds a formula. Put in the value itself.',
  'unknown-sheet': () => 'There is no such sheet in the template.',
  'unknown-column': ({ column = '' }) => `There is no column ${column} in the template.`,
  'no-header': () => 'The first row with the names of the columns is missing.',
  'missing': () => 'The cell is empty and must not be.',
  'not-a-date': ({ value = '' }) => `${value} is no date. Write it as 2026-03-31 or 31.03.2026.`,
  'not-a-number': ({ value = '' }) => `${value} is no whole number.`,
  'not-yes-or-no': ({ value = '' }) => `${value} is neither yes nor no.`,
  'not-one-of': ({ values = '' }) => `It takes one of: ${values}.`,
  'bad-form': ({ value = '', detail = '' }) => `${value === '' ? 'This' : value} cannot be taken: ${detail}.`,
  'out-of-range': ({ detail = '' }) => `Too long, too short or out of range: ${detail}.`,
  'twice': ({ row = '' }) => `The same stands in row ${row} already.`,
  'unknown-row': ({ value = '', sheet = '' }) => `There is no ${value} in the sheet ${sheet}.`,
  'other-version': ({ version = '' }) => `The file is of version ${version} of the configuration, which this program does not read.`,
  'refused': ({ detail = '' }) => String(detail),
}

export type Place = { sheet: string; row: number | null; column?: string | null }

export function fault(place: Place, code: FaultCode, facts: Facts = {}): SetupFault {
  return { sheet: place.sheet, row: place.row, column: place.column ?? null, code, facts, text: words[code](facts) }
}
