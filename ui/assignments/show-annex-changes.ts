import { msg, str } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import { formatBytes } from '../text/format.ts'
import type { AnnexChange, ComparedAnnex } from './compare-annexes.ts'

/** Which annexes came, went or were replaced with a version; nothing where none did. */
export function showAnnexChanges(changes: readonly AnnexChange[]): TemplateResult | typeof nothing {
  if (changes.length === 0) return nothing
  return html`<ul class="rows" aria-label=${msg('Changes of the annexes')}>${changes.map((change) => html`<li>
    <span>${mark(change)} ${change.annex.name} <span class="small quiet">${factsOf(change.annex)}${change.kind === 'replaced' ? html`<br />${msg('before')}: ${factsOf(change.before)}` : nothing}</span></span>
  </li>`)}</ul>`
}

function mark({ kind }: AnnexChange): TemplateResult {
  if (kind === 'added') return html`<span class="badge tone-good">${msg('added')}</span>`
  if (kind === 'removed') return html`<span class="badge tone-bad">${msg('removed')}</span>`
  return html`<span class="badge tone-care">${msg('replaced')}</span>`
}

const factsOf = ({ bytes, pages, sha512 }: ComparedAnnex) => html`${formatBytes(bytes)} · ${msg(str`pages: ${pages}`)} · SHA-512 <code>${sha512.slice(0, 16)}…</code>`
