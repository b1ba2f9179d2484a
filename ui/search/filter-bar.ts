import { msg } from '@lit/localize'
import { css, html, nothing } from 'lit'
import { languages } from '#kernel/language.ts'
import { define, OpisElement } from '../elements/base.ts'
import { classTitle, plan } from '../state/classes.ts'
import { StoreController } from '../state/store.ts'
import { shared } from '../styles/shared.ts'
import { languageNames } from '../text/locale.ts'
import type { SearchState } from './search-state.ts'

/** Filters and order of a search; announces a change as `filter` with the part of the state that changed. */
export class FilterBar extends OpisElement {
  static override properties = { state: { attribute: false } }
  declare state: SearchState

  readonly #plan = new StoreController(this, plan)

  static override styles = [
    shared,
    css`
      .filters {
        display: flex;
        flex-wrap: wrap;
        gap: var(--o-2) var(--o-3);
        align-items: end;
      }
      label {
        display: grid;
        gap: 0.125rem;
        font-size: var(--o-tiny);
        color: var(--o-quiet);
        min-inline-size: 0;
      }
      select,
      input {
        font: inherit;
        font-size: 0.9375rem;
        block-size: 2.375rem;
        max-inline-size: 14rem;
        padding-inline: var(--o-2);
        color: var(--o-text);
        background: var(--o-surface);
        border: 1px solid var(--o-line-strong);
        border-radius: var(--o-radius-small);
      }
      .set {
        border-color: var(--o-accent);
        background: var(--o-accent-quiet);
      }
      @media (max-width: 40rem) {
        .filters {
          display: grid;
          grid-template-columns: 1fr 1fr;
        }
        select,
        input {
          inline-size: 100%;
          max-inline-size: none;
        }
        /* The facets above the hits offer the same, with counts. */
        .in-facets {
          display: none;
        }
        label:last-child {
          grid-column: 1 / -1;
        }
      }
    `,
  ]

  override render() {
    const { state } = this
    return html`<div class="filters" role="group" aria-label=${msg('Filters')}>
      <label class="in-facets">${msg('Class')}
        <select class=${state.class === '' ? nothing : 'set'} @change=${this.#change('class')}>
          <option value="">${msg('All')}</option>
          ${this.#plan.value.classes.map(({ code }) => html`<option value=${code} ?selected=${code === state.class}>${classTitle(code)}</option>`)}
        </select>
      </label>
      <label class="in-facets">${msg('Language')}
        <select class=${state.lang === '' ? nothing : 'set'} @change=${this.#change('lang')}>
          <option value="">${msg('All')}</option>
          ${languages.map((code) => html`<option value=${code} ?selected=${code === state.lang}>${languageNames[code]}</option>`)}
        </select>
      </label>
      <label>${msg('From')} <input type="date" class=${state.from === '' ? nothing : 'set'} .value=${state.from} @change=${this.#change('from')} /></label>
      <label>${msg('To')} <input type="date" class=${state.to === '' ? nothing : 'set'} .value=${state.to} @change=${this.#change('to')} /></label>
      <label>${msg('Order')}
        <select @change=${this.#change('sort')}>
          <option value="relevance" ?selected=${state.sort === 'relevance'}>${msg('Best first')}</option>
          <option value="date" ?selected=${state.sort === 'date'}>${msg('Newest first')}</option>
        </select>
      </label>
    </div>`
  }

  #change(name: keyof SearchState) {
    return (event: Event): void => {
      const field = event.target
      if (!(field instanceof HTMLSelectElement || field instanceof HTMLInputElement)) return
      this.dispatchEvent(new CustomEvent('filter', { detail: { [name]: field.value } }))
    }
  }
}

define('opis-filters', FilterBar)
