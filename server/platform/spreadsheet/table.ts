/** A cell by the kind of its column; null stays empty. Dates are `YYYY-MM-DD`, a less precise one is written as text. */
export type Cell = string | number | null

export type Column = { title: string; kind: 'text' | 'number' | 'date' }

/** A list as it goes into a file: one sheet, a row of titles first. */
export type Table = {
  /** Name of the sheet and of the file, without ending. */
  name: string
  columns: readonly Column[]
  rows: readonly (readonly Cell[])[]
}

export const tableFormats = ['csv', 'ods'] as const
export type TableFormat = (typeof tableFormats)[number]
