import '@awesome.me/webawesome/dist/components/button/button.js'
import '@awesome.me/webawesome/dist/components/input/input.js'
import '@awesome.me/webawesome/dist/components/select/select.js'
import '@awesome.me/webawesome/dist/components/option/option.js'
import { Task } from '@lit/task'
import { msg } from '@lit/localize'
import { css, html, nothing } from 'lit'
import { addEvent, readEvents, retractEvent } from '../api/records.ts'
import type { EventList, EventView } from '../api/records.ts'
import { define, OpisElement } from '../elements/base.ts'
import '../elements/confirm-button.ts'
import { waiting } from '../elements/waiting.ts'
import { showError } from '../shell/show-error.ts'
import { announce } from '../state/notice.ts'
import { may } from '../state/permissions.ts'
import { shared } from '../styles/shared.ts'
import { actorName } from '../text/actor-name.ts'
import { formatDate, formatInstant } from '../text/format.ts'
import { eventTitle, offeredEvents } from './event-name.ts'

const datePattern = '\\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01]))?)?'

/** The facts of a record: list, entry, retraction. Announces `changed`, since the retention date may move. */
export class EventSection extends OpisElement {
  static override properties = { record: {}, busy: { state: true }, error: { state: true } }
  declare record: string
  declare busy: boolean
  declare error: unknown

  readonly #events = new Task(this, {
    task: ([id], { signal }) => readEvents(id, signal),
    args: () => [this.record] as const,
  })

  static override styles = [
    shared,
    css`
      .gone strong,
      .gone .date {
        text-decoration: line-through;
        color: var(--o-quiet);
      }
    `,
  ]

  constructor() {
    super()
    this.record = ''
    this.busy = false
    this.error = null
  }

  override render() {
    return html`<section class="card stack" aria-labelledby="facts">
      <div>
        <h2 id="facts">${msg('Facts that retention counts from')}</h2>
        <p class="small quiet">${msg('Enter what happened; the date is computed anew at once.')}</p>
      </div>
      ${this.#events.render({
        pending: () => (this.#events.value === undefined ? waiting() : this.#list(this.#events.value)),
        complete: (list) => this.#list(list),
        error: (error) => showError(error, () => void this.#events.run()),
      })}
      ${this.error === null ? nothing : showError(this.error)} ${may('events.write') ? this.#form() : nothing}
    </section>`
  }

  #list({ events }: EventList) {
    if (events.length === 0) return html`<p class="quiet">${msg('Nothing has been entered yet.')}</p>`
    return html`<ul class="rows">${events.map((event) => this.#row(event))}</ul>`
  }

  #row(event: EventView) {
    return html`<li class=${event.retracted ? 'gone' : ''}>
      <div>
        <strong>${eventTitle(event.event)}</strong> · <span class="date">${formatDate(event.date)}</span>
        <p class="small quiet">
          ${actorName(event.recordedBy)}, ${formatInstant(event.recordedAt)}${event.evidence === null ? nothing : html` · ${event.evidence}`}
          ${event.retracted ? html` · ${msg('retracted')}` : nothing}
        </p>
      </div>
      ${event.retracted || !may('events.write') ? nothing : this.#retraction(event)}
    </li>`
  }

  #retraction(event: EventView) {
    return html`<opis-confirm
      .label=${msg('Retract')}
      .about=${eventTitle(event.event)}
      .question=${msg('Retract this entry?')}
      .busy=${this.busy}
      @confirmed=${() => void this.#save(() => retractEvent(this.record, event.id), msg('The entry was retracted'))}
    ></opis-confirm>`
  }

  #form() {
    return html`<form class="fields" @submit=${this.#add} aria-label=${msg('Enter a fact')}>
      <wa-select name="event" label=${msg('What happened')} value="file.closed">
        ${offeredEvents.map((name) => html`<wa-option value=${name}>${eventTitle(name)}</wa-option>`)}
      </wa-select>
      <wa-input name="date" label=${msg('On which date')} placeholder="2024-12-31" pattern=${datePattern} required autocomplete="off" title=${msg('Year, or year-month, or year-month-day')}></wa-input>
      <wa-input name="evidence" label=${msg('Evidence, if any')} maxlength="500" autocomplete="off"></wa-input>
      <wa-button type="submit" variant="brand" ?loading=${this.busy}>${msg('Enter')}</wa-button>
    </form>`
  }

  async #add(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    if (!(event.target instanceof HTMLFormElement)) return
    const form = event.target
    const data = new FormData(form)
    const text = (name: string): string => String(data.get(name) ?? '').trim()
    const evidence = text('evidence')
    const saved = await this.#save(() => addEvent(this.record, { event: text('event'), date: text('date'), ...(evidence === '' ? {} : { evidence }) }), msg('The fact was entered'))
    if (saved) form.reset()
  }

  async #save(work: () => Promise<EventList>, done: string): Promise<boolean> {
    this.busy = true
    this.error = null
    try {
      await work()
      announce(done)
      void this.#events.run()
      this.dispatchEvent(new CustomEvent('changed'))
      return true
    } catch (error) {
      this.error = error
      return false
    } finally {
      this.busy = false
    }
  }
}

define('opis-events', EventSection)
