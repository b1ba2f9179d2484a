import { msg, str } from '@lit/localize'
import type { FaultCode, SetupFault } from '#contract/configuration.ts'
import type { UnitKind } from '#contract/units.ts'
import { refusalText } from '../api/refusal-text.ts'

export function unitKindName(kind: UnitKind): string {
  switch (kind) {
    case 'body':
      return msg('Body')
    case 'unit':
      return msg('Unit')
    case 'intake-point':
      return msg('Intake point')
  }
}

type Facts = SetupFault['facts']
const texts: Readonly<Record<Exclude<FaultCode, 'refused'>, (facts: Facts) => string>> = {
  'not-a-spreadsheet': () => msg('This is neither an XLSX workbook nor a configuration file. Save the table as XLSX.'),
  'too-large': ({ limit = '' }) => msg(str`The file is too large, or unpacks to more than ${limit} MB. Divide it.`),
  'too-many-rows': ({ limit = '' }) => msg(str`A sheet may have ${limit} rows. Remove empty rows at the end, or divide the file.`),
  'broken-file': () => msg('The file is broken and cannot be read. Save it anew.'),
  'formula': () => msg('The cell holds a formula. Put in the value itself.'),
  'unknown-sheet': () => msg('There is no such sheet in the template.'),
  'unknown-column': ({ column = '' }) => msg(str`There is no column ${column} in the template.`),
  'no-header': () => msg('The first row with the names of the columns is missing.'),
  'missing': () => msg('The cell is empty and must not be.'),
  'not-a-date': ({ value = '' }) => msg(str`${value} is no date. Write it as 2026-03-31 or 31.03.2026.`),
  'not-a-number': ({ value = '' }) => msg(str`${value} is no whole number.`),
  'not-yes-or-no': ({ value = '' }) => msg(str`${value} is neither yes nor no.`),
  'not-one-of': ({ values = '' }) => msg(str`It takes one of: ${values}.`),
  'bad-form': () => msg('It is not written as it has to be. The sheet help of the template shows how.'),
  'out-of-range': () => msg('It is too long, too short or out of range.'),
  'twice': ({ row = '' }) => msg(str`The same stands in row ${row} already.`),
  'unknown-row': ({ value = '', sheet = '' }) => msg(str`There is no ${value} in the sheet ${sheet}.`),
  'other-version': ({ version = '' }) => msg(str`The file is of version ${version} of the configuration, which this program does not read.`),
}

/** What is wrong with a cell, in the reader's language. */
export function faultText({ code, facts, text }: SetupFault): string {
  if (code !== 'refused') return texts[code](facts)
  return refusalText(String(facts['reason'] ?? ''), facts) ?? text
}

/** Where it is, as the spreadsheet program shows it. */
export function faultPlace({ sheet, row, column }: SetupFault): string {
  return [sheet, row === null ? '' : msg(str`row ${row}`), column ?? ''].filter((part) => part !== '').join(', ')
}
