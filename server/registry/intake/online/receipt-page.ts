import type { Language } from '#kernel/language.ts'
import { html } from '#platform/xml/html.ts'
import type { Card } from '../../schema.ts'
import type { IntakeItem } from '../schema.ts'
import { statusForm } from './form-page.ts'
import { layout, type OnlinePage } from './layout.ts'
import { onlineTexts } from './online-texts.ts'

type House = Pick<OnlinePage, 'house' | 'test'> & { timeZone: string }

/** The provisional receipt, given at once for what is durable. */
export function receiptPage(house: House, language: Language, item: IntakeItem, code: string, service: string): string {
  const text = onlineTexts[language]
  const at = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, { dateStyle: 'long', timeStyle: 'short', timeZone: house.timeZone }).format(item.receivedAt)
  const content = html`<dl><dt>${text.code}</dt><dd class="code">${code}</dd><dt>${text.received}</dt><dd>${at}</dd><dt>${text.service}</dt><dd>${service}</dd>${item.files.length === 0 ? null : html`<dt>${text.attached}</dt>${item.files.map(({ name }) => html`<dd>${name}</dd>`)}`}</dl>
<p>${text.keep}</p><p>${text.clock}</p><p class="unprinted quiet">${text.print}</p>
<p class="unprinted"><a href="/apply?lang=${language}">${text.another}</a></p>`
  return layout({ ...house, language, title: text.receipt, path: '/apply' }, content)
}

/** What became of a submission; null: there is none with this code. Nothing of its content is shown. */
export function submissionPage(house: House, language: Language, found: { item: IntakeItem; card: Card | null } | null): string {
  const text = onlineTexts[language]
  const day = (date: string) => date.split('-').toReversed().join('.')
  const state =
    found === null
      ? html`<p class="warn" role="alert">${text.unknown}</p>`
      : found.card !== null
        ? html`<p role="status">${text.registered}</p><dl><dt>${text.number}</dt><dd class="code">${found.card.number}</dd><dt>${text.check}</dt><dd class="code">${found.card.checkValue}</dd>${found.card.dueOn === null ? null : html`<dt>${text.due}</dt><dd>${day(found.card.dueOn)}</dd>`}<dt>${text.received}</dt><dd>${day(found.item.receivedOn)}</dd></dl><p><a href="/status?lang=${language}">${text.follow}</a></p><p><a href="/apply/reply?lang=${language}">${text.replies}</a></p>`
        : found.item.state === 'rejected'
          ? html`<p role="status">${text.rejected}</p><dl><dt>${text.reason}</dt><dd>${found.item.reason ?? ''}</dd></dl>`
          : html`<p role="status">${text.waiting}</p><dl><dt>${text.received}</dt><dd>${day(found.item.receivedOn)}</dd></dl>`
  return layout({ ...house, language, title: text.status, path: '/apply' }, html`${state}${statusForm(language)}`)
}
