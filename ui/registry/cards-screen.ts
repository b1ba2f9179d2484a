import '@awesome.me/webawesome/dist/components/button/button.js'
import '@awesome.me/webawesome/dist/components/icon/icon.js'
import { Task } from '@lit/task'
import { msg, str } from '@lit/localize'
import { css, html, nothing } from 'lit'
import type { RegisterList } from '#contract/register-views.ts'
import { cardsFile, readCards } from '../api/cards.ts'
import type { CardList, CardRow } from '../api/cards.ts'
import { findEntries } from '../api/registers.ts'
import { readUnits } from '../api/municipality.ts'
import { request } from '../api/request.ts'
import { withQuery } from '../api/with-query.ts'
import { define, OpisElement } from '../elements/base.ts'
import { stacked } from '../elements/stacked.ts'
import { waiting } from '../elements/waiting.ts'
import { showError } from '../shell/show-error.ts'
import { may } from '../state/permissions.ts'
import { go } from '../state/router.ts'
import { formatDate, formatNumber } from '../text/format.ts'
import { localName } from '../text/local-name.ts'
import { flowList, flowName, stateList, stateName } from './card-words.ts'
import { drawOldEntries } from './cards-old-entries.ts'
import { fieldStyles } from './field-styles.ts'
import './registry-nav.ts'

/** What the list is narrowed by, as the address has it. */
const filters = ['number', 'text', 'theirNumber', 'register', 'flow', 'kind', 'unit', 'correspondent', 'state', 'from', 'to', 'dueBy', 'overdue'] as const

/** The documents of the house that the reader may see, the latest first. */
export class CardsScreen extends OpisElement {
  static override properties = { query: { attribute: false }, more: { state: true } }
  declare query: URLSearchParams
  /** Pages that were added below the first. */
  declare more: readonly CardList[]

  readonly #cards = new Task(this, {
    task: ([address], { signal }) => {
      this.more = []
      return readCards(Object.fromEntries(new URLSearchParams(address)), signal)
    },
    args: () => [this.#narrowed().toString()] as const,
  })

  /** Numbers without a document: old books, and what came back of a block. */
  readonly #numbers = new Task(this, {
    task: async ([number], { signal }) => (number === '' ? [] : (await findEntries(number, signal)).filter(({ card }) => card === null)),
    args: () => [(this.query.get('number') ?? '').trim()] as const,
  })

  readonly #registers = new Task(this, { task: (_args, { signal }) => request<RegisterList>('GET', '/registers', { signal }), args: () => [] })
  readonly #units = new Task(this, { task: (_args, { signal }) => readUnits(signal), args: () => [] })

  static override styles = [
    fieldStyles,
    css`
      form.fields {
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 11rem), 1fr));
        align-items: end;
      }
      @media (max-width: 40rem) {
        form.fields {
          grid-template-columns: repeat(2, minmax(0, 1fr));
        }
      }
      .overdue {
        color: var(--o-bad);
        font-weight: 600;
      }
      td:first-child,
      .day {
        white-space: nowrap;
      }
    `,
  ]

  constructor() {
    super()
    this.query = new URLSearchParams()
    this.more = []
  }

  override render() {
    return html`<div class="page stack">
      <opis-registry-nav></opis-registry-nav>
      <div class="row spread">
        <h1>${msg('Documents')}</h1>
        ${may('cards.register') ? html`<a class="action" href="/registry/new"><wa-icon name="plus"></wa-icon>${msg('Register a document')}</a>` : nothing}
      </div>
      ${this.#form()}
      ${this.#cards.render({
        pending: () => (this.#cards.value === undefined ? waiting() : this.#list(this.#cards.value)),
        complete: (list) => this.#list(list),
        error: (error) => showError(error, () => void this.#cards.run()),
      })}
      ${this.#numbers.render({ complete: (entries) => drawOldEntries(entries, this.#registers.value?.registers ?? []), error: (error) => showError(error, () => void this.#numbers.run()) })}
    </div>`
  }

  #form() {
    const now = (name: string) => this.query.get(name) ?? ''
    const input = (name: string, label: string, type = 'text') => html`<div class="field"><label for=${name}>${label}</label><input id=${name} name=${name} type=${type} maxlength="200" .value=${now(name)} /></div>`
    const choice = (name: string, label: string, options: readonly string[], say: (value: string) => string) =>
      html`<div class="field"><label for=${name}>${label}</label><select id=${name} name=${name}><option value="">${msg('all')}</option>${options.map((value) => html`<option value=${value} .selected=${now(name) === value}>${say(value)}</option>`)}</select></div>`
    return html`<form class="card fields" role="search" @submit=${this.#find}>
      ${input('number', msg('Number'))} ${input('text', msg('Words of the subject'))} ${input('theirNumber', msg('Their number'))}
      ${choice('flow', msg('Direction'), flowList, flowName)} ${choice('state', msg('State'), stateList, stateName)}
      ${choice('register', msg('Into the register'), (this.#registers.value?.registers ?? []).map(({ code }) => code), (code) => localName(this.#registers.value?.registers.find((one) => one.code === code)?.title, code))}
      ${choice('unit', msg('Unit'), (this.#units.value?.units ?? []).map(({ code }) => code), (code) => localName(this.#units.value?.units.find((one) => one.code === code)?.name, code))}
      ${input('from', msg('From'), 'date')} ${input('to', msg('To'), 'date')} ${input('dueBy', msg('Due by'), 'date')}
      <label><input type="checkbox" name="overdue" value="true" .checked=${now('overdue') === 'true'} /> ${msg('Overdue only')}</label>
      ${(['kind', 'correspondent'] as const).map((name) => (now(name) === '' ? nothing : html`<input type="hidden" name=${name} value=${now(name)} />`))}
      <div class="row">
        <wa-button type="submit" variant="brand">${msg('Find')}</wa-button>
        <a href="/registry">${msg('All documents')}</a>
      </div>
    </form>`
  }

  #list(first: CardList) {
    const lists = [first, ...this.more]
    const rows = lists.flatMap(({ cards }) => cards)
    if (rows.length === 0) return html`<p class="card quiet">${msg('No document of yours is like this.')}</p>`
    const next = lists.at(-1)?.next ?? null
    const count = formatNumber(first.count)
    const query = Object.fromEntries(this.#narrowed())
    return html`<div class="row spread">
        <p class="quiet">${first.more ? msg(str`more than ${count} documents`) : msg(str`documents: ${count}`)}</p>
        <p class="row small">
          <a class="back" href=${cardsFile(query, 'csv')} download><wa-icon name="download"></wa-icon>CSV</a>
          <a class="back" href=${cardsFile(query, 'ods')} download><wa-icon name="download"></wa-icon>ODS</a>
        </p>
      </div>
      <div class="card scroll"><table ${stacked()}>
        <thead><tr><th>${msg('Number')}</th><th>${msg('Registered')}</th><th>${msg('Kind')}</th><th>${msg('Correspondent')}</th><th>${msg('Subject')}</th><th>${msg('Due on')}</th><th>${msg('State')}</th></tr></thead>
        <tbody>${lists.flatMap(({ cards, names }) => cards.map((row) => drawRow(row, names)))}</tbody>
      </table></div>
      ${next === null ? nothing : html`<div><wa-button appearance="outlined" @click=${() => void this.#further(next)}>${msg('Show more')}</wa-button></div>`}`
  }

  #narrowed(): URLSearchParams {
    return new URLSearchParams(filters.flatMap((name) => (this.query.get(name) ? [[name, this.query.get(name) ?? '']] : [])))
  }

  #find(event: SubmitEvent): void {
    event.preventDefault()
    if (!(event.target instanceof HTMLFormElement)) return
    const data = new FormData(event.target)
    go(withQuery('/registry', Object.fromEntries(filters.flatMap((name) => (data.get(name) ? [[name, String(data.get(name)).trim()]] : [])))))
  }

  async #further(after: string): Promise<void> {
    this.more = [...this.more, await readCards({ ...Object.fromEntries(this.#narrowed()), after })]
  }
}

function drawRow(row: CardRow, names: CardList['names']) {
  return html`<tr>
    <td><a href="/registry/cards/${row.id}"><strong>${row.number}</strong></a></td>
    <td class="day">${formatDate(row.registeredOn)}</td>
    <td>${localName(names.kinds[row.kind], row.kind)}<br /><span class="small quiet">${localName(names.units[row.unit], row.unit)}</span></td>
    <td>${row.correspondent?.name ?? ''}${row.theirNumber === null ? nothing : html`<br /><span class="small quiet">${row.theirNumber}${row.theirDate === null ? nothing : html` · ${formatDate(row.theirDate)}`}</span>`}</td>
    <td class="title">${row.subject}</td>
    <td class=${row.overdue ? 'day overdue' : 'day'}>${row.dueOn === null ? nothing : formatDate(row.dueOn)}</td>
    <td>${stateName(row.state)}</td>
  </tr>`
}

define('opis-cards', CardsScreen)
