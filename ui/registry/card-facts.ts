import { msg } from '@lit/localize'
import { html, nothing } from 'lit'
import type { CardView } from '../api/cards.ts'
import { may } from '../state/permissions.ts'
import { formatDate, formatLanguage } from '../text/format.ts'
import { localName } from '../text/local-name.ts'
import { channelName, flowName, paperName } from './card-words.ts'

/** What people call a person of this card. */
export const personIn = (card: CardView, name: string): string => card.names.people[name] ?? name
/** What a unit of this card is called. */
export const unitIn = (card: CardView, code: string): string => localName(card.names.units[code], code)

/** What is written on a card, as names and values. */
export function drawFacts(card: CardView) {
  const row = (name: string, value: unknown) => (value === null || value === '' ? nothing : html`<dt>${name}</dt><dd>${value}</dd>`)
  const theirs = [card.theirNumber, card.theirDate === null ? null : formatDate(card.theirDate)].filter((part) => part !== null).join(' · ')
  const paper = [paperName(card.paper), card.paperUnit === null ? null : unitIn(card, card.paperUnit), card.paperPlace, card.paperHolder === null ? null : personIn(card, card.paperHolder)].filter((part) => part !== null && part !== '').join(' · ')
  return html`<dl class="about">
    ${row(msg('Registered'), `${formatDate(card.registeredOn)} · ${personIn(card, card.registeredBy)}`)}
    ${row(msg('Kind'), `${localName(card.names.kinds[card.kind], card.kind)} · ${flowName(card.flow)}`)}
    ${row(msg('Unit'), unitIn(card, card.unit))}
    ${card.entries.length < 2 ? nothing : row(msg('Numbers'), html`<ul>${card.entries.map((entry) => html`<li><strong>${entry.number}</strong> <span class="quiet">${localName(entry.registerTitle, entry.register)} · ${formatDate(entry.enteredOn)}${entry.annulled === null ? nothing : html` · ${msg('annulled')}: ${entry.annulled.reason}`}</span></li>`)}</ul>`)}
    ${row(msg('Correspondent'), card.correspondent === null ? null : may('correspondents') ? html`<a href="/registry/correspondents/${card.correspondent.id}">${card.correspondent.name}</a>` : card.correspondent.name)}
    ${row(msg('Their number and date'), theirs)}
    ${row(msg('Received'), `${card.receivedOn === null ? '' : `${formatDate(card.receivedOn)} · `}${channelName(card.channel)}`)}
    ${row(msg('Due on'), card.dueOn === null ? null : formatDate(card.dueOn))}
    ${row(msg('Sheets'), card.sheets === null ? null : `${card.sheets}${card.annexSheets === null ? '' : ` + ${card.annexSheets}`}`)}
    ${row(msg('Language'), card.language === null ? null : formatLanguage(card.language))}
    ${row(msg('Paper'), paper)} ${row(msg('Cover sheet'), card.cover)}
    ${Object.entries(card.fields).map(([name, value]) => row(name, String(value)))}
    ${card.restricted ? row(msg('For named people only'), card.people.map((name) => personIn(card, name)).join(', ')) : nothing}
    ${row(msg('Check value'), card.checkValue === null ? null : html`<code>${card.checkValue}</code>`)}
  </dl>`
}
