import '@awesome.me/webawesome/dist/components/button/button.js'
import { msg } from '@lit/localize'
import { css, html } from 'lit'
import { define, OpisElement } from './base.ts'
import { shared } from '../styles/shared.ts'

/** A button that asks once more before it announces `confirmed`; for what cannot be undone with a click. */
export class ConfirmButton extends OpisElement {
  static override properties = { label: {}, about: {}, question: {}, busy: { type: Boolean }, asking: { state: true } }
  declare label: string
  /** What the button is about, for those who do not see the row it stands in. */
  declare about: string
  declare question: string
  declare busy: boolean
  declare asking: boolean

  static override styles = [
    shared,
    css`
      .row {
        gap: var(--o-2);
      }
    `,
  ]

  constructor() {
    super()
    this.label = ''
    this.about = ''
    this.question = ''
    this.busy = false
    this.asking = false
  }

  override render() {
    if (!this.asking) return html`<wa-button class="ask" size="s" appearance="plain" @click=${() => this.#ask(true)}>${this.label}<span class="unseen">${this.about}</span></wa-button>`
    return html`<div class="row" role="group" aria-label=${this.question} @keydown=${this.#onKey}>
      <span class="small">${this.question}</span>
      <wa-button class="yes" size="s" variant="danger" ?loading=${this.busy} @click=${this.#confirm}>${this.label}</wa-button>
      <wa-button size="s" appearance="outlined" @click=${() => this.#ask(false)}>${msg('Cancel')}</wa-button>
    </div>`
  }

  #confirm(): void {
    this.asking = false
    this.dispatchEvent(new CustomEvent('confirmed'))
  }

  /** The focus goes along, so that the answer can be given by keyboard at once. */
  async #ask(asking: boolean): Promise<void> {
    this.asking = asking
    await this.updateComplete
    this.renderRoot.querySelector<HTMLElement>(asking ? '.yes' : '.ask')?.focus()
  }

  #onKey(event: KeyboardEvent): void {
    if (event.key === 'Escape') void this.#ask(false)
  }
}

define('opis-confirm', ConfirmButton)
