import '@awesome.me/webawesome/dist/components/button/button.js'
import { msg, str } from '@lit/localize'
import { html, nothing } from 'lit'
import { identityDocuments, type IdentityDocument } from '#contract/counter.ts'
import { handOut, type CounterCase, type HandOutView } from '../api/counter.ts'
import { define } from '../elements/base.ts'
import { WorkElement } from '../elements/work-element.ts'
import { counterStyles } from './counter-styles.ts'

/** Who takes the result and what they show; of the document its kind and last four characters alone. Announces `handed` and `close`. */
export class HandOutForm extends WorkElement {
  static override properties = { of: { attribute: false }, byProxy: { state: true } }
  declare of: CounterCase | null
  declare byProxy: boolean

  static override styles = counterStyles

  constructor() {
    super()
    this.of = null
    this.byProxy = false
  }

  override firstUpdated(): void {
    this.renderRoot.querySelector<HTMLElement>('#recipient')?.focus()
  }

  override render() {
    const { of } = this
    if (of === null) return nothing
    return html`<form class="card stack" autocomplete="off" aria-label=${msg(str`Hand out ${of.number}`)} @submit=${this.#give} @keydown=${(event: KeyboardEvent) => event.key === 'Escape' && this.dispatchEvent(new CustomEvent('close'))}>
      <h2>${msg(str`Hand out ${of.number}`)}</h2>
      <div class="grid">
        <div class="field half"><label for="recipient">${msg('Recipient')}</label><input id="recipient" name="recipient" maxlength="300" required .value=${of.applicant ?? ''} /></div>
        <div class="field"><label for="kind">${msg('Document shown')}</label><select id="kind" name="documentKind">${identityDocuments.map((kind) => html`<option value=${kind}>${documentName(kind)}</option>`)}</select></div>
        <div class="field"><label for="ending">${msg('Its last 4 characters')}</label><input id="ending" name="documentEnding" minlength="4" maxlength="4" required /></div>
        <label class="half"><input type="checkbox" name="byProxy" .checked=${this.byProxy} @change=${(event: Event) => (this.byProxy = (event.target as HTMLInputElement).checked)} /> ${msg('On power of attorney')}</label>
        ${this.byProxy ? html`<div class="field half"><label for="proxy">${msg('Number and date of the power of attorney')}</label><input id="proxy" name="proxy" maxlength="200" required /></div>` : nothing}
      </div>
      ${this.problem()}
      <div class="row">
        <wa-button type="submit" variant="brand" ?loading=${this.busy}>${msg('Hand out and print the slip')}</wa-button>
        <wa-button appearance="outlined" @click=${() => this.dispatchEvent(new CustomEvent('close'))}>${msg('Cancel')}</wa-button>
      </div>
    </form>`
  }

  async #give(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    const { of } = this
    if (!(event.target instanceof HTMLFormElement) || of === null) return
    const data = new FormData(event.target)
    const text = (name: string) => String(data.get(name) ?? '').trim()
    await this.attempt(async () => {
      const given = await handOut({ card: of.id, recipient: text('recipient'), documentKind: text('documentKind') as IdentityDocument, documentEnding: text('documentEnding'), byProxy: this.byProxy, ...(this.byProxy ? { proxy: text('proxy') } : {}) })
      this.dispatchEvent(new CustomEvent<HandOutView>('handed', { detail: given }))
    })
  }
}

/** What a person shows to prove who they are. */
export function documentName(kind: IdentityDocument): string {
  switch (kind) {
    case 'identity-card': return msg('Identity card')
    case 'passport': return msg('Passport')
    case 'residence-permit': return msg('Residence permit')
    case 'driving-licence': return msg('Driving licence')
    case 'other': return msg('Another document')
  }
}

define('opis-hand-out-form', HandOutForm)
