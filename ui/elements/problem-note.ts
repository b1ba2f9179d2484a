import '@awesome.me/webawesome/dist/components/button/button.js'
import '@awesome.me/webawesome/dist/components/icon/icon.js'
import { msg } from '@lit/localize'
import { css, html, nothing } from 'lit'
import { define, OpisElement } from './base.ts'
import { shared } from '../styles/shared.ts'

/** A failed call, told to a person: what happened, what to do, and a button to try again (event `retry`). */
export class ProblemNote extends OpisElement {
  static override properties = { heading: {}, sentence: {}, unsaid: {}, reference: {}, retryLabel: {} }
  declare heading: string
  declare sentence: string
  /** What the server says beside the sentence, in English. */
  declare unsaid: string
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
      }
      .note > wa-icon {
        margin-block-start: 0.1rem;
      }
      @media (max-width: 40rem) {
        .note {
          grid-template-columns: auto minmax(0, 1fr);
        }
        .note > wa-button {
          grid-column: 2;
          justify-self: start;
          margin-block-start: var(--o-2);
        }
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
    this.unsaid = ''
    this.reference = null
    this.retryLabel = ''
  }

  override render() {
    return html`<div class="note tone-bad" role="alert">
      <wa-icon name="warning"></wa-icon>
      <div>
        <strong>${this.heading}</strong>
        ${this.sentence === '' ? nothing : html`<p>${this.sentence}</p>`}
        ${this.unsaid === '' ? nothing : html`<details class="small quiet"><summary>${msg('In the words of the server')}</summary><p lang="en">${this.unsaid}</p></details>`}
        ${this.reference === null ? nothing : html`<p class="small quiet">${this.reference}</p>`}
      </div>
      ${this.retryLabel === ''
        ? nothing
        : html`<wa-button size="s" appearance="outlined" @click=${() => this.dispatchEvent(new CustomEvent('retry'))}>${this.retryLabel}</wa-button>`}
    </div>`
  }
}

define('opis-problem', ProblemNote)
