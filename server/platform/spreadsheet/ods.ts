import { escapeXml } from '#platform/xml/escape.ts'
import { writeZip } from '#platform/zip/write-zip.ts'
import type { Cell, Column, Table } from './table.ts'

const mediaType = 'application/vnd.oasis.opendocument.spreadsheet'
const office = 'urn:oasis:names:tc:opendocument:xmlns:'
const spaces = `xmlns:office="${office}office:1.0" xmlns:table="${office}table:1.0" xmlns:text="${office}text:1.0" xmlns:style="${office}style:1.0" xmlns:fo="${office}xsl-fo-compatible:1.0" xmlns:number="${office}datastyle:1.0"`
const head = '<?xml version="1.0" encoding="UTF-8"?>\n'

const manifest = `${head}<manifest:manifest xmlns:manifest="${office}manifest:1.0" manifest:version="1.3">
<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="${mediaType}"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>
<manifest:file-entry manifest:full-path="styles.xml" manifest:media-type="text/xml"/>
</manifest:manifest>
`

const styles = `${head}<office:document-styles ${spaces} office:version="1.3"><office:styles><style:default-style style:family="table-cell"><style:text-properties fo:font-size="10pt"/></style:default-style></office:styles></office:document-styles>
`

/** Dates as they are written in this archive everywhere: 2031-01-01. Titles bold. */
const automaticStyles = `<office:automatic-styles>
<number:date-style style:name="N1"><number:year number:style="long"/><number:text>-</number:text><number:month number:style="long"/><number:text>-</number:text><number:day number:style="long"/></number:date-style>
<style:style style:name="day" style:family="table-cell" style:data-style-name="N1"/>
<style:style style:name="title" style:family="table-cell"><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="wide" style:family="table-column"><style:table-column-properties style:column-width="6cm"/></style:style>
<style:style style:name="narrow" style:family="table-column"><style:table-column-properties style:column-width="2.8cm"/></style:style>
</office:automatic-styles>`

/**
 * A list as an OpenDocument spreadsheet (ODF 1.3) of one sheet: titles in a header row, dates as dates, numbers as
 * numbers, and text as text, so that nothing in it can be a formula.
 */
export function odsFile({ name, columns, rows }: Table): Uint8Array {
  const content = `${head}<office:document-content ${spaces} office:version="1.3">${automaticStyles}<office:body><office:spreadsheet>
<table:table table:name="${escapeXml(sheetName(name))}">${columns.map(columnOf).join('')}<table:table-header-rows><table:table-row>${columns.map(({ title }) => textCell(title, 'title')).join('')}</table:table-row></table:table-header-rows>
${rows.map((row) => `<table:table-row>${columns.map((column, at) => cellOf(column, row[at] ?? null)).join('')}</table:table-row>\n`).join('')}</table:table></office:spreadsheet></office:body></office:document-content>
`
  return writeZip([
    // First and not packed, so that the kind of file can be told from its first bytes (ODF 1.3 part 2, 3.3).
    { path: 'mimetype', bytes: Buffer.from(mediaType), stored: true },
    { path: 'META-INF/manifest.xml', bytes: Buffer.from(manifest) },
    { path: 'styles.xml', bytes: Buffer.from(styles) },
    { path: 'content.xml', bytes: Buffer.from(content) },
  ])
}

/** Spreadsheet programs refuse these signs in the name of a sheet, and more than 31 letters. */
const sheetName = (name: string): string => name.replaceAll(/[[\]*?:/\\']/g, '-').slice(0, 31)

const columnOf = ({ kind }: Column): string => `<table:table-column table:style-name="${kind === 'text' ? 'wide' : 'narrow'}"/>`

function cellOf({ kind }: Column, cell: Cell): string {
  if (cell === null || cell === '') return '<table:table-cell/>'
  if (typeof cell === 'number') return `<table:table-cell office:value-type="float" office:value="${cell}"><text:p>${cell}</text:p></table:table-cell>`
  if (kind === 'date' && /^\d{4}-\d{2}-\d{2}$/.test(cell)) return `<table:table-cell table:style-name="day" office:value-type="date" office:date-value="${cell}"><text:p>${cell}</text:p></table:table-cell>`
  return textCell(cell)
}

function textCell(text: string, style?: string): string {
  const named = style === undefined ? '' : ` table:style-name="${style}"`
  const paragraphs = text.split(/\r\n|\r|\n/).map((line) => `<text:p>${lineText(line)}</text:p>`)
  return `<table:table-cell${named} office:value-type="string">${paragraphs.join('')}</table:table-cell>`
}

/** XML readers of ODF make one space of several; `text:s` keeps them. */
const lineText = (line: string): string => escapeXml(line).replaceAll('\t', '<text:tab/>').replaceAll(/ {2,}|^ /g, (run) => `<text:s text:c="${run.length}"/>`)
