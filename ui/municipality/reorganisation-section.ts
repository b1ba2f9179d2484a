import '@awesome.me/webawesome/dist/components/button/button.js'
import '@awesome.me/webawesome/dist/components/input/input.js'
import '@awesome.me/webawesome/dist/components/option/option.js'
import '@awesome.me/webawesome/dist/components/select/select.js'
import { Task } from '@lit/task'
import { msg, str } from '@lit/localize'
import { html, nothing } from 'lit'
import type { SuccessionForm, SuccessionPreview } from '#contract/municipality.ts'
import type { UnitView } from '#contract/units.ts'
import { orderReorganisation, previewReorganisation, readReorganisations, withdrawReorganisation, type SuccessionList } from '../api/municipality.ts'
import { define } from '../elements/base.ts'
import '../elements/confirm-button.ts'
import { readForm } from '../elements/read-form.ts'
import { WorkElement } from '../elements/work-element.ts'
import { showError } from '../shell/show-error.ts'
import { shared } from '../styles/shared.ts'
import { formatDate } from '../text/format.ts'
import { localName } from '../text/local-name.ts'

/** One unit takes over the work of another from a day on: preview, order, and what was ordered. Announces `changed`. */
export class ReorganisationSection extends WorkElement {
  static override properties = { units: { attribute: false }, form: { state: true }, preview: { state: true } }
  declare units: readonly UnitView[]
  /** What was asked about and may now be ordered. */
  declare form: SuccessionForm | null
  declare preview: SuccessionPreview | null

  static override styles = shared

  readonly #ordered = new Task(this, { task: (_args, { signal }) => readReorganisations(signal), args: () => [] })

  constructor() {
    super()
    this.units = []
    this.form = null
    this.preview = null
  }

  override render() {
    const open = this.units.filter(({ closedOn }) => closedOn === null)
    const choice = (name: string, label: string) => html`<wa-select name=${name} label=${label} required>${open.map((unit) => html`<wa-option value=${unit.code}>${localName(unit.name, unit.code)}</wa-option>`)}</wa-select>`
    return html`<section class="card stack" aria-labelledby="move">
      <h2 id="move">${msg('Reorganisation')}</h2>
      <p class="small quiet">${msg('From a day on, one unit takes over the work of another. Open tasks, registers, routes and services move; what is closed keeps the old name, and old numbers are found as before.')}</p>
      <form class="stack" @submit=${this.#ask}>
        <div class="fields">
          ${choice('from', msg('The work of'))} ${choice('to', msg('goes to'))}
          <wa-input name="on" type="date" label=${msg('From')} required></wa-input>
          <wa-input name="reason" label=${msg('On the basis of')} maxlength="500"></wa-input>
        </div>
        <div class="row"><wa-button type="submit" appearance="outlined" ?loading=${this.busy}>${msg('Show what would move')}</wa-button></div>
      </form>
      ${this.problem()} ${this.preview === null || this.form === null ? nothing : this.#shown(this.preview, this.form)}
      ${this.#ordered.render({ complete: (list) => this.#list(list), error: (error) => showError(error, () => void this.#ordered.run()) })}
    </section>`
  }

  #shown(preview: SuccessionPreview, form: SuccessionForm) {
    const codes = (label: string, list: readonly string[]) => (list.length === 0 ? nothing : html`<li>${label}: ${list.join(', ')}</li>`)
    return html`<div class="stack" role="status">
      <h3>${msg('Moves')}</h3>
      <ul class="plain">
        <li>${msg(str`Open tasks: ${preview.openTasks}`)}</li>
        <li>${msg(str`Documents that the new unit will see: ${preview.cards}`)}</li>
        <li>${msg(str`Waiting to be registered: ${preview.waiting}`)}</li>
        ${codes(msg('Registers'), preview.registers)} ${codes(msg('Routes of'), preview.kinds)} ${codes(msg('Services'), preview.services)} ${codes(msg('Units below'), preview.units)} ${codes(msg('People'), preview.people)}
      </ul>
      <h3>${msg('Stays')}</h3>
      <ul class="plain">
        <li>${msg(str`Closed tasks: ${preview.stays.closedTasks}`)}</li>
        <li>${msg(str`Numbers given out: ${preview.stays.numbers}`)}</li>
        ${codes(msg('Classes of the file plan'), preview.stays.classes)}
      </ul>
      <div class="row"><wa-button variant="brand" ?loading=${this.busy} @click=${() => void this.#order(form)}>${msg(str`Order it from ${formatDate(form.fromOn)}`)}</wa-button></div>
    </div>`
  }

  #list({ reorganisations }: SuccessionList) {
    if (reorganisations.length === 0) return nothing
    return html`<ul class="rows" aria-label=${msg('Reorganisation')}>
      ${reorganisations.map(
        (one) => html`<li>
          <span><strong>${one.fromUnit} → ${one.toUnit}</strong> <span class="small quiet">${formatDate(one.fromOn)} ${one.reason}</span> ${one.doneAt === null ? html`<span class="badge tone-care">${msg('waits for its day')}</span>` : html`<span class="badge tone-plain">${msg('carried out')}</span>`}</span>
          ${one.doneAt === null ? html`<opis-confirm .label=${msg('Take back')} .about=${one.fromUnit} .question=${msg('Take this order back?')} .busy=${this.busy} @confirmed=${() => void this.#withdraw(one.id)}></opis-confirm>` : nothing}
        </li>`,
      )}
    </ul>`
  }

  async #ask(event: SubmitEvent): Promise<void> {
    const read = readForm(event)
    if (read === null) return
    const { text } = read
    this.preview = null
    await this.attempt(async () => {
      this.preview = await previewReorganisation(text('from'), text('to'))
      this.form = { fromUnit: text('from'), toUnit: text('to'), fromOn: text('on'), reason: text('reason') }
    })
  }

  async #order(form: SuccessionForm): Promise<void> {
    if ((await this.work(() => orderReorganisation(form), msg('Ordered'))) === null) return
    this.preview = null
    void this.#ordered.run()
  }

  async #withdraw(id: string): Promise<void> {
    await this.work(() => withdrawReorganisation(id), msg('Taken back'))
    void this.#ordered.run()
  }
}

define('opis-reorganisation', ReorganisationSection)
