import { z } from 'zod'
import { csvFile } from './csv.ts'
import { odsFile } from './ods.ts'
import { tableFormats, type Table, type TableFormat } from './table.ts'

/** The parameter `?format=` of every list that can be taken away as a file; without it the list answers as JSON. */
export const tableFormat = z.enum(tableFormats).optional()

/** Media types of such files, for the description of a route. */
export const tableMediaTypes = ['text/csv', 'application/vnd.oasis.opendocument.spreadsheet'] as const

const forms: Record<TableFormat, { mediaType: string; write: (table: Table) => Uint8Array }> = {
  csv: { mediaType: 'text/csv; charset=utf-8', write: csvFile },
  ods: { mediaType: 'application/vnd.oasis.opendocument.spreadsheet', write: odsFile },
}

/** A list as a file to be saved. */
export function tableAnswer(table: Table, format: TableFormat): Response {
  const { mediaType, write } = forms[format]
  const name = `${table.name.replaceAll(/[^\p{Letter}\p{Number}._-]+/gu, '-')}.${format}`
  const headers = { 'content-type': mediaType, 'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}` }
  return new Response(new Uint8Array(write(table)), { headers })
}
