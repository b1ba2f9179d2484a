import '@awesome.me/webawesome/dist/components/button/button.js'
import { Task } from '@lit/task'
import { msg, str } from '@lit/localize'
import { html, nothing } from 'lit'
import { askUnit, type CounterCase } from '../api/counter.ts'
import { readUnits } from '../api/municipality.ts'
import { define } from '../elements/base.ts'
import { readForm } from '../elements/read-form.ts'
import { WorkElement } from '../elements/work-element.ts'
import { fieldStyles } from '../registry/field-styles.ts'
import { formatDate } from '../text/format.ts'
import { localName } from '../text/local-name.ts'

/** What other units are asked for on a case, and a form to ask for one more paper. Announces `changed`. */
export class AskUnitForm extends WorkElement {
  static override properties = { of: { attribute: false }, open: { state: true } }
  declare of: CounterCase
  declare open: boolean

  readonly #units = new Task(this, { task: async ([open], { signal }) => (open ? (await readUnits(signal)).units.filter(({ closedOn }) => closedOn === null) : []), args: () => [this.open] as const })

  static override styles = fieldStyles

  constructor() {
    super()
    this.open = false
  }

  override render() {
    const asked = this.of.requests
    const left = this.of.papers.filter(({ code, state }) => state !== 'taken' && !asked.some((one) => one.paper === code && one.state === 'open'))
    return html`${asked.length === 0 ? nothing : html`<ul class="small">${asked.map((one) => html`<li>${this.#title(one.paper)}: ${localName(one.unitName, one.unit)} · <a href="/tasks/${one.task}">${stateName(one.state)}</a>${one.dueOn === null || one.state !== 'open' ? nothing : html` · ${msg(str`due on ${formatDate(one.dueOn)}`)}`}</li>`)}</ul>`}
      ${left.length === 0 ? nothing : this.open ? this.#form(left) : html`<wa-button size="s" appearance="plain" @click=${() => (this.open = true)}>${msg('Ask another unit for a paper')}<span class="unseen">${this.of.number}</span></wa-button>`}
      ${this.problem()}`
  }

  #title(paper: string): string {
    return localName(this.of.papers.find(({ code }) => code === paper)?.name, paper)
  }

  #form(left: CounterCase['papers']) {
    return html`<form class="row" aria-label=${msg('Ask another unit for a paper')} @submit=${this.#ask}>
      <div class="field"><label for="paper">${msg('Paper')}</label><select id="paper" name="paper">${left.map(({ code }) => html`<option value=${code}>${this.#title(code)}</option>`)}</select></div>
      <div class="field"><label for="unit">${msg('Unit')}</label><select id="unit" name="unit" required>${(this.#units.value ?? []).map(({ code, name }) => html`<option value=${code}>${localName(name, code)}</option>`)}</select></div>
      <div class="field"><label for="note">${msg('Note')}</label><input id="note" name="note" maxlength="1000" /></div>
      <wa-button type="submit" size="s" variant="brand" ?loading=${this.busy}>${msg('Ask')}</wa-button>
      <wa-button size="s" appearance="plain" @click=${() => (this.open = false)}>${msg('Cancel')}</wa-button>
    </form>`
  }

  #ask = async (event: SubmitEvent): Promise<void> => {
    const given = readForm(event)
    if (given === null || given.text('unit') === '') return
    if ((await this.work(() => askUnit(this.of.id, { paper: given.text('paper'), unit: given.text('unit'), note: given.text('note') }), msg('The unit was asked'))) !== null) this.open = false
  }
}

function stateName(state: CounterCase['requests'][number]['state']): string {
  switch (state) {
    case 'open':
      return msg('asked for')
    case 'done':
      return msg('given')
    case 'cancelled':
      return msg('taken back')
  }
}

define('opis-ask-unit', AskUnitForm)
