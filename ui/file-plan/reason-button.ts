import '@awesome.me/webawesome/dist/components/button/button.js'
import '@awesome.me/webawesome/dist/components/input/input.js'
import { msg } from '@lit/localize'
import { css, html, nothing } from 'lit'
import { define, OpisElement } from '../elements/base.ts'
import { shared } from '../styles/shared.ts'
import { readForm } from '../elements/read-form.ts'

/** A button that asks for one line of text before it acts; announces `given` with the text. `optional`: it may be empty. */
export class ReasonButton extends OpisElement {
  static override properties = { label: {}, about: {}, field: {}, value: {}, pattern: {}, optional: { type: Boolean }, busy: { type: Boolean }, asking: { state: true } }
  declare label: string
  /** What the button is about, for those who do not see the row it stands in. */
  declare about: string
  declare field: string
  declare value: string
  declare pattern: string
  declare optional: boolean
  declare busy: boolean
  declare asking: boolean

  static override styles = [
    shared,
    css`
      form {
        align-items: end;
        gap: var(--o-2);
      }
      wa-input {
        min-inline-size: min(16rem, 100%);
        flex: 1;
      }
    `,
  ]

  constructor() {
    super()
    this.label = ''
    this.about = ''
    this.field = ''
    this.value = ''
    this.pattern = ''
    this.optional = false
    this.busy = false
    this.asking = false
  }

  override render() {
    if (!this.asking) return html`<wa-button class="ask" size="s" appearance="outlined" @click=${() => void this.#ask(true)}>${this.label}<span class="unseen">${this.about}</span></wa-button>`
    return html`<form class="row" aria-label=${this.label} @submit=${this.#give} @keydown=${this.#onKey}>
      <wa-input name="text" size="s" label=${this.field} value=${this.value} maxlength="500" autocomplete="off" ?required=${!this.optional} pattern=${this.pattern === '' ? nothing : this.pattern}></wa-input>
      <wa-button type="submit" size="s" variant="brand" ?loading=${this.busy}>${this.label}</wa-button>
      <wa-button size="s" appearance="outlined" @click=${() => void this.#ask(false)}>${msg('Cancel')}</wa-button>
    </form>`
  }

  #give(event: SubmitEvent): void {
    const given = readForm(event)
    if (given === null) return
    this.asking = false
    this.dispatchEvent(new CustomEvent<string>('given', { detail: given.text('text') }))
  }

  /** The focus goes along, so that the answer can be typed at once. */
  async #ask(asking: boolean): Promise<void> {
    this.asking = asking
    await this.updateComplete
    this.renderRoot.querySelector<HTMLElement>(asking ? 'wa-input' : '.ask')?.focus()
  }

  #onKey(event: KeyboardEvent): void {
    if (event.key === 'Escape') void this.#ask(false)
  }
}

define('opis-reason', ReasonButton)
