import '@awesome.me/webawesome/dist/components/button/button.js'
import '@awesome.me/webawesome/dist/components/checkbox/checkbox.js'
import '@awesome.me/webawesome/dist/components/input/input.js'
import { Task } from '@lit/task'
import { msg, str } from '@lit/localize'
import { html, nothing } from 'lit'
import { webhookCallsKeptDays, webhookEvents } from '#contract/notices.ts'
import { addWebhook, callForTrial, changeWebhook, readCalls, readWebhooks, removeWebhook, type WebhookCalls, type WebhookList, type WebhookView } from '../api/notices.ts'
import { define } from '../elements/base.ts'
import '../elements/confirm-button.ts'
import '../elements/secret-note.ts'
import { waiting } from '../elements/waiting.ts'
import { WorkElement } from '../elements/work-element.ts'
import { showError } from '../shell/show-error.ts'
import { formatInstant } from '../text/format.ts'

/** Programs that are told of events by signed calls: list, new, log, end. */
export class WebhookSection extends WorkElement {
  static override properties = { secret: { state: true }, shown: { state: true } }
  declare secret: { name: string; secret: string } | null
  /** The subscription whose calls are shown. */
  declare shown: string

  readonly #hooks = new Task(this, { task: (_, { signal }) => readWebhooks(signal), args: () => [] as const })
  readonly #calls = new Task(this, { task: ([shown], { signal }) => (shown === '' ? Promise.resolve(null) : readCalls(shown, signal)), args: () => [this.shown] as const })

  constructor() {
    super()
    this.secret = null
    this.shown = ''
  }

  override render() {
    return html`<section class="card stack" aria-labelledby="hooks">
      <h2 id="hooks">${msg('Programs that are told')}</h2>
      <p class="quiet">${msg('What happens to documents and tasks is sent to the addresses below, with number and days, without names and content, signed with a secret. Nothing is called that does not stand here.')}</p>
      ${this.secret === null ? nothing : html`<opis-secret .label=${msg(str`Secret of ${this.secret.name}`)} .secret=${this.secret.secret} .hint=${msg('It is shown this once. The program checks the signature of each call with it.')}></opis-secret>`}
      ${this.#hooks.render({
        pending: () => (this.#hooks.value === undefined ? waiting() : this.#list(this.#hooks.value)),
        complete: (list) => this.#list(list),
        error: (error) => showError(error, () => void this.#hooks.run()),
      })}
      <form class="fields" @submit=${this.#add}>
        <wa-input name="name" label=${msg('Name of the program')} maxlength="100" required></wa-input>
        <wa-input name="url" type="url" label=${msg('Address')} maxlength="1000" required></wa-input>
        <fieldset class="row">
          <legend>${msg('It is told of')}</legend>
          ${webhookEvents.map((event) => html`<wa-checkbox name="events" value=${event} ?checked=${event === 'card.stage'}>${eventName(event)}</wa-checkbox>`)}
        </fieldset>
        <wa-button type="submit" appearance="outlined" ?loading=${this.busy}>${msg('Add')}</wa-button>
      </form>
      ${this.problem()}
    </section>`
  }

  #list({ webhooks }: WebhookList) {
    if (webhooks.length === 0) return html`<p class="quiet">${msg('No program is told of anything.')}</p>`
    return html`<ul class="rows" aria-label=${msg('Programs that are told')}>${webhooks.map((one) => this.#row(one))}</ul>`
  }

  #row(hook: WebhookView) {
    const { id, name, url, events, active, waiting: queued, failed } = hook
    return html`<li>
      <div>
        <strong>${name}</strong> ${active ? nothing : html`<span class="badge tone-plain">${msg('switched off')}</span>`} ${failed === 0 ? nothing : html`<span class="badge tone-bad">${msg(str`given up: ${failed}`)}</span>`} ${queued === 0 ? nothing : html`<span class="badge tone-calm">${msg(str`waiting: ${queued}`)}</span>`}
        <p class="small quiet">${url} · ${events.map(eventName).join(', ')}</p>
        ${this.shown === id ? this.#calls.render({ pending: () => waiting(), complete: (calls) => (calls === null ? nothing : this.#log(calls)), error: (error) => showError(error) }) : nothing}
      </div>
      <div class="row tight">
        <wa-button size="s" appearance="plain" @click=${() => (this.shown = this.shown === id ? '' : id)}>${msg('Calls')}<span class="unseen">${name}</span></wa-button>
        <wa-button size="s" appearance="plain" ?loading=${this.busy} @click=${() => void this.#do(() => callForTrial(id))}>${msg('Try')}<span class="unseen">${name}</span></wa-button>
        <wa-button size="s" appearance="plain" ?loading=${this.busy} @click=${() => void this.#do(() => changeWebhook(id, { name, url, events, active: !active }))}>${active ? msg('Switch off') : msg('Switch on')}<span class="unseen">${name}</span></wa-button>
        <opis-confirm .label=${msg('Remove')} .about=${name} .question=${msg(str`End the calls to ${name}?`)} .busy=${this.busy} @confirmed=${() => void this.#do(() => removeWebhook(id))}></opis-confirm>
      </div>
    </li>`
  }

  #log({ calls }: WebhookCalls) {
    if (calls.length === 0) return html`<p class="small quiet">${msg(str`No call in the last ${webhookCallsKeptDays} days.`)}</p>`
    return html`<ul class="small">${calls.map(({ event, madeAt, state, attempts, answer }) => html`<li>${formatInstant(madeAt)} · ${event} · ${state === 'delivered' ? msg('delivered') : state === 'failed' ? msg('given up') : msg('waits')} · ${msg(str`tries: ${attempts}`)} ${answer === null ? nothing : html`· <code>${answer}</code>`}</li>`)}</ul>`
  }

  #add(event: SubmitEvent): void {
    event.preventDefault()
    const form = event.target as HTMLFormElement
    const data = new FormData(form)
    const asked = data.getAll('events')
    const events = webhookEvents.filter((one) => asked.includes(one))
    void this.#do(async () => {
      const made = await addWebhook({ name: String(data.get('name')), url: String(data.get('url')), events })
      this.secret = { name: made.name, secret: made.secret }
      form.reset()
    })
  }

  async #do(work: () => Promise<unknown>): Promise<void> {
    await this.attempt(async () => {
      await work()
      await this.#hooks.run()
    })
  }
}

function eventName(event: WebhookView['events'][number]): string {
  switch (event) {
    case 'card.registered': return msg('Registered documents')
    case 'card.stage': return msg('Stages of documents')
    case 'card.deadline': return msg('Moved deadlines')
    case 'card.sent': return msg('Documents that were sent')
    case 'card.closed': return msg('Documents executed, filed or annulled')
    case 'card.reopened': return msg('Documents opened again')
    case 'assignment.overdue': return msg('Overdue tasks')
    case 'assignment.changed': return msg('Changes of tasks')
    case 'application.changed': return msg('Applications of other programs')
  }
}

define('opis-webhooks', WebhookSection)
