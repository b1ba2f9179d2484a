import '@awesome.me/webawesome/dist/components/button/button.js'
import '@awesome.me/webawesome/dist/components/input/input.js'
import { Task } from '@lit/task'
import { msg, str } from '@lit/localize'
import { css, html, nothing } from 'lit'
import { readReport, reportFile, type ReportName, type ReportView } from '../api/reports.ts'
import { define, OpisElement } from '../elements/base.ts'
import { waiting } from '../elements/waiting.ts'
import { readForm } from '../elements/read-form.ts'
import { fieldStyles } from '../registry/field-styles.ts'
import { showError } from '../shell/show-error.ts'
import { go } from '../state/router.ts'
import { formatInstant } from '../text/format.ts'
import { localName } from '../text/local-name.ts'
import { drawReport, reportTableStyles } from './reports-table.ts'
import { reportWords } from './reports-words.ts'
import './tasks-nav.ts'

/** What a report is narrowed by, as the address has it. */
const filters = ['from', 'to', 'unit', 'person', 'split'] as const

/** One report of a period: filters, figures that lead to documents, the reconciliation with the registers, files. */
export class ReportScreen extends OpisElement {
  static override properties = { report: {}, query: {} }
  declare report: string
  /** The query of the address. */
  declare query: string

  static override styles = [
    fieldStyles,
    reportTableStyles,
    css`
      form {
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 11rem), 1fr));
        align-items: end;
      }
      .fault {
        color: var(--o-bad);
        font-weight: 600;
      }
    `,
  ]

  readonly #view = new Task(this, { task: ([report, query], { signal }) => readReport(report, Object.fromEntries(new URLSearchParams(query)), signal), args: () => [this.report, this.query] as const })

  constructor() {
    super()
    this.report = ''
    this.query = ''
  }

  override render() {
    return html`<div class="page stack">
      <opis-tasks-nav path="/tasks/reports"></opis-tasks-nav>
      <h1>${Object.hasOwn(reportWords, this.report) ? reportWords[this.report as ReportName].title() : msg('Report')}</h1>
      ${this.#view.render({
        pending: () => (this.#view.value === undefined ? waiting() : this.#whole(this.#view.value)),
        complete: (view) => this.#whole(view),
        error: (error) => html`${showError(error, () => void this.#view.run())}<p><a href="/tasks/reports">${msg('All reports')}</a></p>`,
      })}
    </div>`
  }

  #whole(view: ReportView) {
    const files = { ...this.#narrowed(), from: view.from, to: view.to }
    return html`${this.#form(view)}
      <p class="small quiet">${view.explains} ${view.asOf === null ? nothing : html`<strong>${msg(str`As of ${formatInstant(view.asOf)}; the documents behind a number are listed as they are now.`)}</strong>`}</p>
      ${view.rows.length === 0 ? html`<p class="card quiet">${msg('There is nothing to report in this period.')}</p>` : drawReport(view, this.#narrowed())}
      ${view.register === null ? nothing : html`<section class="card" aria-label=${msg('Reconciliation with the registers')}>
            <h2>${msg('Reconciliation with the registers')}</h2>
            <ul>${view.register.lines.map((line) => html`<li>${line}</li>`)}</ul>
            <p class=${view.register.agrees ? 'quiet' : 'fault'}>${view.register.agrees ? msg('The figures agree with the registers.') : msg('The figures do not agree with the registers. Ask the administrator to check the registers.')}</p>
            <p class="row">${this.#lists(view)}</p>
          </section>`}
      <p class="row">
        <a href=${reportFile(this.report, files, 'pdf')} target="_blank">PDF/A</a>
        <a href=${reportFile(this.report, files, 'csv')} download>CSV</a>
        <a href=${reportFile(this.report, files, 'ods')} download>ODS</a>
        <a href="/tasks/reports">${msg('All reports')}</a>
      </p>`
  }

  /** Parts of the reconciliation that have lists of their own. */
  #lists(view: ReportView) {
    const link = (cell: string, title: string) => html`<a href=${`/tasks/reports/discipline/items?cell=${cell}&from=${view.from}&to=${view.to}`}>${title}</a>`
    return html`${link('registered', msg('All documents'))} ${link('with-tasks', msg('With tasks'))} ${link('without-tasks', msg('Without tasks'))} ${link('annulled', msg('Annulled'))}`
  }

  #form(view: ReportView) {
    const month = (name: string, label: string, value: string) => html`<div class="field"><label for=${name}>${label}</label><input id=${name} name=${name} type="month" pattern="\\d{4}-\\d{2}" placeholder="2026-01" .value=${value} /></div>`
    const now = this.#narrowed()
    return html`<form class="card fields" aria-label=${msg('Period')} @submit=${this.#choose}>
      ${this.report === 'holders' ? nothing : html`${month('from', msg('From month'), view.from)} ${month('to', msg('To month'), view.to)}`}
      ${this.report === 'prints'
        ? nothing
        : html`<div class="field"><label for="unit">${msg('Unit')}</label><select id="unit" name="unit"><option value="">${msg('all')}</option>${view.units.map((one) => html`<option value=${one.code} .selected=${now['unit'] === one.code}>${localName(one.name, one.code)}</option>`)}</select></div>`}
      ${this.report === 'discipline' || this.report === 'holders' ? html`<div class="field"><label for="person">${msg('Account of the person')}</label><input id="person" name="person" maxlength="64" .value=${now['person'] ?? ''} /></div>` : nothing}
      ${this.report === 'stages' ? month('split', msg('Compare before and from month'), now['split'] ?? '') : nothing}
      <wa-button type="submit" appearance="outlined">${msg('Show')}</wa-button>
    </form>`
  }

  #narrowed(): Record<string, string> {
    const given = new URLSearchParams(this.query)
    return Object.fromEntries(filters.flatMap((name) => (given.get(name) ? [[name, given.get(name) ?? '']] : [])))
  }

  #choose = (event: SubmitEvent): void => {
    const given = readForm(event)
    if (given === null) return
    const chosen = new URLSearchParams(filters.flatMap((name) => (given.text(name) === '' ? [] : [[name, given.text(name)]])))
    go(`/tasks/reports/${this.report}?${chosen.toString()}`)
  }
}

define('opis-report', ReportScreen)
