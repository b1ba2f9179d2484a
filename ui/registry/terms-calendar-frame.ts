import '@awesome.me/webawesome/dist/components/button/button.js'
import '@awesome.me/webawesome/dist/components/input/input.js'
import { msg, str } from '@lit/localize'
import { html, nothing } from 'lit'
import { copyYear, importDays, saveCalendar, type CalendarYear } from '../api/terms.ts'
import { define } from '../elements/base.ts'
import { WorkElement } from '../elements/work-element.ts'
import { announce } from '../state/notice.ts'
import { formatDate } from '../text/format.ts'

/** What stands around the days of a calendar: until when it is entered, suspended days off, copy of a year, import. Announces `changed`. */
export class CalendarFrame extends WorkElement {
  static override properties = { calendar: { attribute: false } }
  declare calendar: CalendarYear | null

  constructor() {
    super()
    this.calendar = null
  }

  override render() {
    const { calendar } = this
    if (calendar === null) return nothing
    const { code, year, enteredUntil, suspended } = calendar
    return html`<section class="card stack" aria-labelledby="frame">
      <h2 id="frame">${msg('When all days off are entered')}</h2>
      <form class="row" @submit=${(event: SubmitEvent) => void this.#submit(event, (data) => this.#frame({ enteredUntil: String(data.get('until') ?? '') || null }))}>
        <wa-input name="until" type="date" label=${msg('Entered until')} .value=${enteredUntil ?? `${year}-12-31`}></wa-input>
        <wa-button type="submit" variant="brand" ?loading=${this.busy}>${msg('Save and count deadlines anew')}</wa-button>
      </form>
      <h2>${msg('Days off that are worked all the same')}</h2>
      ${suspended.length === 0 ? nothing : html`<ul class="rows">${suspended.map((one, index) => html`<li><span>${formatDate(one.from)} – ${one.to === null ? msg('until further notice') : formatDate(one.to)}: ${one.reason}</span><wa-button size="s" appearance="plain" @click=${() => void this.#do(() => this.#frame({ suspended: suspended.filter((_, at) => at !== index) }))}>${msg('Remove')}</wa-button></li>`)}</ul>`}
      <form class="fields" @submit=${(event: SubmitEvent) => void this.#submit(event, (data) => this.#frame({ suspended: [...suspended, { from: String(data.get('from')), to: String(data.get('to') ?? '') || null, reason: String(data.get('reason')) }] }))}>
        <wa-input name="from" type="date" label=${msg('From')} required></wa-input>
        <wa-input name="to" type="date" label=${msg('Until')} hint=${msg('Empty: until further notice')}></wa-input>
        <wa-input name="reason" label=${msg('Reason')} maxlength="300" required></wa-input>
        <wa-button type="submit" appearance="outlined" ?loading=${this.busy}>${msg('Suspend days off')}</wa-button>
      </form>
      <h2>${msg('Copy and import')}</h2>
      <div class="row">
        <wa-button appearance="outlined" ?loading=${this.busy} @click=${() => void this.#do(async () => announce(msg(str`Days copied: ${(await copyYear(code, year - 1, year)).days}`)))}>${msg(str`Copy the days of ${year - 1} into ${year}`)}</wa-button>
        <label class="row"><span>${msg('Import CSV')}</span><input type="file" accept=".csv,text/csv,text/plain" @change=${this.#import} /></label>
      </div>
      <p class="small quiet">${msg('Each line: day;off or working;note. For example 2026-01-01;off;New Year.')}</p>
      ${this.problem()}
    </section>`
  }

  async #frame(change: Partial<Pick<CalendarYear, 'enteredUntil' | 'suspended'>>): Promise<void> {
    if (this.calendar === null) return
    const { code, name, weekend, roll, enteredUntil, suspended } = this.calendar
    await saveCalendar(code, { name, weekend, roll, enteredUntil, suspended, ...change })
    announce(msg('Calendar saved; deadlines are counted anew'))
  }

  #import(event: Event): void {
    const input = event.target as HTMLInputElement
    const file = input.files?.[0]
    const { calendar } = this
    if (file === undefined || calendar === null) return
    void this.#do(async () => announce(msg(str`Days entered: ${(await importDays(calendar.code, await file.text())).days}`))).finally(() => (input.value = ''))
  }

  async #submit(event: SubmitEvent, work: (data: FormData) => Promise<void>): Promise<void> {
    event.preventDefault()
    const form = event.target as HTMLFormElement
    await this.#do(() => work(new FormData(form)))
  }

  async #do(work: () => Promise<void>): Promise<void> {
    await this.attempt(async () => {
      await work()
      this.dispatchEvent(new CustomEvent('changed'))
    })
  }
}

define('opis-calendar-frame', CalendarFrame)
