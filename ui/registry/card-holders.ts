import { msg, str } from '@lit/localize'
import { html, nothing } from 'lit'
import type { CardView } from '../api/cards.ts'
import { formatInstant } from '../text/format.ts'
import { personIn, unitIn } from './card-facts.ts'
import { daysLeftText } from './card-words.ts'

type Holder = CardView['holders'][number]

/** Who holds the document since when, who held it before and how long; the paper alike where there is any. */
export function drawHolders(card: CardView) {
  const now = card.holders.at(-1)
  if (now === undefined) return nothing
  return html`<section class="card stack" aria-labelledby="holders">
    <h2 id="holders">${msg('Who holds it')}</h2>
    <p><strong>${nameOf(card, now)}</strong><br /><span class="quiet">${msg(str`since ${formatInstant(now.since)}`)} · ${held(now)}</span></p>
    ${card.daysLeft === null ? nothing : html`<p>${daysLeftText(card.daysLeft)}</p>`}
    ${earlier(card, card.holders)}
    ${card.paperHolders.length < 2 ? nothing : html`<h3 class="small">${msg('The paper')}</h3><p>${nameOf(card, card.paperHolders.at(-1) ?? now)}</p>${earlier(card, card.paperHolders)}`}
  </section>`
}

function earlier(card: CardView, holders: readonly Holder[]) {
  const before = holders.slice(0, -1).toReversed()
  return before.length === 0 ? nothing : html`<ul class="rows small" aria-label=${msg('Earlier holders')}>${before.map((one) => html`<li><span>${nameOf(card, one)} <span class="quiet">${formatInstant(one.since)}</span></span><span>${held(one)}</span></li>`)}</ul>`
}

const nameOf = (card: CardView, { unit, person }: Holder): string => [person === null ? null : personIn(card, person), unit === null ? null : unitIn(card, unit)].filter((part) => part !== null).join(', ')
const held = ({ days }: Holder): string => (days === 0 ? msg('less than a day') : msg(str`days: ${days}`))
