import '@awesome.me/webawesome/dist/components/input/input.js'
import { msg, str } from '@lit/localize'
import { html, nothing } from 'lit'
import type { CardRow } from '#contract/card-view.ts'
import { request } from '../api/request.ts'
import { define, OpisElement } from '../elements/base.ts'

/** The document that is the result of a task, found by its number. `card` is its id once one was chosen. */
export class ResultField extends OpisElement {
  static override properties = { known: {}, card: { state: true }, found: { state: true }, chosen: { state: true } }
  /** Number of the result that is linked already. */
  declare known: string
  declare card: string | null
  declare found: readonly Pick<CardRow, 'id' | 'number' | 'subject'>[]
  declare chosen: string

  constructor() {
    super()
    this.known = ''
    this.card = null
    this.found = []
    this.chosen = ''
  }

  override render() {
    return html`<wa-input label=${msg('Number of the document that is the result')} hint=${this.known === '' ? nothing : msg(str`Linked already: ${this.known}`)} autocomplete="off" maxlength="100" @input=${this.#find}></wa-input>
      ${this.chosen === '' ? nothing : html`<p class="small"><wa-icon name="check"></wa-icon> ${this.chosen}</p>`}
      ${this.found.length === 0 ? nothing : html`<ul class="rows" aria-label=${msg('Documents found')}>${this.found.map((one) => html`<li><span><strong>${one.number}</strong> ${one.subject}</span><wa-button size="s" appearance="outlined" @click=${() => this.#choose(one)}>${msg('Link')}<span class="unseen">${one.number}</span></wa-button></li>`)}</ul>`}`
  }

  #asked = 0
  async #find(event: Event): Promise<void> {
    const number = (event.target as HTMLInputElement).value.trim()
    const asked = (this.#asked += 1)
    this.card = null
    this.chosen = ''
    const list = number === '' ? { cards: [] } : await request<{ cards: CardRow[] }>('GET', '/cards', { query: { number, limit: 5 } }).catch(() => ({ cards: [] }))
    if (asked === this.#asked) this.found = list.cards
  }

  #choose({ id, number, subject }: Pick<CardRow, 'id' | 'number' | 'subject'>): void {
    this.card = id
    this.chosen = `${number} ${subject}`
    this.found = []
  }
}

define('opis-result', ResultField)
