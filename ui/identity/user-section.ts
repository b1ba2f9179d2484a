import '@awesome.me/webawesome/dist/components/button/button.js'
import { Task } from '@lit/task'
import { msg, str } from '@lit/localize'
import { html, nothing } from 'lit'
import { readUnits } from '../api/municipality.ts'
import { readUsers, updateUserById } from '../api/users.ts'
import type { UserCreated, UserList, UserView } from '../api/users.ts'
import { define } from '../elements/base.ts'
import '../elements/confirm-button.ts'
import '../elements/secret-note.ts'
import { waiting } from '../elements/waiting.ts'
import { WorkElement } from '../elements/work-element.ts'
import { showError } from '../shell/show-error.ts'
import { announce } from '../state/notice.ts'
import { session } from '../state/session.ts'
import { localName } from '../text/local-name.ts'
import { roleName } from './role-name.ts'
import { userStyles } from './user-styles.ts'
import './user-dialog.ts'

/** The people who may sign in: list, new, roles and units, out and in again, new one-time password. */
export class UserSection extends WorkElement {
  static override properties = { editing: { state: true }, secret: { state: true } }
  /** The person whose roles are being changed, `new`, or null when the dialog is closed. */
  declare editing: UserView | 'new' | null
  declare secret: { name: string; password: string } | null

  readonly #users = new Task(this, { task: (_args, { signal }) => readUsers(signal), args: () => [] })
  readonly #units = new Task(this, { task: async (_args, { signal }) => new Map((await readUnits(signal)).units.map((unit) => [unit.code, unit.name])), args: () => [] })

  static override styles = userStyles

  constructor() {
    super()
    this.editing = null
    this.secret = null
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
      ${this.problem()}
      ${this.#users.render({
        pending: () => (this.#users.value === undefined ? waiting() : this.#list(this.#users.value)),
        complete: (list) => this.#list(list),
        error: (error) => showError(error, () => void this.#users.run()),
      })}
    </section>
    <opis-user-dialog .user=${this.editing} @close=${this.#close} @saved=${this.#saved}></opis-user-dialog>`
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
        <p class="small quiet">${user.roles.map(roleName).join(', ')}${user.units.length === 0 ? nothing : html` · ${user.units.map((code) => localName(this.#units.value?.get(code), code)).join(', ')}`}</p>
      </div>
      <div class="row tight">
        <wa-button size="s" appearance="plain" @click=${() => (this.editing = user)}>${msg('Change')}<span class="unseen">${user.name}</span></wa-button>
        <opis-confirm
          .label=${msg('New password')}
          .about=${user.name}
          .question=${msg(str`Replace the password of ${user.name}?`)}
          .busy=${this.busy}
          @confirmed=${() => void this.#update(user, { resetPassword: true })}
        ></opis-confirm>
        ${self ? nothing : this.#activity(user)}
      </div>
    </li>`
  }

  #activity(user: UserView) {
    if (!user.active) {
      return html`<wa-button size="s" appearance="plain" ?loading=${this.busy} @click=${() => void this.#update(user, { active: true })}>${msg('Activate')}<span class="unseen">${user.name}</span></wa-button>`
    }
    return html`<opis-confirm
      .label=${msg('Deactivate')}
      .about=${user.name}
      .question=${msg(str`Shut ${user.name} out?`)}
      .busy=${this.busy}
      @confirmed=${() => void this.#update(user, { active: false })}
    ></opis-confirm>`
  }

  #close(): void {
    this.editing = null
  }

  #saved(event: CustomEvent<UserCreated>): void {
    this.#done(event.detail)
    this.#close()
  }

  async #update(user: UserView, change: Parameters<typeof updateUserById>[1]): Promise<void> {
    await this.attempt(async () => this.#done(await updateUserById(user.id, change)))
  }

  #done(user: UserCreated): void {
    this.secret = user.oneTimePassword === undefined ? null : { name: user.name, password: user.oneTimePassword }
    const unknown = user.unknownUnits ?? []
    announce(unknown.length === 0 ? msg(str`Saved: ${user.name}`) : msg(str`Saved: ${user.name}. These are no units of the staff list: ${unknown.join(', ')}`))
    void this.#users.run()
  }
}

define('opis-users', UserSection)
