import '@awesome.me/webawesome/dist/components/button/button.js'
import { Task } from '@lit/task'
import { msg, str } from '@lit/localize'
import { css, html, nothing } from 'lit'
import { readReportItems, type ReportItem, type ReportItems } from '../api/reports.ts'
import { define, OpisElement } from '../elements/base.ts'
import { stacked } from '../elements/stacked.ts'
import { waiting } from '../elements/waiting.ts'
import { showError } from '../shell/show-error.ts'
import { shared } from '../styles/shared.ts'
import { formatDate, formatInstant } from '../text/format.ts'
import { localName } from '../text/local-name.ts'
import './tasks-nav.ts'

/** The documents or tasks behind one number of a report. */
export class ReportItemsScreen extends OpisElement {
  static override properties = { report: {}, query: {}, further: { state: true }, next: { state: true } }
  declare report: string
  /** The query of the address. */
  declare query: string
  declare further: readonly ReportItem[]
  declare next: string | null

  static override styles = [
    shared,
    css`
      .wide {
        overflow-x: auto;
      }
      th:first-child,
      .day {
        white-space: nowrap;
      }
    `,
  ]

  readonly #items = new Task(this, {
    task: async ([report, query], { signal }) => {
      this.further = []
      const page = await readReportItems(report, Object.fromEntries(new URLSearchParams(query)), signal)
      this.next = page.next
      return page
    },
    args: () => [this.report, this.query] as const,
  })

  constructor() {
    super()
    this.report = ''
    this.query = ''
    this.further = []
    this.next = null
  }

  override render() {
    const back = new URLSearchParams(this.query)
    back.delete('cell')
    return html`<div class="page stack">
      <opis-tasks-nav path="/tasks/reports"></opis-tasks-nav>
      <h1>${msg('Documents behind a number')}</h1>
      <p><a href=${`/tasks/reports/${this.report}?${back.toString()}`}>${msg('Back to the report')}</a></p>
      ${this.#items.render({
        pending: waiting,
        complete: (page) => this.#table(page),
        error: (error) => showError(error, () => void this.#items.run()),
      })}
    </div>`
  }

  #table({ items }: ReportItems) {
    const all = [...items, ...this.further]
    if (all.length === 0) return html`<p class="card quiet">${msg('There is nothing behind this number now.')}</p>`
    return html`<p class="small quiet">${this.next === null ? msg(str`${all.length} in the list`) : msg(str`the first ${all.length} of the list`)}</p>
      <section class="card wide" aria-label=${msg('Documents behind a number')} tabindex="0">
        <table ${stacked()}>
          <thead><tr><th scope="col">${msg('Number')}</th><th scope="col">${msg('Subject')}</th><th scope="col">${msg('Unit')}</th><th scope="col">${msg('Who')}</th><th scope="col">${msg('Due')}</th><th scope="col">${msg('Done')}</th></tr></thead>
          <tbody>${all.map(row)}</tbody>
        </table>
      </section>
      ${this.next === null ? nothing : html`<p><wa-button appearance="outlined" @click=${this.#more}>${msg('Show more')}</wa-button></p>`}`
  }

  async #more(): Promise<void> {
    if (this.next === null) return
    const page = await readReportItems(this.report, { ...Object.fromEntries(new URLSearchParams(this.query)), after: this.next })
    this.further = [...this.further, ...page.items]
    this.next = page.next
  }
}

function row({ card, task, unit, unitName, person, dueOn, doneOn, since }: ReportItem) {
  const number = card.id === null ? card.number : html`<a href=${task === null ? `/registry/cards/${card.id}` : `/tasks/${task}`}>${card.number}</a>`
  const held = since === null ? nothing : html`<div class="small quiet">${msg(str`since ${formatInstant(since)}`)}</div>`
  const day = (on: string | null) => (on === null ? '—' : formatDate(on))
  return html`<tr>
    <th scope="row">${number}<div class="small quiet">${formatDate(card.registeredOn)}</div></th>
    <td>${card.subject ?? html`<span class="quiet">${msg('You may not read this document.')}</span>`}</td>
    <td>${localName(unitName, unit)}</td><td>${person?.displayName ?? '—'}${held}</td><td class="day">${day(dueOn)}</td><td class="day">${day(doneOn)}</td>
  </tr>`
}

define('opis-report-items', ReportItemsScreen)
