import { escapeXml } from '#platform/xml/escape.ts'
import { writeZip } from '#platform/zip/write-zip.ts'

/** A sheet of a workbook: rows of text, the first one bold. `widths`: of the columns, in characters. */
export type WorkbookSheet = { name: string; rows: readonly (readonly string[])[]; widths: readonly number[] }

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packages = 'http://schemas.openxmlformats.org/package/2006'

const styles = `${head}<styleSheet xmlns="${main}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf numFmtId="49" fontId="0" fillId="0" borderId="0" applyNumberFormat="1"/><xf numFmtId="49" fontId="1" fillId="0" borderId="0" applyFont="1" applyNumberFormat="1"/></cellXfs></styleSheet>`

/**
 * A workbook (ISO/IEC 29500) whose cells are all text, so that codes such as 01 keep their zero and nothing is a formula. The head of
 * each sheet stays in sight.
 */
export function xlsxFile(sheets: readonly WorkbookSheet[]): Uint8Array {
  const numbers = sheets.map((_, at) => at + 1)
  const bytes = (path: string, text: string) => ({ path, bytes: Buffer.from(text) })
  return writeZip([
    bytes('[Content_Types].xml', `${head}<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>${numbers.map((number) => `<Override PartName="/xl/worksheets/sheet${number}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`).join('')}</Types>`),
    bytes('_rels/.rels', `${head}<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`),
    bytes('xl/workbook.xml', `${head}<workbook xmlns="${main}" xmlns:r="${relations}"><sheets>${sheets.map(({ name }, at) => `<sheet name="${escapeXml(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`).join('')}</sheets></workbook>`),
    bytes('xl/_rels/workbook.xml.rels', `${head}<Relationships xmlns="${packages}/relationships">${numbers.map((number) => `<Relationship Id="rId${number}" Type="${relations}/worksheet" Target="worksheets/sheet${number}.xml"/>`).join('')}<Relationship Id="rId${sheets.length + 1}" Type="${relations}/styles" Target="styles.xml"/></Relationships>`),
    bytes('xl/styles.xml', styles),
    ...sheets.map((sheet, at) => bytes(`xl/worksheets/sheet${at + 1}.xml`, sheetXml(sheet))),
  ])
}

function sheetXml({ rows, widths }: WorkbookSheet): string {
  const columns = widths.map((width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" style="0" customWidth="1"/>`).join('')
  const drawn = rows.map((row, at) => `<row r="${at + 1}">${row.map((text, column) => cell(text, `${letters(column)}${at + 1}`, at === 0)).join('')}</row>`).join('')
  return `${head}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${columns}</cols><sheetData>${drawn}</sheetData></worksheet>`
}

function cell(text: string, place: string, isHead: boolean): string {
  return text === '' ? '' : `<c r="${place}" t="inlineStr" s="${isHead ? 1 : 0}"><is><t xml:space="preserve">${escapeXml(text)}</t></is></c>`
}

/** The letters of a column, from 0: A … Z, AA … */
function letters(column: number): string {
  const last = String.fromCharCode(65 + (column % 26))
  return column < 26 ? last : letters(Math.floor(column / 26) - 1) + last
}
