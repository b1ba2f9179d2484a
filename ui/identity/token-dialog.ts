import '@awesome.me/webawesome/dist/components/button/button.js'
import '@awesome.me/webawesome/dist/components/dialog/dialog.js'
import '@awesome.me/webawesome/dist/components/input/input.js'
import '@awesome.me/webawesome/dist/components/option/option.js'
import '@awesome.me/webawesome/dist/components/select/select.js'
import { msg, str } from '@lit/localize'
import { html, nothing } from 'lit'
import { makeToken, type NewToken, type UserView } from '../api/users.ts'
import { define } from '../elements/base.ts'
import { readForm } from '../elements/read-form.ts'
import { WorkElement } from '../elements/work-element.ts'
import { formatNumber } from '../text/format.ts'
import { roleName } from './role-name.ts'

/** A new token, which is shown this once. */
export type TokenMade = { name: string; token: string }

/** How long a token may hold, in days. */
const lives = [30, 90, 365] as const

/** What a new token is called, whose rights it has and how long it holds. Announces `made` with it, and `close`. */
export class TokenDialog extends WorkElement {
  static override properties = { users: { attribute: false } }
  /** Users who may own it; null: the dialog is closed. */
  declare users: readonly UserView[] | null

  constructor() {
    super()
    this.users = null
  }

  override render() {
    const { users } = this
    return html`<wa-dialog label=${msg('Make a token')} ?open=${users !== null} @wa-after-hide=${this.#hidden}>${users === null ? nothing : this.#form(users)}</wa-dialog>`
  }

  #form(users: readonly UserView[]) {
    return html`<form class="stack" @submit=${this.#save}>
      <wa-input name="name" label=${msg('Name of the program')} maxlength="64" required autocomplete="off" autofocus></wa-input>
      <wa-select name="user" label=${msg('With the rights of')} hint=${msg('Better a user made for this program alone, with no more roles than it needs')} required>
        ${users.map((user) => html`<wa-option value=${user.id}>${user.name} (${user.roles.map(roleName).join(', ')})</wa-option>`)}
      </wa-select>
      <wa-select name="days" label=${msg('Holds for')} value="90">
        ${lives.map((days) => html`<wa-option value=${String(days)}>${msg(str`${formatNumber(days)} days`)}</wa-option>`)}
        <wa-option value="none">${msg('until it is revoked')}</wa-option>
      </wa-select>
      ${this.problem()}
      <div class="row">
        <wa-button type="submit" variant="brand" ?loading=${this.busy}>${msg('Make a token')}</wa-button>
        <wa-button appearance="outlined" @click=${this.#close}>${msg('Cancel')}</wa-button>
      </div>
    </form>`
  }

  async #save(event: SubmitEvent): Promise<void> {
    const read = readForm(event)
    if (read === null) return
    const days = Number(read.text('days'))
    const form: NewToken = { name: read.text('name'), ...(Number.isInteger(days) && days > 0 ? { days } : {}) }
    const made = await this.attempt(() => makeToken(read.text('user'), form))
    if (made !== null) this.dispatchEvent(new CustomEvent<TokenMade>('made', { detail: { name: form.name, token: made.token } }))
  }

  #hidden(event: Event): void {
    if (event.target === event.currentTarget) this.#close()
  }

  #close(): void {
    this.error = null
    this.dispatchEvent(new CustomEvent('close'))
  }
}

define('opis-token-dialog', TokenDialog)
