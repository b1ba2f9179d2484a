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
import { waiting } from '../elements/waiting.ts'
import { showError } from '../shell/show-error.ts'
import { announce } from '../state/notice.ts'
import { may } from '../state/permissions.ts'
import { shared } from '../styles/shared.ts'
import { formatDate, formatInstant } from '../text/format.ts'
import { eventTitle, offeredEvents } from './event-name.ts'

const datePattern = '\\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01]))?)?'

/** The facts of a record: list, entry, retraction. Announces `changed`, since the retention date may move. */
export class EventSection extends OpisElement {
  static override properties = { record: {}, asking: { state: true }, busy: { state: true }, error: { state: true } }
  declare record: string
  /** Id of the entry whose retraction waits for a second yes. */
  declare asking: string | null
  declare busy: boolean
  declare error: unknown

  readonly #events = new Task(this, {
    task: ([id], { signal }) => readEvents(id, signal),
    args: () => [this.record] as const,
  })

  static override styles = [
    shared,
    css`
      li {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: var(--o-2) var(--o-4);
        padding-block: var(--o-3);
        border-block-end: 1px solid var(--o-line);
      }
      .gone strong,
      .gone .date {
        text-decoration: line-through;
        color: var(--o-quiet);
      }
      form {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr));
        gap: var(--o-3);
        align-items: end;
      }
      form wa-button {
        justify-self: start;
      }
    `,
  ]

  constructor() {
    super()
    this.record = ''
    this.asking = null
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
    return html`<ul>${events.map((event) => this.#row(event))}</ul>`
  }

  #row(event: EventView) {
    return html`<li class=${event.retracted ? 'gone' : ''}>
      <div>
        <strong>${eventTitle(event.event)}</strong> · <span class="date">${formatDate(event.date)}</span>
        <p class="small quiet">
          ${event.recordedBy}, ${formatInstant(event.recordedAt)}${event.evidence === null ? nothing : html` · ${event.evidence}`}
          ${event.retracted ? html` · ${msg('retracted')}` : nothing}
        </p>
      </div>
      ${event.retracted || !may('events.write') ? nothing : this.#retraction(event)}
    </li>`
  }

  #retraction(event: EventView) {
    if (this.asking !== event.id) {
      return html`<wa-button size="s" appearance="plain" @click=${() => (this.asking = event.id)}>${msg('Retract')}<span class="unseen">${eventTitle(event.event)}</span></wa-button>`
    }
    return html`<div class="row" role="group" aria-label=${msg('Retract this entry?')}>
      <span class="small">${msg('Retract this entry?')}</span>
      <wa-button size="s" variant="danger" ?loading=${this.busy} @click=${() => void this.#save(() => retractEvent(this.record, event.id), msg('The entry was retracted'))}>${msg('Retract')}</wa-button>
      <wa-button size="s" appearance="outlined" @click=${() => (this.asking = null)}>${msg('Keep')}</wa-button>
    </div>`
  }

  #form() {
    return html`<form @submit=${this.#add} aria-label=${msg('Enter a fact')}>
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
      this.asking = null
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
