import '@awesome.me/webawesome/dist/components/icon/icon.js'
import { Task } from '@lit/task'
import { msg } from '@lit/localize'
import { html } from 'lit'
import { calendarPath, readCalendar, type RetentionCalendar } from '../api/retention-overview.ts'
import { define, OpisElement } from '../elements/base.ts'
import { stacked } from '../elements/stacked.ts'
import { waiting } from '../elements/waiting.ts'
import { showError } from '../shell/show-error.ts'
import { classTitle, plan } from '../state/classes.ts'
import { StoreController } from '../state/store.ts'
import { formatDate, formatNumber } from '../text/format.ts'
import { currentLanguage } from '../text/locale.ts'

const years = 10

/** What falls due in the months ahead, by class. */
export class CalendarSection extends OpisElement {
  readonly #calendar = new Task(this, { task: (_, { signal }) => readCalendar(years, signal), args: () => [] as const })

  constructor() {
    super()
    new StoreController(this, plan)
  }

  override render() {
    return html`<section class="card stack" aria-labelledby="calendar"><h2 id="calendar">${msg('Calendar of the next ten years')}</h2>
      ${this.#calendar.render({ pending: () => waiting(), complete: (found) => this.#months(found), error: (error) => showError(error, () => void this.#calendar.run()) })}
    </section>`
  }

  #months({ months }: RetentionCalendar) {
    if (months.length === 0) return html`<p class="quiet">${msg('Nothing falls due in the next ten years.')}</p>`
    const language = currentLanguage()
    return html`<div class="scroll"><table ${stacked()}>
        <thead><tr><th scope="col">${msg('Month')}</th><th scope="col">${msg('Class')}</th><th scope="col" class="number">${msg('How many')}</th></tr></thead>
        <tbody>${months.map(({ month, class: code, count }, at) => html`<tr><th scope="row">${months[at - 1]?.month === month ? '' : formatDate(month)}</th><td>${code === null ? msg('no class') : classTitle(code)}</td><td class="number">${formatNumber(count)}</td></tr>`)}</tbody>
      </table></div>
      <div class="row">
        <a class="back" href=${calendarPath(years, language, 'csv')} download><wa-icon name="download"></wa-icon>CSV</a>
        <a class="back" href=${calendarPath(years, language, 'ods')} download><wa-icon name="download"></wa-icon>ODS</a>
      </div>`
  }
}

define('opis-retention-calendar', CalendarSection)
