import '@awesome.me/webawesome/dist/components/button/button.js'
import { msg } from '@lit/localize'
import { html, nothing } from 'lit'
import { readCards, relateCard, unrelateCard } from '../api/cards.ts'
import type { CardRow, CardView } from '../api/cards.ts'
import { define } from '../elements/base.ts'
import { readForm } from '../elements/read-form.ts'
import { WorkElement } from '../elements/work-element.ts'
import { formatDate } from '../text/format.ts'
import { relationList, relationName } from './card-words.ts'
import { fieldStyles } from './field-styles.ts'

/** How a document stands to others; one more is found by its number. Announces `changed`. */
export class CardRelations extends WorkElement {
  static override properties = { card: { attribute: false }, found: { state: true } }
  declare card: CardView | null
  /** Documents of the number that was looked for; null: nobody looked. */
  declare found: readonly CardRow[] | null

  static override styles = fieldStyles

  constructor() {
    super()
    this.card = null
    this.found = null
  }

  override render() {
    if (this.card === null) return nothing
    const { relations } = this.card
    return html`<section class="card stack" aria-labelledby="relations">
      <h2 id="relations">${msg('Related documents')}</h2>
      ${relations.length === 0 ? html`<p class="quiet">${msg('None so far.')}</p>` : html`<ul class="rows">${relations.map((one) => this.#row(one))}</ul>`}
      <form class="row" @submit=${this.#find}>
        <div class="field"><label for="relation">${msg('Relation')}</label><select id="relation">${relationList.map((one) => html`<option value=${one}>${relationName(one)}</option>`)}</select></div>
        <div class="field"><label for="number">${msg('Number')}</label><input id="number" name="number" maxlength="100" required /></div>
        <wa-button type="submit" appearance="outlined">${msg('Find')}</wa-button>
      </form>
      ${this.found === null ? nothing : this.found.length === 0 ? html`<p class="quiet">${msg('No document of yours has this number.')}</p>` : html`<ul class="rows">${this.found.map((one) => html`<li><span><strong>${one.number}</strong> ${formatDate(one.registeredOn)} · ${one.subject}</span><wa-button size="s" appearance="outlined" ?loading=${this.busy} @click=${() => void this.#add(one.id)}>${msg('Relate')}</wa-button></li>`)}</ul>`}
      ${this.problem()}
    </section>`
  }

  #row({ relation, direction, card, number, registeredOn, subject }: CardView['relations'][number]) {
    return html`<li>
      <span><span class="quiet">${relationName(relation, direction)}</span> <a href="/registry/cards/${card}"><strong>${number}</strong></a> ${formatDate(registeredOn)} · ${subject}</span>
      ${direction === 'from' ? html`<wa-button size="s" appearance="plain" ?loading=${this.busy} @click=${() => void this.#take(relation, card)}>${msg('Remove')}</wa-button>` : nothing}
    </li>`
  }

  async #find(event: SubmitEvent): Promise<void> {
    const read = readForm(event)
    if (read === null) return
    await this.attempt(async () => (this.found = (await readCards({ number: read.text('number'), limit: 5 })).cards.filter(({ id }) => id !== this.card?.id)))
  }

  async #add(to: string): Promise<void> {
    const chosen = this.renderRoot.querySelector<HTMLSelectElement>('#relation')?.value
    const relation = relationList.find((one) => one === chosen) ?? 'see-also'
    const id = this.card?.id ?? ''
    if ((await this.work(() => relateCard(id, { relation, to }), msg('The relation was added'))) !== null) this.found = null
  }

  async #take(relation: CardView['relations'][number]['relation'], to: string): Promise<void> {
    const id = this.card?.id ?? ''
    await this.work(() => unrelateCard(id, { relation, to }), msg('The relation was taken back'))
  }
}

define('opis-card-relations', CardRelations)
