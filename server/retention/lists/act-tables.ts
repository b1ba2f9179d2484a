import type { DueItem, LineList } from '#contract/acts.ts'
import type { Language } from '#kernel/language.ts'
import type { Table } from '#platform/spreadsheet/table.ts'
import { listTable } from './list-table.ts'

/** What has reached its date. */
export function dueTable(items: readonly DueItem[], language: Language): Table {
  return listTable(
    'due',
    [
      ['title', 'text', ({ title }) => title],
      ['class', 'text', (item) => item.class],
      ['fonds', 'text', ({ fonds }) => fonds],
      ['file', 'text', ({ fileNumber }) => fileNumber],
      ['eligibleOn', 'date', ({ eligibleOn }) => eligibleOn],
      ['action', 'text', ({ action }) => action],
      ['schedule', 'text', ({ schedule }) => schedule],
      ['version', 'text', ({ version }) => version],
      ['rule', 'text', ({ rule }) => rule],
      ['marks', 'text', ({ marks }) => marks.join(', ')],
      ['kind', 'text', ({ kind }) => kind],
      ['id', 'text', ({ id }) => id],
    ],
    items,
    language,
  )
}

/** The lines of an act. */
export function linesTable(number: string, lines: LineList['lines'], language: Language): Table {
  return listTable(
    `act-${number}`,
    [
      ['line', 'number', ({ line }) => line],
      ['title', 'text', ({ title }) => title],
      ['dateFirst', 'date', ({ dateFirst }) => dateFirst],
      ['dateLast', 'date', ({ dateLast }) => dateLast],
      ['class', 'text', (line) => line.class],
      ['file', 'text', ({ fileNumber }) => fileNumber],
      ['volumes', 'number', ({ volumes }) => volumes],
      ['sheets', 'number', ({ sheets }) => sheets],
      ['article', 'text', ({ cite, rule }) => cite ?? rule],
      ['version', 'text', ({ version }) => version],
      ['marks', 'text', ({ marks }) => marks.join(', ')],
      ['eligibleOn', 'date', ({ eligibleOn }) => eligibleOn],
      ['state', 'text', ({ state }) => state],
      ['reason', 'text', ({ reason, reasonOf }) => [reason, reasonOf].filter((part) => part !== null).join(' ')],
      ['id', 'text', ({ subject }) => subject],
    ],
    lines,
    language,
  )
}
