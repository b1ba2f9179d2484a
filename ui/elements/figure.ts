import { css, html } from 'lit'
import { define, OpisElement } from './base.ts'
import { shared } from '../styles/shared.ts'

/** One figure with its name; `tone` colours it when it asks for attention. */
export class Figure extends OpisElement {
  static override properties = { label: {}, value: {}, tone: { reflect: true } }
  declare label: string
  declare value: string
  declare tone: 'plain' | 'good' | 'care'

  static override styles = [
    shared,
    css`
      .card,
      .note {
        display: grid;
        block-size: 100%;
        padding: var(--o-3) var(--o-4);
      }
      .dt {
        font-size: var(--o-small);
        color: var(--o-quiet);
        overflow-wrap: anywhere;
      }
      .dd {
        font-size: 1.75rem;
        font-weight: 650;
        line-height: 1.2;
        font-variant-numeric: tabular-nums;
      }
      :host([tone='good']) .dd {
        color: var(--o-good);
      }
      :host([tone='care']) .dd {
        color: var(--o-care);
      }
    `,
  ]

  constructor() {
    super()
    this.label = ''
    this.value = ''
    this.tone = 'plain'
  }

  override render() {
    return html`<div class=${this.tone === 'care' ? 'note tone-care' : 'card'} role="group" aria-label="${this.label}: ${this.value}"><span class="dt">${this.label}</span><span class="dd">${this.value}</span></div>`
  }
}

define('opis-figure', Figure)
