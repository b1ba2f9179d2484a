import { inLanguage, type Language } from '#kernel/language.ts'
import { html, type Markup } from '#platform/xml/html.ts'
import type { ServiceView } from '#contract/services.ts'
import { layout, type OnlinePage } from './layout.ts'
import { onlineTexts } from './online-texts.ts'

type House = Pick<OnlinePage, 'house' | 'test'>
/** What somebody filled in, to be shown again with what is wrong: names of fields, and a sentence. */
export type Refused = { values: Readonly<Record<string, string>>; faults: readonly { field: string; sentence: string }[] }

/** The services that can be submitted, and the question what became of a submission. */
export function servicesPage(house: House, language: Language, services: readonly ServiceView[]): string {
  const text = onlineTexts[language]
  const list = services.map(
    (one) => html`<li><a href="/apply/${one.code}?lang=${language}">${inLanguage(one.name, language)}</a><p class="quiet">${inLanguage(one.unitName, language)}${one.termDays === null ? '' : ` · ${text.term}: ${one.termDays.value} ${text.days[one.termDays.unit] ?? ''}`}</p></li>`,
  )
  const content = html`${services.length === 0 ? html`<p>${text.none}</p>` : html`<p>${text.intro}</p><ul class="services">${list}</ul>`}${statusForm(language)}`
  return layout({ ...house, language, title: text.title, path: '/apply' }, content)
}

/** The question what became of a submission. */
export function statusForm(language: Language): Markup {
  const text = onlineTexts[language]
  return html`<h2>${text.status}</h2><form method="post" action="/apply/status?lang=${language}"><label for="code">${text.code}</label><input id="code" name="code" maxlength="40" autocomplete="off" required><button>${text.ask}</button></form><p><a href="/apply/reply?lang=${language}">${text.replies}</a></p>`
}

/** The form of one service. `secret`: of this form, so that it is kept once however often it is sent. */
export function formPage(house: House, language: Language, service: ServiceView, secret: string, refused: Refused | null): string {
  const text = onlineTexts[language]
  const value = (name: string) => refused?.values[name] ?? ''
  /** `control` gets the attributes that every control has, and that tie it to the sentence on what is wrong with it. */
  const labelled = (name: string, label: string, required: boolean, control: (shared: Markup) => Markup) => {
    const fault = refused?.faults.find((one) => one.field === name)
    return html`<label for="${name}">${label}${required ? ` (${text.required})` : ''}</label>${fault === undefined ? null : html`<p class="warn" id="${name}-fault">${fault.sentence}</p>`}${control(html`id="${name}" name="${name}"${required ? html` required` : null}${fault === undefined ? null : html` aria-invalid="true" aria-describedby="${name}-fault"`}`)}`
  }
  const field = (name: string, label: string, more: Markup, required = false) => labelled(name, label, required, (shared) => html`<input ${shared} value="${value(name)}" ${more}>`)
  const own = service.fields.map((one) => {
    const name = `f.${one.code}`
    const label = inLanguage(one.name, language)
    if (one.type !== 'choice') return field(name, label, one.type === 'date' ? html`type="date"` : one.type === 'number' ? html`inputmode="decimal" maxlength="40"` : html`maxlength="2000"`, one.required)
    const options = (one.choices ?? []).map((choice) => html`<option${value(name) === choice ? html` selected` : null}>${choice}</option>`)
    return labelled(name, label, one.required, (shared) => html`<select ${shared}><option value=""></option>${options}</select>`)
  })
  const papers = service.papers.map(({ code, name, required }) => html`<label for="p.${code}">${inLanguage(name, language)} (${required ? text.required : text.optional})</label><input type="file" id="p.${code}" name="p.${code}" accept=".pdf,.jpg,.jpeg,.png,.tif,.tiff,.webp">`)
  const content = html`${refused === null ? null : html`<p class="warn" role="alert">${text.faults} ${refused.faults.filter((one) => one.field === '').map((one) => html`<strong>${one.sentence}</strong>`)}</p>`}
<p>${inLanguage(service.description, language)}</p>
${Object.keys(service.result).length === 0 ? null : html`<p>${text.result}: ${inLanguage(service.result, language)}</p>`}
<form method="post" enctype="multipart/form-data" action="/apply/${service.code}?lang=${language}">
<input type="hidden" name="form" value="${secret}">
${field('name', text.name, html`maxlength="300" autocomplete="name"`, true)}
${field('address', text.address, html`maxlength="500" autocomplete="street-address"`, true)}
${field('email', text.email, html`type="email" maxlength="254" autocomplete="email"`)}
${field('phone', text.phone, html`type="tel" maxlength="60" autocomplete="tel"`)}
${labelled('message', text.message, true, (shared) => html`<textarea ${shared} rows="5" maxlength="1500">${value('message')}</textarea>`)}
${own}
${service.papers.length === 0 ? null : html`<h2>${text.papers}</h2><p class="quiet">${text.files}</p>${papers}`}
<div class="trap" aria-hidden="true"><label for="website">${text.trap}</label><input id="website" name="website" tabindex="-1" autocomplete="off"></div>
<button>${text.send}</button>
</form>`
  return layout({ ...house, language, title: inLanguage(service.name, language), path: `/apply/${service.code}` }, content)
}
