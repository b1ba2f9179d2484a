import { msg } from '@lit/localize'
import { css, html, nothing } from 'lit'
import type { SearchResult } from '#contract/search.ts'
import { define, OpisElement } from '../elements/base.ts'
import { classTitle } from '../state/classes.ts'
import { shared } from '../styles/shared.ts'
import { formatLanguage, formatNumber } from '../text/format.ts'
import { statePath, withFilter } from './search-state.ts'
import type { SearchState } from './search-state.ts'

type Facets = SearchResult['facets']
type FacetName = 'class' | 'year' | 'lang'

const shownAtFirst = 8

/** Counts by class, year and language; each is a link that narrows the search, or widens it again. */
export class FacetList extends OpisElement {
  static override properties = { facets: { attribute: false }, state: { attribute: false } }
  declare facets: Facets
  declare state: SearchState

  static override styles = [
    shared,
    css`
      section + section {
        margin-block-start: var(--o-5);
      }
      h2 {
        font-size: var(--o-tiny);
        color: var(--o-quiet);
        font-weight: 600;
        margin-block-end: var(--o-1);
      }
      a {
        display: flex;
        justify-content: space-between;
        gap: var(--o-3);
        padding: var(--o-1) var(--o-2);
        margin-inline: calc(-1 * var(--o-2));
        border-radius: var(--o-radius-small);
        color: inherit;
        text-decoration: none;
        font-size: 0.9375rem;
      }
      a:hover {
        background: var(--o-hover);
      }
      a[aria-current] {
        background: var(--o-accent-quiet);
        color: var(--o-accent);
        font-weight: 600;
      }
      .count {
        color: var(--o-quiet);
        font-variant-numeric: tabular-nums;
      }
      summary {
        padding-block: var(--o-1);
        font-size: var(--o-small);
        color: var(--o-accent);
        cursor: pointer;
      }
    `,
  ]

  override render() {
    return html`${this.#facet('class', msg('Class'), this.facets.class, classTitle)}
    ${this.#facet('year', msg('Year'), this.facets.year, (value) => value)}
    ${this.#facet('lang', msg('Language'), this.facets.language, formatLanguage)}`
  }

  #facet(name: FacetName, title: string, values: Facets['class'], label: (value: string) => string) {
    if (values.length === 0) return nothing
    const first = values.slice(0, shownAtFirst)
    const rest = values.slice(shownAtFirst)
    return html`<section aria-label=${title}>
      <h2>${title}</h2>
      <ul>${first.map((one) => this.#value(name, one, label))}</ul>
      ${rest.length === 0 ? nothing : html`<details><summary>${msg('More')}</summary><ul>${rest.map((one) => this.#value(name, one, label))}</ul></details>`}
    </section>`
  }

  #value(name: FacetName, { value, count }: Facets['class'][number], label: (value: string) => string) {
    const chosen = this.state[name] === value
    const to = statePath(withFilter(this.state, { [name]: chosen ? '' : value }))
    return html`<li><a href=${to} aria-current=${chosen ? 'true' : nothing}><span>${label(value)}</span><span class="count">${formatNumber(count)}</span></a></li>`
  }
}

define('opis-facets', FacetList)
