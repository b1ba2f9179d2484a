import '@awesome.me/webawesome/dist/components/button/button.js'
import '@awesome.me/webawesome/dist/components/input/input.js'
import { Task } from '@lit/task'
import { msg, str } from '@lit/localize'
import { css, html } from 'lit'
import { readWaitingTimes, type WaitingTimes } from '../api/drafts.ts'
import { define, OpisElement } from '../elements/base.ts'
import { stacked } from '../elements/stacked.ts'
import { waiting } from '../elements/waiting.ts'
import { readForm } from '../elements/read-form.ts'
import { showError } from '../shell/show-error.ts'
import { shared } from '../styles/shared.ts'
import { formatDate, formatNumber } from '../text/format.ts'
import './tasks-nav.ts'

/** How long each person keeps visas and approvals that are wanted of him. */
export class WaitingTimesScreen extends OpisElement {
  static override properties = { from: { state: true }, to: { state: true } }
  declare from: string
  declare to: string

  static override styles = [
    shared,
    css`
      td:not(:first-child),
      th:not(:first-child) {
        text-align: end;
      }
      .wide {
        overflow-x: auto;
      }
    `,
  ]

  readonly #times = new Task(this, { task: ([from, to], { signal }) => readWaitingTimes({ ...(from === '' ? {} : { from }), ...(to === '' ? {} : { to }) }, signal), args: () => [this.from, this.to] as const })

  constructor() {
    super()
    this.from = ''
    this.to = ''
  }

  override render() {
    return html`<div class="page stack">
      <opis-tasks-nav path="/tasks/waiting-times"></opis-tasks-nav>
      <h1>${msg('Waiting times of visas')}</h1>
      <form class="fields card" aria-label=${msg('Period')} @submit=${this.#choose}>
        <wa-input name="from" type="date" label=${msg('Asked from')}></wa-input>
        <wa-input name="to" type="date" label=${msg('Until')}></wa-input>
        <wa-button type="submit" appearance="outlined">${msg('Show')}</wa-button>
      </form>
      ${this.#times.render({
        pending: waiting,
        complete: (found) => this.#table(found),
        error: (error) => showError(error, () => void this.#times.run()),
      })}
    </div>`
  }

  #choose = (event: SubmitEvent): void => {
    const given = readForm(event)
    if (given === null) return
    this.from = given.text('from')
    this.to = given.text('to')
  }

  #table({ people, from, to, names }: WaitingTimes) {
    if (people.length === 0) return html`<p class="card quiet">${msg(str`No visa was wanted from ${formatDate(from)} to ${formatDate(to)}.`)}</p>`
    return html`<section class="card wide" aria-label=${msg('Waiting times of visas')}>
      <p class="small quiet">${msg(str`Asked from ${formatDate(from)} to ${formatDate(to)}`)}</p>
      <table ${stacked()}>
        <thead><tr><th scope="col">${msg('Who')}</th><th scope="col">${msg('Asked')}</th><th scope="col">${msg('Decided')}</th><th scope="col">${msg('By deputies')}</th><th scope="col">${msg('Half within')}</th><th scope="col">${msg('Longest')}</th><th scope="col">${msg('Waiting now')}</th><th scope="col">${msg('Waiting longest')}</th></tr></thead>
        <tbody>${people.map((one) => html`<tr><th scope="row">${names[one.person] ?? one.person}</th><td>${one.asked}</td><td>${one.decided}</td><td>${one.byDeputy}</td><td>${hours(one.medianHours)}</td><td>${hours(one.longestHours)}</td><td>${one.waiting}</td><td>${hours(one.longestOpenHours)}</td></tr>`)}</tbody>
      </table>
    </section>`
  }
}

const hours = (value: number | null): string => (value === null ? '—' : msg(str`${formatNumber(value)} h`))

define('opis-waiting-times', WaitingTimesScreen)
