import type { PublicDocument, PublicStage } from '#contract/public-status.ts'
import type { Language } from '#kernel/language.ts'
import type { Answer } from '../answer-look-up.ts'
import type { Offer } from '../downloads.ts'
import { fillSentence } from '../fill-sentence.ts'
import { dayText, nameIn, texts } from '../texts/choose-language.ts'
import { html, type Markup } from '#platform/xml/html.ts'
import { layout } from './layout.ts'

/** What the page shows above the form, or instead of it. */
export type Shown = { kind: 'form' } | { kind: 'incomplete' } | { kind: 'fault' } | { kind: 'answer'; answer: Answer; offers: readonly Offer[] }

const minuteSeconds = 60

/** The page of the status: form, answer, or what went wrong. `typed` is only said back to who typed it. */
export function statusPage(page: { language: Language; house: string; typed: { number: string; check: string } | null }, shown: Shown): string {
  const { language, house, typed } = page
  const text = texts[language]
  const found = shown.kind === 'answer' && shown.answer.outcome === 'found' ? shown.answer.documents : null
  const content = found === null ? html`<h1>${text.title}</h1>${noteOf(language, shown)}${form(language, typed?.number ?? '')}` : html`<h1>${text.title}</h1>${found.map((one) => documentCard(language, one))}${shown.kind === 'answer' && typed !== null ? shown.offers.map((one) => downloadForm(language, typed, one)) : null}<p class="again"><a href="/status?lang=${language}">${text.again}</a></p>`
  return layout({ language, house, title: text.title, path: '/status', ...(shown.kind === 'answer' && typed !== null ? { asked: typed } : {}) }, content)
}

function form(language: Language, number: string): Markup {
  const text = texts[language]
  return html`<p>${text.intro}</p>
<form class="card" method="post" action="/status?lang=${language}">
<label for="number">${text.number}</label>
<p class="hint" id="number-hint">${text.numberHint}</p>
<input id="number" name="number" value="${number}" required maxlength="100" autocomplete="off" autocapitalize="characters" spellcheck="false" aria-describedby="number-hint">
<label for="check">${text.check}</label>
<p class="hint" id="check-hint">${text.checkHint}</p>
<input id="check" name="check" required maxlength="64" autocomplete="off" autocapitalize="characters" spellcheck="false" aria-describedby="check-hint">
<button class="ask">${text.show}</button>
</form>`
}

function noteOf(language: Language, shown: Shown): Markup | null {
  const text = texts[language]
  const note = (title: string, sentence: string) => html`<div class="note" role="alert"><h2>${title}</h2><p>${sentence}</p></div>`
  if (shown.kind === 'incomplete') return note(text.notFoundTitle, text.fillBoth)
  if (shown.kind === 'fault') return note(text.faultTitle, text.fault)
  if (shown.kind === 'form' || shown.answer.outcome === 'found') return null
  if (shown.answer.outcome === 'not-found') return note(text.notFoundTitle, text.notFound)
  return note(text.waitTitle, fillSentence(text.wait, { minutes: String(Math.ceil(shown.answer.retryAfterSeconds / minuteSeconds)) }))
}

function documentCard(language: Language, one: PublicDocument): Markup {
  const text = texts[language]
  const last = one.stages.at(-1)
  const row = (title: string, value: Markup | string | null) => (value === null ? html`` : html`<dt>${title}</dt><dd>${value}</dd>`)
  return html`<article class="card">
${one.test ? html`<p class="test">${text.test}</p>` : null}
<h2>${fillSentence(text.document, { number: one.number })}</h2>
<dl class="now">${row(text.now, last === undefined ? null : stageText(language, last))}</dl>
<dl>
${row(text.dueOn, one.dueOn === null ? null : day(language, one.dueOn))}
${row(text.registeredOn, day(language, one.registeredOn))}
${row(text.kind, nameIn(language, one.kind))}
${row(text.receivedBy, nameIn(language, one.unit))}
</dl>
<h2>${text.timeline}</h2>
<ol class="stages">${one.stages.map((stage) => html`<li>${day(language, stage.onDay)}${stageText(language, stage)}</li>`)}</ol>
</article>`
}

function downloadForm(language: Language, typed: { number: string; check: string }, { record, name }: Offer): Markup {
  return html`<form class="card" method="post" action="/status/download?lang=${language}"><input type="hidden" name="number" value="${typed.number}"><input type="hidden" name="check" value="${typed.check}"><input type="hidden" name="record" value="${record}"><button class="ask">${fillSentence(texts[language].getReply, { name })}</button></form>`
}

/** A stage as a sentence: what, at which unit, until when, why. */
export function stageText(language: Language, stage: PublicStage): string {
  const { unit, untilOn, reason, number } = stage
  return fillSentence(texts[language].stages[stage.stage], { unit: nameIn(language, unit), until: untilOn === null ? null : dayText(language, untilOn), reason, number })
}

const day = (language: Language, on: string): Markup => html`<time datetime="${on}">${dayText(language, on)}</time>`
