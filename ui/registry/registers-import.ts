import '@awesome.me/webawesome/dist/components/button/button.js'
import '@awesome.me/webawesome/dist/components/option/option.js'
import '@awesome.me/webawesome/dist/components/select/select.js'
import { msg, str } from '@lit/localize'
import { html, nothing } from 'lit'
import { importEncodings } from '#contract/register-views.ts'
import { importRegister, type ImportReport } from '../api/registers.ts'
import { define } from '../elements/base.ts'
import { WorkElement } from '../elements/work-element.ts'
import { announce } from '../state/notice.ts'
import { fieldStyles } from './field-styles.ts'
import { importFaultText } from './registers-words.ts'

/** Takes over an old register from CSV: first it is only looked at, then taken over, whole or not at all. Announces `changed`. */
export class RegisterImport extends WorkElement {
  static override properties = { code: {}, report: { state: true } }
  declare code: string
  declare report: ImportReport | null

  static override styles = fieldStyles

  constructor() {
    super()
    this.code = ''
    this.report = null
  }

  override render() {
    return html`<details class="card"><summary>${msg('Take over an old register')}</summary><form class="stack" @submit=${(event: SubmitEvent) => this.#send(event, false)}>
      <p class="small quiet">${msg('A CSV file with the columns number and date, and where there are any correspondent, subject and sequence. Numbers stay as they are written; numbering goes on after the highest one.')}</p>
      <div class="fields">
        <div class="field"><label for="file">${msg('CSV file')}</label><input id="file" name="file" type="file" accept=".csv,text/csv" required @change=${() => (this.report = null)} /></div>
        <wa-select name="encoding" label=${msg('Encoding')} value="utf-8" @change=${() => (this.report = null)}>${importEncodings.map((one) => html`<wa-option value=${one}>${one}</wa-option>`)}</wa-select>
        <wa-button type="submit" appearance="outlined" ?loading=${this.busy}>${msg('Look at it')}</wa-button>
      </div>
      ${this.report === null ? nothing : this.#draw(this.report)} ${this.problem()}
    </form></details>`
  }

  #draw({ committed, good, already, rejected, faults }: ImportReport) {
    if (committed) return html`<p class="note tone-good" role="status">${msg(str`Taken over: ${good}. There already: ${already}.`)}</p>`
    if (rejected === 0) {
      return html`<div class="note tone-calm row spread" role="status"><span>${msg(str`Every line can be taken over: ${good} new, ${already} there already.`)}</span><wa-button variant="brand" size="s" ?loading=${this.busy} @click=${(event: Event) => this.#send(event, true)}>${msg('Take over')}</wa-button></div>`
    }
    return html`<div class="note tone-bad stack" role="status">
      <strong>${msg(str`Lines refused: ${rejected}. Nothing is taken over before they are put right.`)}</strong>
      <ul>${faults.slice(0, 100).map(({ line, fault, text }) => html`<li>${msg(str`Line ${line}`)}: ${importFaultText(fault)}${text === '' ? nothing : html` <span class="small quiet">${text}</span>`}</li>`)}</ul>
    </div>`
  }

  async #send(event: Event, commit: boolean): Promise<void> {
    event.preventDefault()
    const form = this.renderRoot.querySelector('form')
    const data = form === null ? new FormData() : new FormData(form)
    const file = data.get('file')
    if (!(file instanceof File)) return
    await this.attempt(async () => {
      this.report = await importRegister(this.code, file, String(data.get('encoding') ?? 'utf-8'), commit)
      if (!this.report.committed) return
      announce(msg(str`Taken over: ${this.report.good}`))
      this.dispatchEvent(new CustomEvent('changed'))
    })
  }
}

define('opis-register-import', RegisterImport)
