import '@awesome.me/webawesome/dist/components/icon/icon.js'
import '@awesome.me/webawesome/dist/components/input/input.js'
import { Task } from '@lit/task'
import { msg, str } from '@lit/localize'
import { html } from 'lit'
import { keptLongerPath, readKeptLonger, type KeptLonger } from '../api/erasure-requests.ts'
import { define, OpisElement } from '../elements/base.ts'
import { stacked } from '../elements/stacked.ts'
import { waiting } from '../elements/waiting.ts'
import { showError } from '../shell/show-error.ts'
import { classTitle, plan, recordTitle } from '../state/classes.ts'
import { StoreController } from '../state/store.ts'
import { formatDate, formatNumber } from '../text/format.ts'
import { rowStyles } from './holds-styles.ts'

const mostDays = 36_500

/** Documents that may name people and are kept longer than needed, by class. */
export class KeptLongerSection extends OpisElement {
  static override properties = { days: { state: true } }
  declare days: number

  readonly #found = new Task(this, { task: ([days], { signal }) => readKeptLonger(days, signal), args: () => [this.days] as const })

  static override styles = rowStyles

  constructor() {
    super()
    this.days = 30
    new StoreController(this, plan)
  }

  override render() {
    return html`<section class="card stack" aria-labelledby="longer">
      <h2 id="longer">${msg('Kept longer than needed')}</h2>
      <p class="quiet">${msg('Documents of classes that may name people: due for so many days and on no act, or past the day by which they must be erased.')}</p>
      <wa-input type="number" label=${msg('Days since they are due')} min="0" max=${mostDays} value=${this.days} @change=${this.#choose}></wa-input>
      ${this.#found.render({
        pending: () => (this.#found.value === undefined ? waiting() : this.#list(this.#found.value)),
        complete: (found) => this.#list(found),
        error: (error) => showError(error, () => void this.#found.run()),
      })}
    </section>`
  }

  #list({ total, classes, records }: KeptLonger) {
    if (total === 0) return html`<p class="note tone-good" role="status">${msg('Nothing is kept longer than needed.')}</p>`
    return html`<div class="scroll"><table ${stacked()}>
        <thead><tr><th scope="col">${msg('Class')}</th><th scope="col" class="number">${msg('Due')}</th><th scope="col" class="number">${msg('Past the day of erasing')}</th></tr></thead>
        <tbody>${classes.map((one) => html`<tr><th scope="row">${classTitle(one.class)}</th><td class="number">${formatNumber(one.overdue)}</td><td class="number">${formatNumber(one.pastEraseBy)}</td></tr>`)}</tbody>
      </table></div>
      <div class="row">
        <a class="back" href=${keptLongerPath(this.days, 'csv')} download><wa-icon name="download"></wa-icon>CSV</a>
        <a class="back" href=${keptLongerPath(this.days, 'ods')} download><wa-icon name="download"></wa-icon>ODS</a>
      </div>
      <ul class="rows" aria-label=${msg('Kept longer than needed')}>${records.map(
        (one) => html`<li>
          <a href=${`/records/${one.id}`}>${recordTitle(one)}</a>
          <span class="small quiet">${one.eligibleOn === null ? '' : msg(str`due since ${formatDate(one.eligibleOn)}`)} ${one.eraseBy === null ? '' : msg(str`to be erased by ${formatDate(one.eraseBy)}`)}</span>
        </li>`,
      )}</ul>
      ${records.length < total ? html`<p class="small quiet">${msg(str`The first ${formatNumber(records.length)} of ${formatNumber(total)}; the file has all.`)}</p>` : ''}`
  }

  #choose(event: Event): void {
    const days = Number((event.target as HTMLInputElement).value)
    if (Number.isInteger(days) && days >= 0 && days <= mostDays) this.days = days
  }
}

define('opis-kept-longer', KeptLongerSection)
