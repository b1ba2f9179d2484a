import '@awesome.me/webawesome/dist/components/button/button.js'
import { msg, str } from '@lit/localize'
import { html, nothing } from 'lit'
import { tryRules, type RoutingProposal } from '../api/intake.ts'
import { define } from '../elements/base.ts'
import { readForm } from '../elements/read-form.ts'
import { WorkElement } from '../elements/work-element.ts'
import { fieldStyles } from '../registry/field-styles.ts'
import { select, type RoutingChoices } from './routing-form.ts'

/** Tries the rules on a text, a kind and a sender, without anything coming in. */
export class RoutingTrialField extends WorkElement {
  static override properties = { choices: { attribute: false }, answer: { state: true } }
  declare choices: RoutingChoices
  /** Undefined: nothing was tried yet; null: no rule fits. */
  declare answer: RoutingProposal | null | undefined

  static override styles = fieldStyles

  constructor() {
    super()
    this.choices = { units: [], kinds: [], registers: [] }
    this.answer = undefined
  }

  override render() {
    const { answer } = this
    const unit = this.choices.units.find(({ code }) => code === answer?.unit)?.name ?? answer?.unit ?? ''
    return html`<form class="card stack" aria-labelledby="try" @submit=${(event: SubmitEvent) => void this.#try(event)}>
      <h2 id="try">${msg('Try the rules')}</h2>
      <div class="field"><label for="text">${msg('Subject and text')}</label><textarea id="text" name="text" rows="3" maxlength="20000"></textarea></div>
      <div class="row">${select('of-kind', msg('Kind'), this.choices.kinds, null, false)}<div class="field"><label for="from">${msg('Address of the sender')}</label><input id="from" name="from" maxlength="254" /></div>
        <wa-button type="submit" appearance="outlined">${msg('Try')}</wa-button></div>
      <div role="status">${answer === undefined ? nothing : answer === null ? html`<p class="note tone-plain">${msg('No rule fits; nothing is proposed.')}</p>` : html`<p class="note tone-good">${msg(str`${unit}, by the rule “${answer.rule}”.`)}</p>`}</div>
      ${this.problem()}
    </form>`
  }

  async #try(event: SubmitEvent): Promise<void> {
    const read = readForm(event)
    if (read === null) return
    const orNull = (name: string) => (read.text(name) === '' ? null : read.text(name))
    await this.attempt(async () => (this.answer = await tryRules({ text: read.text('text'), kind: orNull('of-kind'), sender: orNull('from') })))
    if (this.error !== null) this.answer = undefined
  }
}

define('opis-routing-trial', RoutingTrialField)
