import '@awesome.me/webawesome/dist/components/button/button.js'
import '@awesome.me/webawesome/dist/components/checkbox/checkbox.js'
import '@awesome.me/webawesome/dist/components/dialog/dialog.js'
import '@awesome.me/webawesome/dist/components/input/input.js'
import '@awesome.me/webawesome/dist/components/option/option.js'
import '@awesome.me/webawesome/dist/components/select/select.js'
import { msg, str } from '@lit/localize'
import { css, html, nothing } from 'lit'
import { roles, type Role } from '#contract/identity.ts'
import { languages, type Language } from '#kernel/language.ts'
import { addUser, updateUserById } from '../api/users.ts'
import type { UserCreated, UserView } from '../api/users.ts'
import { define } from '../elements/base.ts'
import { WorkElement } from '../elements/work-element.ts'
import { shared } from '../styles/shared.ts'
import { languageNames } from '../text/locale.ts'
import { roleName } from './role-name.ts'

type UserForm = { name: string; roles: Role[]; units: string[]; displayName: string; position: string; email: string | null; language: Language | null }

/** A new person, or the roles and units of one. Announces `saved` with the person, and `close`. */
export class UserDialog extends WorkElement {
  static override properties = { user: { attribute: false }, complaint: { state: true } }
  declare user: UserView | 'new' | null
  declare complaint: string

  static override styles = [
    shared,
    css`
      form {
        display: grid;
        gap: var(--o-4);
      }
      fieldset {
        display: grid;
        gap: var(--o-2);
        border: 0;
        margin: 0;
        padding: 0;
      }
      legend {
        padding: 0;
        margin-block-end: var(--o-2);
        font-weight: 500;
      }
    `,
  ]

  constructor() {
    super()
    this.user = null
    this.complaint = ''
  }

  override render() {
    const { user } = this
    const title = user === null || user === 'new' ? msg('Add a user') : msg(str`Change ${user.name}`)
    return html`<wa-dialog label=${title} ?open=${user !== null} @wa-after-hide=${this.#hidden}>${user === null ? nothing : this.#form(user)}</wa-dialog>`
  }

  #form(user: UserView | 'new') {
    const chosen: readonly Role[] = user === 'new' ? ['reader'] : user.roles
    const units = user === 'new' ? '' : user.units.join(', ')
    return html`<form @submit=${this.#save}>
      ${user === 'new'
        ? html`<wa-input name="name" label=${msg('User name')} hint=${msg('Small Latin letters, digits, dot, hyphen')} pattern="[a-z0-9][a-z0-9._\\-]{1,63}" required autocomplete="off" autofocus></wa-input>`
        : nothing}
      <wa-input name="displayName" label=${msg('Name as people write it')} value=${user === 'new' ? '' : user.displayName} maxlength="200" autocomplete="off"></wa-input>
      <wa-input name="position" label=${msg('Post')} value=${user === 'new' ? '' : user.position} maxlength="300" autocomplete="off"></wa-input>
      <wa-input name="email" type="email" label=${msg('E-mail')} hint=${msg('Reminders go there')} value=${user === 'new' ? '' : (user.email ?? '')} maxlength="254" autocomplete="off"></wa-input>
      <wa-select name="language" label=${msg('Language of mail')} value=${user === 'new' ? '' : (user.language ?? '')} with-clear placeholder=${msg('Of the house')}>
        ${languages.map((code) => html`<wa-option value=${code}>${languageNames[code]}</wa-option>`)}
      </wa-select>
      <fieldset>
        <legend>${msg('Roles')}</legend>
        ${roles.map((role) => html`<wa-checkbox name="role" value=${role} ?checked=${chosen.includes(role)}>${roleName(role)}</wa-checkbox>`)}
      </fieldset>
      <wa-input name="units" label=${msg('Units')} hint=${msg('Codes of units, separated by commas; empty for none')} value=${units} autocomplete="off"></wa-input>
      ${this.complaint === '' ? nothing : html`<opis-problem .heading=${this.complaint}></opis-problem>`} ${this.problem()}
      <div class="row">
        <wa-button type="submit" variant="brand" ?loading=${this.busy}>${msg('Save')}</wa-button>
        <wa-button appearance="outlined" @click=${this.#close}>${msg('Cancel')}</wa-button>
      </div>
    </form>`
  }

  async #save(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    const { user } = this
    if (user === null || !(event.target instanceof HTMLFormElement)) return
    const data = new FormData(event.target)
    const given = data.getAll('role')
    const form: UserForm = {
      name: String(data.get('name') ?? '').trim(),
      roles: roles.filter((role) => given.includes(role)),
      units: String(data.get('units') ?? '')
        .split(',')
        .map((unit) => unit.trim())
        .filter((unit) => unit !== ''),
      displayName: String(data.get('displayName') ?? '').trim(),
      position: String(data.get('position') ?? '').trim(),
      email: String(data.get('email') ?? '').trim() || null,
      language: languages.find((code) => code === data.get('language')) ?? null,
    }
    this.complaint = form.roles.length === 0 ? msg('Choose at least one role.') : ''
    if (this.complaint !== '') return
    const { name, ...rest } = form
    const saved = await this.attempt<UserCreated>(() => (user === 'new' ? addUser({ name, ...rest }) : updateUserById(user.id, rest)))
    if (saved !== null) this.dispatchEvent(new CustomEvent<UserCreated>('saved', { detail: saved }))
  }

  #hidden(event: Event): void {
    if (event.target === event.currentTarget) this.#close()
  }

  #close(): void {
    this.complaint = ''
    this.error = null
    this.dispatchEvent(new CustomEvent('close'))
  }
}

define('opis-user-dialog', UserDialog)
