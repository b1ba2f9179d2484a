import '@awesome.me/webawesome/dist/components/button/button.js'
import '@awesome.me/webawesome/dist/components/input/input.js'
import '@awesome.me/webawesome/dist/components/option/option.js'
import '@awesome.me/webawesome/dist/components/select/select.js'
import { msg, str } from '@lit/localize'
import { html, nothing } from 'lit'
import type { ImportAnswer, NewDraft, VersionSummary } from '#contract/schedules.ts'
import { addDraft, importTable } from '../../api/schedules.ts'
import { define } from '../../elements/base.ts'
import { WorkElement } from '../../elements/work-element.ts'
import { transitionName, transitions } from './schedule-words.ts'

/** Begins a new version as a copy, or with the rules of a table. Announces `made` with the draft, and `close`. */
export class NewVersionForm extends WorkElement {
  static override properties = { base: { attribute: false }, answer: { state: true } }
  declare base: VersionSummary
  /** Of a table with faults: shown before the draft is opened. */
  declare answer: ImportAnswer | null

  constructor() {
    super()
    this.answer = null
  }

  override render() {
    return html`<form class="card stack" aria-labelledby="new" @submit=${this.#make}>
      <h2 id="new">${msg(str`New version of ${this.base.schedule}`)}</h2>
      <div class="fields">
        <wa-input name="version" label=${msg('Name of the version')} hint=${msg('Often its first day')} maxlength="100" required autofocus></wa-input>
        <wa-input name="effectiveFrom" type="date" label=${msg('In force from')} required></wa-input>
        <wa-select name="transition" label=${msg('Earlier answers')} value="never-shorten">${transitions.map((each) => html`<wa-option value=${each}>${transitionName(each)}</wa-option>`)}</wa-select>
        <wa-input name="basis" label=${msg('Legal basis of the change')} hint=${msg('Law, order or decision, with number and date')} minlength="3" required></wa-input>
      </div>
      <p><label>${msg('Rules from a table (XLSX or CSV), if there is one')} <input type="file" name="table" accept=".xlsx,.csv,.tsv,.txt" /></label></p>
      <p class="small quiet">${msg('Columns: id, cite, title_en …, classes, for, from, at_end; the handbook names all. Formulas count as their saved results.')}</p>
      ${this.problem()} ${this.answer === null ? nothing : this.#faults(this.answer)}
      <div class="row">
        <wa-button type="submit" variant="brand" ?loading=${this.busy}>${msg('Make the draft')}</wa-button>
        <wa-button appearance="outlined" @click=${() => this.dispatchEvent(new CustomEvent('close'))}>${msg('Cancel')}</wa-button>
      </div>
    </form>`
  }

  #faults({ draft, rowFaults }: ImportAnswer) {
    return html`<div class="note tone-bad stack" role="alert">
      <strong>${draft === null ? msg('The table has faults; no draft was made') : msg('A draft was made; the table has faults')}</strong>
      <ul lang="en">${rowFaults.map(({ row, column, message }) => html`<li class="small">${msg(str`Row ${row}`)}, <code>${column}</code>: ${message}</li>`)}</ul>
      ${draft === null ? nothing : html`<p><wa-button size="s" appearance="outlined" @click=${() => this.#tell(draft)}>${msg('Open the draft')}</wa-button></p>`}
    </div>`
  }

  async #make(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    if (!(event.target instanceof HTMLFormElement)) return
    const data = new FormData(event.target)
    const text = (name: string) => String(data.get(name) ?? '').trim()
    const transition = transitions.find((each) => each === text('transition')) ?? 'never-shorten'
    const wanted: NewDraft = { from: this.base.id, version: text('version'), effectiveFrom: text('effectiveFrom'), transition, basis: text('basis') }
    const table = data.get('table')
    await this.attempt(async () => {
      this.answer = null
      if (table instanceof File && table.size > 0) await this.#import(wanted, table)
      else this.#tell(await addDraft(wanted))
    })
  }

  async #import(wanted: NewDraft, table: File): Promise<void> {
    const answer = await importTable(wanted, table)
    if (answer.draft !== null && answer.rowFaults.length === 0) this.#tell(answer.draft)
    else this.answer = answer
  }

  #tell(detail: NonNullable<ImportAnswer['draft']>): void {
    this.dispatchEvent(new CustomEvent('made', { detail }))
  }
}

define('opis-new-version', NewVersionForm)
