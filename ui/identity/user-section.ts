import '@awesome.me/webawesome/dist/components/button/button.js'
import { Task } from '@lit/task'
import { msg, str } from '@lit/localize'
import { html, nothing } from 'lit'
import { addUser, readUsers, updateUserById } from '../api/users.ts'
import type { UserCreated, UserList, UserView } from '../api/users.ts'
import { define, OpisElement } from '../elements/base.ts'
import '../elements/confirm-button.ts'
import '../elements/secret-note.ts'
import { waiting } from '../elements/waiting.ts'
import { showError } from '../shell/show-error.ts'
import { announce } from '../state/notice.ts'
import { session } from '../state/session.ts'
import { roleName } from './role-name.ts'
import { userStyles } from './user-styles.ts'
import type { UserForm } from './user-dialog.ts'
import './user-dialog.ts'

/** The people who may sign in: list, new, roles and units, out and in again, new one-time password. */
export class UserSection extends OpisElement {
  static override properties = { editing: { state: true }, error: { state: true }, dialogError: { state: true }, secret: { state: true }, busy: { state: true } }
  /** The person whose roles are being changed, `new`, or null when the dialog is closed. */
  declare editing: UserView | 'new' | null
  declare error: unknown
  declare dialogError: unknown
  declare secret: { name: string; password: string } | null
  declare busy: boolean

  readonly #users = new Task(this, { task: (_args, { signal }) => readUsers(signal), args: () => [] })

  static override styles = userStyles

  constructor() {
    super()
    this.editing = null
    this.error = null
    this.dialogError = null
    this.secret = null
    this.busy = false
  }

  override render() {
    return html`<section class="card stack" aria-labelledby="users">
      <div class="row spread">
        <h2 id="users">${msg('Users')}</h2>
        <wa-button variant="brand" @click=${() => (this.editing = 'new')}>${msg('Add a user')}</wa-button>
      </div>
      ${this.secret === null
        ? nothing
        : html`<opis-secret
            .label=${msg(str`One-time password of ${this.secret.name}`)}
            .secret=${this.secret.password}
            .hint=${msg('It is shown this once. Hand it over in person; it is replaced at the first sign-in.')}
          ></opis-secret>`}
      ${this.error === null ? nothing : showError(this.error)}
      ${this.#users.render({
        pending: () => (this.#users.value === undefined ? waiting() : this.#list(this.#users.value)),
        complete: (list) => this.#list(list),
        error: (error) => showError(error, () => void this.#users.run()),
      })}
    </section>
    <opis-user-dialog .user=${this.editing} .error=${this.dialogError} .busy=${this.busy} @close=${this.#close} @save=${this.#save}></opis-user-dialog>`
  }

  #list({ users }: UserList) {
    return html`<ul class="rows" aria-label=${msg('Users')}>${users.map((user) => this.#row(user))}</ul>`
  }

  #row(user: UserView) {
    const now = session.get()
    const self = now.kind === 'signed-in' && now.view.user.id === user.id
    return html`<li class=${user.active ? '' : 'out'}>
      <div class="who">
        <strong>${user.displayName || user.name}</strong> ${user.displayName === '' ? nothing : html`<span class="quiet">${user.name}</span>`} ${user.active ? nothing : html`<span class="badge tone-plain">${msg('deactivated')}</span>`}
        <p class="small quiet">${user.roles.map(roleName).join(', ')}${user.units.length === 0 ? nothing : html` · ${user.units.join(', ')}`}</p>
      </div>
      <div class="row tight">
        <wa-button size="s" appearance="plain" @click=${() => (this.editing = user)}>${msg('Change')}<span class="unseen">${user.name}</span></wa-button>
        <opis-confirm
          .label=${msg('New password')}
          .about=${user.name}
          .question=${msg(str`Replace the password of ${user.name}?`)}
          @confirmed=${() => void this.#update(user, { resetPassword: true })}
        ></opis-confirm>
        ${self ? nothing : this.#activity(user)}
      </div>
    </li>`
  }

  #activity(user: UserView) {
    if (!user.active) {
      return html`<wa-button size="s" appearance="plain" @click=${() => void this.#update(user, { active: true })}>${msg('Activate')}<span class="unseen">${user.name}</span></wa-button>`
    }
    return html`<opis-confirm
      .label=${msg('Deactivate')}
      .about=${user.name}
      .question=${msg(str`Shut ${user.name} out?`)}
      @confirmed=${() => void this.#update(user, { active: false })}
    ></opis-confirm>`
  }

  #close(): void {
    this.editing = null
    this.dialogError = null
  }

  async #save(event: CustomEvent<UserForm>): Promise<void> {
    const { editing } = this
    const { name, ...rest } = event.detail
    if (editing === null) return
    this.busy = true
    this.dialogError = null
    try {
      this.#done(editing === 'new' ? await addUser({ name, ...rest }) : await updateUserById(editing.id, rest))
      this.#close()
    } catch (error) {
      this.dialogError = error
    } finally {
      this.busy = false
    }
  }

  async #update(user: UserView, change: Parameters<typeof updateUserById>[1]): Promise<void> {
    this.error = null
    try {
      this.#done(await updateUserById(user.id, change))
    } catch (error) {
      this.error = error
    }
  }

  #done(user: UserCreated): void {
    this.secret = user.oneTimePassword === undefined ? null : { name: user.name, password: user.oneTimePassword }
    const unknown = user.unknownUnits ?? []
    announce(unknown.length === 0 ? msg(str`Saved: ${user.name}`) : msg(str`Saved: ${user.name}. These are no units of the staff list: ${unknown.join(', ')}`))
    void this.#users.run()
  }
}

define('opis-users', UserSection)
