import '@awesome.me/webawesome/dist/components/icon/icon.js'
import { msg, str } from '@lit/localize'
import { html, nothing } from 'lit'
import type { TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import type { SearchResult } from '#contract/search.ts'
import { formatNumber } from '../text/format.ts'
import { hitsPerPage, statePath, withFilter } from './search-state.ts'
import type { SearchState } from './search-state.ts'
import './facet-list.ts'
import './hit-card.ts'

/** What stands on the search screen before anything was asked. */
export const drawIntro = {
  title: (): string => msg('What are you looking for?'),
  tips: (classes: number): TemplateResult => html`<ul class="tips">
    <li><code>${msg('land lease')}</code> ${msg('pages with both words, in any form')}</li>
    <li><code>"${msg('land lease')}"</code> ${msg('exactly this phrase')}</li>
    <li><code>${msg('lease')} -${msg('garage')}</code> ${msg('without a word')}</li>
    <li><code>${msg('garag')}*</code> ${msg('words that begin so')}</li>
    ${classes === 0 ? nothing : html`<li>${msg(str`Classes open to you: ${formatNumber(classes)}`)}</li>`}
  </ul>`,
}

/** A search result: count, notices, facets, hits, paging. */
export function drawResult(result: SearchResult, state: SearchState): TemplateResult {
  const facets = html`<opis-facets .facets=${result.facets} .state=${state}></opis-facets>`
  return html`<div class="result">
    <aside class="facets-wide" aria-label=${msg('Narrow down')}>${facets}</aside>
    <section aria-label=${msg('Results')}>
      <div class="head">
        <p role="status"><strong data-test="total">${count(result)}</strong></p>
        <p class="small quiet">${chosen(state)}</p>
      </div>
      ${result.degraded
        ? html`<p class="note tone-care"><wa-icon name="info"></wa-icon><span>${msg('The main search engine cannot be reached. The built-in search answers for now: results are complete, their order may be coarser.')}</span></p>`
        : nothing}
      ${result.suggestion === null
        ? nothing
        : html`<p class="note tone-calm"><wa-icon name="info"></wa-icon><span>${msg('Did you mean:')} <a href=${statePath(withFilter(state, { q: result.suggestion }))}>${result.suggestion}</a></span></p>`}
      ${result.total === 0 ? drawNothing(state) : html`<details class="facets-narrow"><summary>${msg('Narrow down')}</summary>${facets}</details>`}
      <div class="hits">
        ${repeat(result.hits, (hit) => `${hit.record}/${hit.page}`, (hit) => html`<opis-hit .hit=${hit} .q=${state.q}></opis-hit>`)}
      </div>
      ${drawPaging(result, state)}
    </section>
  </div>`
}

function count({ total, totalIs }: SearchResult): string {
  if (totalIs === 'at-least') return msg(str`Pages found: at least ${formatNumber(total)}`)
  return msg(str`Pages found: ${formatNumber(total)}`)
}

function chosen(state: SearchState): TemplateResult | typeof nothing {
  if (state.class === '' && state.year === '' && state.lang === '' && state.from === '' && state.to === '') return nothing
  return html`<a href=${statePath(withFilter(state, { class: '', year: '', lang: '', from: '', to: '' }))}>${msg('Clear the filters')}</a>`
}

function drawNothing(state: SearchState): TemplateResult {
  return html`<div class="nothing card">
    <wa-icon name="search"></wa-icon>
    <h2>${msg('Nothing was found')}</h2>
    <p class="quiet">${msg('Try fewer words, the beginning of a word with *, or another spelling.')}</p>
    ${chosen(state)}
  </div>`
}

function drawPaging({ total, hits }: SearchResult, state: SearchState): TemplateResult | typeof nothing {
  const first = (state.page - 1) * hitsPerPage + 1
  const last = first + hits.length - 1
  if (hits.length === 0 || (first === 1 && last >= total)) return nothing
  return html`<nav class="paging" aria-label=${msg('Pages of results')}>
    ${state.page > 1 ? html`<a rel="prev" href=${statePath({ ...state, page: state.page - 1 })}>${msg('Previous')}</a>` : html`<span></span>`}
    <span class="small quiet">${msg(str`${first}–${last} of ${formatNumber(total)}`)}</span>
    ${last < total ? html`<a rel="next" href=${statePath({ ...state, page: state.page + 1 })}>${msg('Next')}</a>` : html`<span></span>`}
  </nav>`
}
