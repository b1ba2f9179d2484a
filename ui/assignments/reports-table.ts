import { msg } from '@lit/localize'
import { css, html } from 'lit'
import type { ReportColumn, ReportRow } from '#contract/reports.ts'
import type { ReportView } from '../api/reports.ts'
import { stacked } from '../elements/stacked.ts'
import { formatDate, formatNumber } from '../text/format.ts'
import { localName } from '../text/local-name.ts'

export const reportTableStyles = css`
  .wide {
    overflow-x: auto;
  }
  td,
  thead th:not(.key) {
    text-align: end;
    font-variant-numeric: tabular-nums;
  }
  tbody th {
    font-weight: 400;
  }
  tr.unit th,
  tr.unit td,
  tr.total th,
  tr.total td {
    font-weight: 650;
  }
  tr.total th,
  tr.total td {
    border-block-start: 2px solid var(--o-line-strong);
  }
`

/** The figures of a report; each count leads to what it counts. `chosen`: the filters of the address. */
export function drawReport(view: ReportView, chosen: Readonly<Record<string, string>>) {
  return html`<section class="card wide" aria-label=${view.title} tabindex="0">
    <table ${stacked()}>
      <thead><tr>${view.keys.map(({ title }) => html`<th scope="col" class="key">${title}</th>`)}${view.columns.map((column) => html`<th scope="col">${/^\d{4}-\d{2}$/.test(column.key) ? formatDate(column.key) : column.title}</th>`)}</tr></thead>
      <tbody>${view.rows.map((row) => html`<tr class=${row.level}>${view.keys.map(({ key }, at) => keyCell(keyText(row, key, at)))}${view.columns.map((column) => html`<td>${figure(view, row, column, chosen)}</td>`)}</tr>`)}</tbody>
    </table>
  </section>`
}

/** A head of the row; nothing to say is no head. */
const keyCell = (text: string) => (text === '' ? html`<td></td>` : html`<th scope="row">${text}</th>`)

function keyText(row: ReportRow, key: ReportView['keys'][number]['key'], at: number): string {
  if (row.level === 'total') return at === 0 ? msg('Total') : ''
  if (key === 'month') return row.month === null ? '' : formatDate(row.month)
  if (key === 'unit') return row.unit === null ? '' : localName(row.unitName ?? undefined, row.unit)
  if (key === 'what') return row.what?.title ?? ''
  return row.level === 'unit' ? msg('whole unit') : (row.person?.displayName ?? '')
}

function figure(view: ReportView, row: ReportRow, { key, drill }: ReportColumn, chosen: Readonly<Record<string, string>>) {
  const value = row.values[key]
  if (value === null || value === undefined) return '—'
  if (!drill || value === 0) return formatNumber(value)
  const query = new URLSearchParams({ ...chosen, from: row.month ?? view.from, to: row.month ?? view.to, cell: key })
  query.delete('split')
  if (row.unit !== null) query.set('unit', row.unit)
  // The head of a unit names the row, its figures are of the whole unit.
  if (row.person !== null && view.report !== 'observance') query.set('person', row.person.name)
  return html`<a href=${`/tasks/reports/${view.report}/items?${query.toString()}`}>${formatNumber(value)}</a>`
}
