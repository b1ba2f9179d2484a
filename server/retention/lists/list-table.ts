import { z } from 'zod'
import { language } from '#contract/common.ts'
import type { Language } from '#kernel/language.ts'
import { tableFormat } from '#platform/spreadsheet/table-answer.ts'
import type { Cell, Column, Table } from '#platform/spreadsheet/table.ts'
import { columnTitles, type ColumnKey } from './column-titles.ts'

/** Parameters that make a file of a list; a list route extends its own with them. */
export const asFile = { format: tableFormat, language: language.default('en') }
export const asFileQuery = z.object(asFile)

/** Most rows of a list that is taken away as a file. */
export const mostRows = 100_000

/** One column of a list: its key, its kind, and what stands in it. */
export type ListColumn<Row> = readonly [key: ColumnKey, kind: Column['kind'], cell: (row: Row) => Cell | undefined]

/** A list as a table with titles in the reader's language: what every list route answers for `?format=`. */
export function listTable<Row>(name: string, columns: readonly ListColumn<Row>[], rows: readonly Row[], language: Language): Table {
  return {
    name,
    columns: columns.map(([key, kind]) => ({ title: columnTitles[key][language], kind })),
    rows: rows.map((row) => columns.map(([, , cell]) => cell(row) ?? null)),
  }
}
