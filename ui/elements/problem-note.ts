import '@awesome.me/webawesome/dist/components/button/button.js'
import '@awesome.me/webawesome/dist/components/icon/icon.js'
import { css, html, nothing } from 'lit'
import { define, OpisElement } from './base.ts'
import { shared } from '../styles/shared.ts'

/** A failed call, told to a person: what happened, what to do, and a button to try again (event `retry`). */
export class ProblemNote extends OpisElement {
  static override properties = { heading: {}, sentence: {}, reference: {}, retryLabel: {} }
  declare heading: string
  declare sentence: string
  declare reference: string | null
  declare retryLabel: string

  static override styles = [
    shared,
    css`
      .note {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr) auto;
        gap: var(--o-1) var(--o-3);
        align-items: start;
        padding: var(--o-3) var(--o-4);
        background: var(--o-bad-quiet);
        border: 1px solid color-mix(in oklab, var(--o-bad) 35%, transparent);
        border-radius: var(--o-radius);
      }
      wa-icon {
        color: var(--o-bad);
        font-size: 1.25rem;
        margin-block-start: 0.1rem;
      }
      strong {
        font-weight: 650;
      }
    `,
  ]

  constructor() {
    super()
    this.heading = ''
    this.sentence = ''
    this.reference = null
    this.retryLabel = ''
  }

  override render() {
    return html`<div class="note" role="alert">
      <wa-icon name="warning"></wa-icon>
      <div>
        <strong>${this.heading}</strong>
        ${this.sentence === '' ? nothing : html`<p>${this.sentence}</p>`}
        ${this.reference === null ? nothing : html`<p class="small quiet">${this.reference}</p>`}
      </div>
      ${this.retryLabel === ''
        ? nothing
        : html`<wa-button size="s" appearance="outlined" @click=${() => this.dispatchEvent(new CustomEvent('retry'))}>${this.retryLabel}</wa-button>`}
    </div>`
  }
}

define('opis-problem', ProblemNote)
