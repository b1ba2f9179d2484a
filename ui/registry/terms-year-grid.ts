import '@awesome.me/webawesome/dist/components/button/button.js'
import '@awesome.me/webawesome/dist/components/input/input.js'
import { msg } from '@lit/localize'
import { css, html, nothing } from 'lit'
import type { CalendarYear } from '../api/terms.ts'
import { define, OpisElement } from '../elements/base.ts'
import { shared } from '../styles/shared.ts'
import { formatDate } from '../text/format.ts'

/** What is wanted of a day: off, working, or as its weekday says. */
export type DayChoice = { day: string; kind: 'off' | 'working' | 'plain'; note: string }

const iso = (year: number, month: number, day: number): string => `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
/** ISO weekday of a civil day, 1 Monday to 7 Sunday. */
const weekdayOf = (year: number, month: number, day: number): number => ((new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 6) % 7) + 1

/** Twelve months of days; a click on one opens what it may be. Announces `choose` with a `DayChoice`. */
export class YearGrid extends OpisElement {
  static override properties = { calendar: { attribute: false }, editable: { type: Boolean }, open: { state: true } }
  declare calendar: CalendarYear | null
  declare editable: boolean
  /** The day whose choice is open; empty for none. */
  declare open: string

  static override styles = [
    shared,
    css`
      .months {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(15.5rem, 1fr));
        gap: var(--o-5);
      }
      .days {
        display: grid;
        grid-template-columns: repeat(7, minmax(0, 1fr));
        gap: 2px;
      }
      button {
        min-block-size: 2rem;
        padding: 0;
        border: 1px solid transparent;
        border-radius: var(--o-radius-small);
        background: none;
        color: inherit;
        font: inherit;
        font-size: var(--o-small);
        cursor: pointer;
      }
      button:disabled {
        cursor: default;
      }
      @media (max-width: 40rem) {
        button {
          min-block-size: 2.75rem;
        }
      }
      .off {
        background: var(--o-bad-quiet);
        color: var(--o-bad);
        font-weight: 650;
      }
      .weekend {
        background: var(--o-sunken);
        color: var(--o-quiet);
      }
      .working {
        border-color: var(--o-good);
        color: var(--o-good);
        font-weight: 650;
      }
      .suspended {
        text-decoration: line-through;
        background: none;
      }
      button[aria-pressed='true'] {
        outline: 2px solid var(--o-accent);
      }
      form {
        position: sticky;
        inset-block-end: var(--o-3);
      }
      .legend span {
        padding: 0 var(--o-2);
        border: 1px solid transparent;
        border-radius: var(--o-radius-small);
      }
    `,
  ]

  constructor() {
    super()
    this.calendar = null
    this.editable = false
    this.open = ''
  }

  override render() {
    const { calendar } = this
    if (calendar === null) return nothing
    return html`<section class="card stack" aria-label=${String(calendar.year)}>
      <p class="row small legend"><span class="weekend">${msg('off by the weekday')}</span><span class="off">${msg('off')}</span><span class="working">${msg('working')}</span><span class="off suspended">${msg('day off, suspended')}</span></p>
      <div class="months">${Array.from({ length: 12 }, (_, at) => this.#month(calendar, at + 1))}</div>
      ${this.open === '' ? nothing : this.#choice(calendar)}
    </section>`
  }

  #month(calendar: CalendarYear, month: number) {
    const days = new Date(Date.UTC(calendar.year, month, 0)).getUTCDate()
    const blanks = weekdayOf(calendar.year, month, 1) - 1
    return html`<div><h2>${formatDate(`${calendar.year}-${String(month).padStart(2, '0')}`)}</h2>
      <div class="days">${Array.from({ length: blanks }, () => html`<span></span>`)}${Array.from({ length: days }, (_, at) => this.#day(calendar, month, at + 1))}</div></div>`
  }

  #day(calendar: CalendarYear, month: number, day: number) {
    const date = iso(calendar.year, month, day)
    const named = calendar.days.find((one) => one.day === date)
    const suspended = named?.kind === 'off' && calendar.suspended.some(({ from, to }) => date >= from && (to === null || date <= to))
    const look = named === undefined ? (calendar.weekend.includes(weekdayOf(calendar.year, month, day)) ? 'weekend' : '') : `${named.kind}${suspended ? ' suspended' : ''}`
    const word = named === undefined ? (look === '' ? '' : msg('off by the weekday')) : suspended ? msg('day off, suspended') : named.kind === 'off' ? msg('off') : msg('working')
    const says = [formatDate(date), word, named?.note ?? ''].filter((part) => part !== '').join(', ')
    return html`<button class=${look} ?disabled=${!this.editable} title=${says} aria-label=${says} aria-pressed=${this.open === date ? 'true' : 'false'} @click=${() => (this.open = this.open === date ? '' : date)}>${day}</button>`
  }

  #choice(calendar: CalendarYear) {
    const named = calendar.days.find((one) => one.day === this.open)
    return html`<form class="card stack" aria-label=${formatDate(this.open)} @submit=${(event: Event) => event.preventDefault()}>
      <strong>${formatDate(this.open)}</strong>
      <wa-input name="note" label=${msg('Note')} maxlength="200" .value=${named?.note ?? ''}></wa-input>
      <div class="row">
        <wa-button size="s" variant="brand" @click=${() => this.#choose('off')}>${msg('Day off')}</wa-button>
        <wa-button size="s" appearance="outlined" @click=${() => this.#choose('working')}>${msg('Working day')}</wa-button>
        <wa-button size="s" appearance="outlined" @click=${() => this.#choose('plain')}>${msg('As the weekday says')}</wa-button>
        <wa-button size="s" appearance="plain" @click=${() => (this.open = '')}>${msg('Cancel')}</wa-button>
      </div>
    </form>`
  }

  #choose(kind: DayChoice['kind']): void {
    const note = this.renderRoot.querySelector<HTMLInputElement>('wa-input[name=note]')?.value.trim() ?? ''
    this.dispatchEvent(new CustomEvent<DayChoice>('choose', { detail: { day: this.open, kind, note } }))
    this.open = ''
  }
}

define('opis-year-grid', YearGrid)
