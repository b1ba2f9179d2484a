import { msg, str } from '@lit/localize'
import { html, nothing } from 'lit'
import type { CardView } from '../api/cards.ts'
import { actorName } from '../text/actor-name.ts'
import { formatDate, formatInstant } from '../text/format.ts'
import { eventName } from './card-events.ts'
import { personIn, unitIn } from './card-facts.ts'
import { fieldName, relationName, stageName } from './card-words.ts'

/** What happened with the document, for everybody who takes part, the latest first. */
export function drawTimeline(card: CardView) {
  return html`<section class="card stack" aria-labelledby="timeline">
    <h2 id="timeline">${msg('Timeline')}</h2>
    <ol class="rows">${card.events.toReversed().map(({ at, actor, event, details }) => html`<li><div><strong>${eventName(event)}</strong> ${detail(card, details)}<br /><span class="small quiet">${formatInstant(at)} · ${who(card, actor)}</span></div></li>`)}</ol>
  </section>`
}

/** The stages as the citizen sees them by the number. */
export function drawStages(card: CardView) {
  return html`<section class="card stack" aria-labelledby="stages">
    <h2 id="stages">${msg('What the citizen sees')}</h2>
    <ol class="rows">${card.stages.map((one) => html`<li><div><strong>${stageName(one.stage)}</strong>${one.unit === null ? nothing : html` · ${unitIn(card, one.unit)}`}${one.untilOn === null ? nothing : html` · ${msg(str`until ${formatDate(one.untilOn)}`)}`}${one.reason === null ? nothing : html` · ${one.reason}`}${one.number === null ? nothing : html` · ${one.number}`}<br /><span class="small quiet">${formatDate(one.onDay)}</span></div></li>`)}</ol>
  </section>`
}

const who = (card: CardView, actor: string): string => (actor.startsWith('user:') && actor !== 'user:local' ? personIn(card, actor.slice('user:'.length)) : actorName(actor))

/** What an event tells beside its name: names, days and numbers that it carries. */
function detail(card: CardView, details: Record<string, unknown>) {
  const text = (name: string): string | null => (typeof details[name] === 'string' && details[name] !== '' ? details[name] : null)
  const [unit, person, relation] = [text('unit'), text('person'), text('relation')]
  const told = [text('number'), person === null ? null : personIn(card, person), unit === null ? null : unitIn(card, unit), text('place'), relation === null ? null : relationName(relation), text('reason'), text('text')].filter((part) => part !== null)
  return html`<span>${told.join(' · ')}</span>${changes(details['changes'])}`
}

function changes(of: unknown) {
  if (typeof of !== 'object' || of === null) return nothing
  const rows = Object.entries(of as Record<string, { from?: unknown; to?: unknown }>).filter(([name]) => name !== 'correspondent' && name !== 'termBaseOn')
  return rows.map(([name, { from, to }]) => html`<br /><span class="small">${fieldName(name)}: <s>${plain(from)}</s> → ${plain(to)}</span>`)
}

const plain = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : value === true ? msg('yes') : value === false ? msg('no') : '—')
