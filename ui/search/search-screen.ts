import { Task } from '@lit/task'
import { html } from 'lit'
import type { PropertyValues } from 'lit'
import { search } from '../api/search.ts'
import { define, OpisElement } from '../elements/base.ts'
import { shellKey } from '../shell/keys.ts'
import { plan } from '../state/classes.ts'
import { keepBoxes } from '../state/found-boxes.ts'
import { go } from '../state/router.ts'
import { StoreController } from '../state/store.ts'
import { apiQuery, asksSomething, readState, statePath, withFilter } from './search-state.ts'
import type { SearchState } from './search-state.ts'
import { searchStyles } from './search-styles.ts'
import { drawIntro, drawResult } from './draw-result.ts'
import { showError } from '../shell/show-error.ts'
import { waiting } from '../elements/waiting.ts'
import './search-box.ts'
import './filter-bar.ts'

/** Search: query, filters, hits by page, facets. The address holds the whole state. */
export class SearchScreen extends OpisElement {
  static override properties = { query: { attribute: false } }
  declare query: URLSearchParams

  readonly #plan = new StoreController(this, plan)
  readonly #result = new Task(this, {
    task: async ([state], { signal }) => {
      if (!asksSomething(state)) return null
      const result = await search(apiQuery(state), signal)
      keepBoxes(result.hits, state.q)
      return result
    },
    args: () => [this.#state],
    argsEqual: (before, after) => statePath(before[0] ?? this.#state) === statePath(after[0] ?? this.#state),
  })
  #state: SearchState = readState(new URLSearchParams())

  static override styles = searchStyles

  override connectedCallback(): void {
    super.connectedCallback()
    document.addEventListener('keydown', this.#onKey)
  }

  override disconnectedCallback(): void {
    document.removeEventListener('keydown', this.#onKey)
    super.disconnectedCallback()
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('query')) this.#state = readState(this.query)
  }

  protected override async firstUpdated(): Promise<void> {
    await this.updateComplete
    if (this.#state.q === '') this.#box()?.focus()
  }

  override render() {
    const state = this.#state
    const asked = asksSomething(state)
    const known = this.#plan.value
    return html`<div class="page ${asked ? '' : 'start'}">
      <div class="ask">
        <h1 class=${asked ? 'unseen' : ''}>${drawIntro.title()}</h1>
        <opis-search-box .q=${state.q} @search=${this.#search}></opis-search-box>
        ${asked ? html`<opis-filters .state=${state} @filter=${this.#filter}></opis-filters>` : drawIntro.tips(known.classes.length)}
      </div>
      ${asked
        ? this.#result.render({
            pending: () => (this.#result.value == null ? waiting() : html`<div class="stale" aria-busy="true">${drawResult(this.#result.value, state)}</div>`),
            complete: (result) => (result === null ? html`` : drawResult(result, state)),
            error: (error) => showError(error, () => void this.#result.run()),
          })
        : ''}
    </div>`
  }

  #box(): HTMLElement | null {
    return this.renderRoot.querySelector('opis-search-box')
  }

  #search(event: CustomEvent<string>): void {
    go(statePath(withFilter(this.#state, { q: event.detail, class: '', year: '', lang: '' })))
  }

  #filter(event: CustomEvent<Partial<SearchState>>): void {
    go(statePath(withFilter(this.#state, event.detail)))
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    if (shellKey(event, '/')) {
      event.preventDefault()
      this.#box()?.focus()
    }
    if (shellKey(event, 'j')) this.#step(1)
    if (shellKey(event, 'k')) this.#step(-1)
  }

  #step(by: 1 | -1): void {
    const hits = [...this.renderRoot.querySelectorAll<HTMLElement>('opis-hit')]
    const focused = this.shadowRoot?.activeElement
    const now = hits.findIndex((hit) => hit === focused)
    hits[now === -1 ? 0 : now + by]?.focus()
  }
}

define('opis-search', SearchScreen)
