import '@awesome.me/webawesome/dist/components/button/button.js'
import '@awesome.me/webawesome/dist/components/checkbox/checkbox.js'
import '@awesome.me/webawesome/dist/components/input/input.js'
import { Task } from '@lit/task'
import { msg, str } from '@lit/localize'
import { html, nothing } from 'lit'
import { readNoticeSettings, runDeadlines, saveNoticeSettings, type NoticeSettingsView } from '../api/notices.ts'
import { define } from '../elements/base.ts'
import { waiting } from '../elements/waiting.ts'
import { WorkElement } from '../elements/work-element.ts'
import '../municipality/setup-nav.ts'
import { showError } from '../shell/show-error.ts'
import { announce } from '../state/notice.ts'
import { may } from '../state/permissions.ts'
import { formatDate } from '../text/format.ts'
import './terms-webhooks.ts'

/** When people are reminded and who is told of what is late; programs that are told too. */
export class RemindersScreen extends WorkElement {
  readonly #settings = new Task(this, { task: (_, { signal }) => readNoticeSettings(signal), args: () => [] as const })

  override render() {
    return html`<div class="page stack">
      <opis-setup-nav path="/administration/reminders"></opis-setup-nav>
      <h1>${msg('Reminders')}</h1>
      ${this.#settings.render({
        pending: () => (this.#settings.value === undefined ? waiting() : this.#draw(this.#settings.value)),
        complete: (view) => this.#draw(view),
        error: (error) => showError(error, () => void this.#settings.run()),
      })}
      ${may('terms.keep') ? html`<opis-webhooks></opis-webhooks>` : nothing}
    </div>`
  }

  #draw({ settings, mailConfigured, lastRun }: NoticeSettingsView) {
    const days = (name: string, label: string, value: number, min: number) => html`<wa-input name=${name} type="number" min=${min} max="60" label=${label} value=${String(value)} required></wa-input>`
    return html`<form class="card stack" @submit=${this.#save} aria-labelledby="when">
      <h2 id="when">${msg('Who is told and when')}</h2>
      <p class="quiet">${msg('Whoever has a task is told before the day, on it and after it. Nothing is told twice; the deputy of an absent person is told too.')}</p>
      <div class="fields">
        ${days('remindDays', msg('Days before the deadline'), settings.remindDays, 0)} ${days('headDays', msg('Days after it: the head of the unit'), settings.headDays, 1)} ${days('controllerDays', msg('Days after it: the controller'), settings.controllerDays, 1)}
      </div>
      <wa-checkbox name="mail" ?checked=${settings.mail}>${msg('Also by mail')}</wa-checkbox>
      ${mailConfigured ? nothing : html`<p class="note tone-care">${msg('Mail is not set up on this server (OPIS_SMTP_URL, OPIS_MAIL_FROM): nothing leaves it by mail.')}</p>`}
      <p class="small quiet">${lastRun === null ? msg('The deadlines have not been gone through yet.') : msg(str`Last gone through on ${formatDate(lastRun.day)}, notices made: ${lastRun.told}`)}</p>
      ${this.problem()}
      ${may('terms.keep')
        ? html`<div class="row"><wa-button type="submit" variant="brand" ?loading=${this.busy}>${msg('Save')}</wa-button><wa-button appearance="outlined" ?loading=${this.busy} @click=${this.#run}>${msg('Go through the deadlines now')}</wa-button></div>`
        : nothing}
    </form>`
  }

  #save(event: SubmitEvent): void {
    event.preventDefault()
    const data = new FormData(event.target as HTMLFormElement)
    const days = (name: string) => Number(data.get(name))
    void this.#do(async () => {
      await saveNoticeSettings({ remindDays: days('remindDays'), headDays: days('headDays'), controllerDays: days('controllerDays'), mail: data.has('mail') })
      announce(msg('Saved'))
    })
  }

  #run(): void {
    void this.#do(async () => announce(msg(str`Notices made: ${(await runDeadlines()).told}`)))
  }

  async #do(work: () => Promise<void>): Promise<void> {
    await this.attempt(async () => {
      await work()
      await this.#settings.run()
    })
  }
}

define('opis-reminders', RemindersScreen)
