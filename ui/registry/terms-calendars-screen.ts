import '@awesome.me/webawesome/dist/components/button/button.js'
import '@awesome.me/webawesome/dist/components/option/option.js'
import '@awesome.me/webawesome/dist/components/select/select.js'
import { Task } from '@lit/task'
import { msg, str } from '@lit/localize'
import { css, html, nothing } from 'lit'
import { readCalendars, readYear, setDays, type CalendarYear } from '../api/terms.ts'
import { define, OpisElement } from '../elements/base.ts'
import { waiting } from '../elements/waiting.ts'
import '../municipality/setup-nav.ts'
import { showError } from '../shell/show-error.ts'
import { may } from '../state/permissions.ts'
import { shared } from '../styles/shared.ts'
import { formatDate } from '../text/format.ts'
import { localName } from '../text/local-name.ts'
import './terms-calendar-frame.ts'
import './terms-year-grid.ts'
import type { DayChoice } from './terms-year-grid.ts'

/** Calendars of working days: a year on one page, and what stands around it. */
export class CalendarsScreen extends OpisElement {
  static override properties = { code: { state: true }, year: { state: true }, error: { state: true } }
  declare code: string
  declare year: number
  declare error: unknown

  readonly #calendars = new Task(this, { task: (_, { signal }) => readCalendars(signal), args: () => [] as const })
  readonly #year = new Task(this, { task: ([code, year], { signal }) => (code === '' ? Promise.resolve(null) : readYear(code, year, signal)), args: () => [this.code, this.year] as const })

  static override styles = [
    shared,
    css`
      wa-select {
        flex: 1 1 20rem;
        max-inline-size: 26rem;
        min-inline-size: 14rem;
      }
    `,
  ]

  constructor() {
    super()
    this.code = ''
    this.year = new Date().getFullYear()
    this.error = null
  }

  override render() {
    return html`<div class="page stack">
      <opis-setup-nav path="/administration/calendars"></opis-setup-nav>
      <h1>${msg('Calendars of working days')}</h1>
      ${this.#calendars.render({
        pending: () => waiting(),
        complete: ({ calendars }) => {
          if (this.code === '' && calendars[0] !== undefined) queueMicrotask(() => (this.code = calendars.find(({ uncertain }) => uncertain > 0)?.code ?? calendars[0]?.code ?? ''))
          return html`<div class="row">
            <wa-select label=${msg('Calendar')} value=${this.code} @change=${(event: Event) => (this.code = (event.target as HTMLInputElement).value)}>${calendars.map(({ code, name }) => html`<wa-option value=${code}>${localName(name, code)}</wa-option>`)}</wa-select>
            <wa-button appearance="outlined" @click=${() => (this.year -= 1)}>${this.year - 1}</wa-button>
            <strong aria-live="polite">${this.year}</strong>
            <wa-button appearance="outlined" @click=${() => (this.year += 1)}>${this.year + 1}</wa-button>
          </div>`
        },
        error: (error) => showError(error, () => void this.#calendars.run()),
      })}
      ${this.error === null ? nothing : showError(this.error)}
      ${this.#year.render({
        pending: () => (this.#year.value === undefined || this.#year.value === null ? waiting() : this.#draw(this.#year.value)),
        complete: (year) => (year === null ? nothing : this.#draw(year)),
        error: (error) => showError(error, () => void this.#year.run()),
      })}
    </div>`
  }

  #draw(year: CalendarYear) {
    const until = year.enteredUntil
    const entered = until !== null && until >= `${year.year}-12-31`
    return html`${entered ? html`<p class="note tone-good">${msg(str`Days off are entered until ${formatDate(until)}.`)}</p>` : html`<p class="note tone-care"><strong>${msg(str`Days off of ${year.year} are not said to be entered. Deadlines that reach into it are uncertain.`)}</strong></p>`}
      ${year.uncertain === 0 ? nothing : html`<p class="note tone-bad">${msg(str`Open documents with an uncertain deadline by this calendar: ${year.uncertain}.`)} <a href="/administration/deadlines">${msg('Show them')}</a></p>`}
      <opis-year-grid .calendar=${year} ?editable=${may('terms.keep')} @choose=${this.#choose}></opis-year-grid>
      ${may('terms.keep') ? html`<opis-calendar-frame .calendar=${year} @changed=${this.#reload}></opis-calendar-frame>` : nothing}`
  }

  async #choose(event: CustomEvent<DayChoice>): Promise<void> {
    this.error = null
    try {
      await setDays(this.code, [event.detail])
      await this.#year.run()
    } catch (error) {
      this.error = error
    }
  }

  #reload(): void {
    void this.#calendars.run()
    void this.#year.run()
  }
}

define('opis-calendars', CalendarsScreen)
