import '@awesome.me/webawesome/dist/components/button/button.js'
import '@awesome.me/webawesome/dist/components/option/option.js'
import '@awesome.me/webawesome/dist/components/select/select.js'
import { Task } from '@lit/task'
import { msg, str } from '@lit/localize'
import { html, nothing } from 'lit'
import { readMails, sendAgain, type MailList, type MailState, type MailView } from '../api/notices.ts'
import { define, OpisElement } from '../elements/base.ts'
import { waiting } from '../elements/waiting.ts'
import '../municipality/setup-nav.ts'
import { showError } from '../shell/show-error.ts'
import { announce } from '../state/notice.ts'
import { formatInstant, formatNumber } from '../text/format.ts'

const states: readonly MailState[] = ['queued', 'sent', 'failed', 'bounced']
const tones: Readonly<Record<MailState, string>> = { queued: 'calm', sent: 'good', failed: 'bad', bounced: 'care' }

function stateName(state: MailState): string {
  switch (state) {
    case 'queued':
      return msg('waits')
    case 'sent':
      return msg('sent')
    case 'failed':
      return msg('failed')
    case 'bounced':
      return msg('came back')
  }
}

/** What went out by mail, what waits, what failed and came back; each can be sent again. */
export class OutboxScreen extends OpisElement {
  static override properties = { state: { state: true }, pages: { state: true }, error: { state: true } }
  declare state: MailState | ''
  declare pages: readonly (string | undefined)[]
  declare error: unknown

  readonly #mails = new Task(this, { task: ([state, pages], { signal }) => readMails({ state: state === '' ? undefined : state, before: pages.at(-1) }, signal), args: () => [this.state, this.pages] as const })

  constructor() {
    super()
    this.state = ''
    this.pages = [undefined]
    this.error = null
  }

  override render() {
    return html`<div class="page stack">
      <opis-setup-nav path="/administration/outbox"></opis-setup-nav>
      <h1>${msg('Outgoing mail')}</h1>
      ${this.error === null ? nothing : showError(this.error)}
      ${this.#mails.render({
        pending: () => (this.#mails.value === undefined ? waiting() : this.#draw(this.#mails.value)),
        complete: (list) => this.#draw(list),
        error: (error) => showError(error, () => void this.#mails.run()),
      })}
    </div>`
  }

  #draw({ configured, from, counts, mails, next }: MailList) {
    return html`${configured ? html`<p class="quiet">${msg(str`Mails go out as ${from ?? ''}. Those to people of the house name numbers and days, no names and no content; those to senders say why what they sent was rejected.`)}</p>` : html`<p class="note tone-care"><strong>${msg('Mail is not set up on this server (OPIS_SMTP_URL, OPIS_MAIL_FROM): nothing leaves it by mail.')}</strong></p>`}
      <wa-select label=${msg('Show')} value=${this.state} @change=${this.#choose}>
        <wa-option value="">${msg('All')}</wa-option>${states.map((state) => html`<wa-option value=${state}>${stateName(state)} (${formatNumber(counts[state])})</wa-option>`)}
      </wa-select>
      ${mails.length === 0 ? html`<p class="card quiet">${msg('There is no mail.')}</p>` : html`<section class="card stack"><ul class="rows" aria-label=${msg('Outgoing mail')}>${mails.map((mail) => this.#row(mail, configured))}</ul></section>`}
      <div class="row">
        ${this.pages.length > 1 ? html`<wa-button appearance="outlined" @click=${() => (this.pages = this.pages.slice(0, -1))}>${msg('Back')}</wa-button>` : nothing}
        ${next === null ? nothing : html`<wa-button appearance="outlined" @click=${() => (this.pages = [...this.pages, next])}>${msg('Older ones')}</wa-button>`}
      </div>`
  }

  #row(mail: MailView, configured: boolean) {
    return html`<li>
      <div>
        <strong>${mail.purpose === 'rejection' ? msg('Answer to a sender') : mail.person}</strong> ${mail.address} <span class="badge tone-${tones[mail.state]}">${stateName(mail.state)}</span>
        <p class="small quiet">${mail.subject} · ${formatInstant(mail.madeAt)} · ${msg(str`tries: ${mail.attempts}`)}${mail.nextTryAt === null || mail.attempts === 0 ? '' : ` · ${msg(str`again at ${formatInstant(mail.nextTryAt)}`)}`}</p>
        ${mail.answer === null || mail.state === 'sent' ? nothing : html`<p class="small"><code>${mail.answer}</code></p>`}
      </div>
      ${mail.state === 'queued' || !configured ? nothing : html`<wa-button size="s" appearance="plain" @click=${() => void this.#again(mail.id)}>${msg('Send again')}<span class="unseen">${mail.person === '' ? mail.address : mail.person}</span></wa-button>`}
    </li>`
  }

  #choose(event: Event): void {
    const { value } = event.target as HTMLInputElement
    this.state = states.find((state) => state === value) ?? ''
    this.pages = [undefined]
  }

  async #again(id: string): Promise<void> {
    this.error = null
    try {
      await sendAgain(id)
      announce(msg('It will be sent again'))
      await this.#mails.run()
    } catch (error) {
      this.error = error
    }
  }
}

define('opis-outbox', OutboxScreen)
