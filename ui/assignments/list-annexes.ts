import { msg, str } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import { annexAddress, type DraftView } from '../api/drafts.ts'

type Annex = DraftView['versions'][number]['annexes'][number]

/** The annexes of the version that counts, each to be opened; `more`: what can be done with one. */
export function listAnnexes(draft: DraftView, more: ((annex: Annex) => TemplateResult) | null = null): TemplateResult | typeof nothing {
  const annexes = draft.versions.at(-1)?.annexes ?? []
  if (annexes.length === 0) return nothing
  return html`<ul class="rows" aria-label=${msg('Annexes')}>${annexes.map((annex) => html`<li>
    <span>${annex.record === null ? html`<a href=${annexAddress(draft.id, annex.id)} target="_blank" rel="noopener">${annex.name}</a>` : html`<a href=${`/records/${annex.record}`}>${annex.name}</a>`}
      <span class="small quiet">${msg(str`pages: ${annex.pages}`)} · SHA-512 <code>${annex.sha512.slice(0, 16)}…</code></span></span>
    ${more === null ? nothing : more(annex)}
  </li>`)}</ul>`
}
