import '@awesome.me/webawesome/dist/components/button/button.js'
import '@awesome.me/webawesome/dist/components/icon/icon.js'
import { Task } from '@lit/task'
import { msg } from '@lit/localize'
import { html, nothing } from 'lit'
import type { TemplateResult } from 'lit'
import '../assignments/card-tasks.ts'
import '../assignments/drafts-of-card.ts'
import { labelOf, readCard, receiptOf } from '../api/cards.ts'
import type { CardView } from '../api/cards.ts'
import { define, OpisElement } from '../elements/base.ts'
import { waiting } from '../elements/waiting.ts'
import { planStyles } from '../file-plan/plan-styles.ts'
import { showError } from '../shell/show-error.ts'
import { may } from '../state/permissions.ts'
import './card-edit.ts'
import { drawFacts } from './card-facts.ts'
import { drawHolders } from './card-holders.ts'
import './card-papers.ts'
import './card-pass.ts'
import './card-relations.ts'
import { drawStages, drawTimeline } from './card-timeline.ts'
import { daysLeftText, stateName } from './card-words.ts'
import './registry-nav.ts'
import './terms-card-section.ts'

/** What a section of the card is given: the card as shown, and how to read it anew after a change. */
export type CardSlot = (card: CardView, changed: () => void) => TemplateResult

/**
 * The sections of a card in order. Another part of the product adds its element here with one line, imports it above,
 * and announces `changed` when the card is to be read anew.
 */
const sections: readonly CardSlot[] = [
  (card) => html`<opis-card-tasks .card=${card.id} .flow=${card.flow} .state=${card.state}></opis-card-tasks>`,
  (card) => html`<opis-card-drafts .card=${card.id} .state=${card.state}></opis-card-drafts>`,
  (card) => html`<opis-card-term .card=${card.id} ?closed=${card.state === 'filed' || card.state === 'annulled'}></opis-card-term>`,
  (card) => html`<opis-card-papers .card=${card.id} .closed=${card.state === 'filed' || card.state === 'annulled'}></opis-card-papers>`,
  (card) => html`<opis-card-relations .card=${card}></opis-card-relations>`,
]

/** All that is known of a document, and what may be done with it. */
export class CardScreen extends OpisElement {
  static override properties = { card: {}, editing: { state: true } }
  declare card: string
  declare editing: boolean

  readonly #card = new Task(this, { task: ([card], { signal }) => readCard(card, signal), args: () => [this.card] as const })

  static override styles = planStyles

  constructor() {
    super()
    this.card = ''
    this.editing = false
  }

  override render() {
    return html`<div class="page stack">
      <opis-registry-nav></opis-registry-nav>
      ${this.#card.render({
        pending: () => (this.#card.value === undefined ? waiting() : this.#draw(this.#card.value)),
        complete: (card) => this.#draw(card),
        error: (error) => showError(error, () => void this.#card.run()),
      })}
    </div>`
  }

  #draw(card: CardView) {
    const changed = () => void this.#card.run()
    const tone = card.daysLeft === null ? 'plain' : card.daysLeft < 0 ? 'bad' : card.daysLeft <= 3 ? 'care' : 'calm'
    return html`<div class="row spread">
        <h1>${card.number} <span class="badge tone-plain">${stateName(card.state)}</span> ${card.daysLeft === null ? nothing : html`<span class="badge tone-${tone}">${daysLeftText(card.daysLeft)}</span>`}</h1>
        ${may('cards.register') ? html`<p class="row"><a class="back" href=${labelOf(card.id)} target="_blank" rel="noopener"><wa-icon name="print"></wa-icon>${msg('Label')}</a><a class="back" href=${receiptOf(card.id)} target="_blank" rel="noopener"><wa-icon name="print"></wa-icon>${msg('Receipt')}</a></p>` : nothing}
      </div>
      <p>${card.subject}</p>
      <div class="columns">
        <div class="stack" @changed=${changed}>
          ${this.editing ? html`<opis-card-edit .card=${card} @changed=${() => (this.editing = false)} @close=${() => (this.editing = false)}></opis-card-edit>` : this.#facts(card)}
          ${sections.map((draw) => draw(card, changed))}
        </div>
        <div class="stack" @changed=${changed}>
          ${drawHolders(card)} ${may('cards.register') ? html`<opis-card-pass .card=${card}></opis-card-pass>` : nothing} ${drawStages(card)} ${drawTimeline(card)}
        </div>
      </div>`
  }

  #facts(card: CardView) {
    const open = card.mayChange && card.state !== 'filed' && card.state !== 'annulled'
    return html`<section class="card stack" aria-labelledby="about">
      <div class="row spread">
        <h2 id="about">${msg('The card')}</h2>
        ${open ? html`<wa-button size="s" appearance="outlined" @click=${() => (this.editing = true)}>${msg('Change')}</wa-button>` : nothing}
      </div>
      ${drawFacts(card)}
    </section>`
  }
}

define('opis-card', CardScreen)
