import '@awesome.me/webawesome/dist/components/button/button.js'
import '@awesome.me/webawesome/dist/components/input/input.js'
import { msg } from '@lit/localize'
import { html, nothing } from 'lit'
import { preconditions, type ActView } from '#contract/acts.ts'
import { meetPrecondition } from '../../api/acts.ts'
import { define } from '../../elements/base.ts'
import { WorkElement } from '../../elements/work-element.ts'
import { preconditionName } from './act-words.ts'

/** Records that what a schedule wants first is done for some years, with its paper. Announces `changed`. */
export class PreconditionForm extends WorkElement {
  static override properties = { act: { attribute: false } }
  declare act: ActView

  override render() {
    const open = this.act.preconditions.find(({ missing }) => missing.length > 0)
    if (open === undefined) return nothing
    return html`<form class="card stack" @submit=${(event: SubmitEvent) => void this.#record(event, open.what)} aria-labelledby="first">
      <h2 id="first">${preconditionName(open.what)}</h2>
      <div class="fields">
        <wa-input name="from" type="number" label=${msg('From the year')} value=${open.missing[0] ?? ''} required></wa-input>
        <wa-input name="to" type="number" label=${msg('To the year')} value=${open.missing.at(-1) ?? ''} required></wa-input>
        <wa-input name="document" label=${msg('Paper with number and date')} maxlength="300" required></wa-input>
      </div>
      ${this.problem()}
      <div><wa-button type="submit" variant="brand" ?loading=${this.busy}>${msg('Record it')}</wa-button></div>
    </form>`
  }

  async #record(event: SubmitEvent, wanted: string): Promise<void> {
    event.preventDefault()
    const what = preconditions.find((one) => one === wanted)
    if (!(event.target instanceof HTMLFormElement) || what === undefined) return
    const data = new FormData(event.target)
    await this.attempt(async () => {
      await meetPrecondition({ fonds: this.act.fonds, what, from: Number(data.get('from')), to: Number(data.get('to')), document: String(data.get('document') ?? '') })
      this.dispatchEvent(new CustomEvent('changed', { bubbles: true }))
    })
  }
}

define('opis-precondition-form', PreconditionForm)
