import '@awesome.me/webawesome/dist/components/button/button.js'
import { Task } from '@lit/task'
import { msg, str } from '@lit/localize'
import { html, nothing } from 'lit'
import { readTokens, readUsers, revokeToken } from '../api/users.ts'
import type { TokenList, TokenView, UserView } from '../api/users.ts'
import { define } from '../elements/base.ts'
import '../elements/confirm-button.ts'
import '../elements/secret-note.ts'
import { waiting } from '../elements/waiting.ts'
import { WorkElement } from '../elements/work-element.ts'
import { showError } from '../shell/show-error.ts'
import { announce } from '../state/notice.ts'
import { actorName } from '../text/actor-name.ts'
import { formatInstant } from '../text/format.ts'
import type { TokenMade } from './token-dialog.ts'
import { userStyles } from './user-styles.ts'
import './token-dialog.ts'

/** Tokens by which programs act as a user: list, new, revoked. */
export class TokenSection extends WorkElement {
  static override properties = { offered: { state: true }, secret: { state: true } }
  /** The users that the open dialog offers; null while it is closed. */
  declare offered: readonly UserView[] | null
  declare secret: TokenMade | null

  readonly #tokens = new Task(this, { task: (_args, { signal }) => readTokens(signal), args: () => [] })

  static override styles = userStyles

  constructor() {
    super()
    this.offered = null
    this.secret = null
  }

  override render() {
    return html`<section class="card stack" aria-labelledby="tokens">
        <div class="row spread">
          <h2 id="tokens">${msg('Tokens for programs')}</h2>
          <wa-button variant="brand" @click=${() => void this.#open()}>${msg('Make a token')}</wa-button>
        </div>
        <p class="quiet">${msg('A program that imports or searches shows its token instead of a password and has the rights of the user to whom the token belongs.')}</p>
        ${this.secret === null
          ? nothing
          : html`<opis-secret .label=${msg(str`Token: ${this.secret.name}`)} .secret=${this.secret.token} .hint=${msg('It is shown this once. Put it where the program reads it, in OPIS_TOKEN.')}></opis-secret>`}
        ${this.problem()}
        ${this.#tokens.render({
          pending: () => (this.#tokens.value === undefined ? waiting() : this.#list(this.#tokens.value)),
          complete: (list) => this.#list(list),
          error: (error) => showError(error, () => void this.#tokens.run()),
        })}
      </section>
      <opis-token-dialog .users=${this.offered} @close=${this.#close} @made=${this.#made}></opis-token-dialog>`
  }

  #list({ tokens }: TokenList) {
    if (tokens.length === 0) return html`<p class="quiet">${msg('There is none.')}</p>`
    return html`<ul class="rows" aria-label=${msg('Tokens for programs')}>${tokens.map((token) => this.#row(token))}</ul>`
  }

  #row(token: TokenView) {
    const name = token.name === '' ? msg('without a name') : token.name
    const ended = token.expiresAt !== null && Date.parse(token.expiresAt) <= Date.now()
    const facts = [
      msg(str`rights of ${token.user}`),
      token.madeBy === null ? formatInstant(token.createdAt) : msg(str`made ${formatInstant(token.createdAt)} by ${actorName(token.madeBy)}`),
      token.lastUsedAt === null ? msg('never used') : msg(str`last used ${formatInstant(token.lastUsedAt)}`),
      token.expiresAt === null ? msg('without an end') : msg(str`ends ${formatInstant(token.expiresAt)}`),
    ]
    return html`<li class=${ended ? 'out' : ''}>
      <div>
        <strong>${name}</strong> ${ended ? html`<span class="badge tone-plain">${msg('expired')}</span>` : nothing}
        <p class="small quiet">${facts.join(' · ')}</p>
      </div>
      <opis-confirm .label=${msg('Revoke')} .about=${name} .question=${msg('Revoke this token? Its program stops at once.')} .busy=${this.busy} @confirmed=${() => void this.#revoke(token)}></opis-confirm>
    </li>`
  }

  async #open(): Promise<void> {
    await this.attempt(async () => (this.offered = (await readUsers()).users.filter((user) => user.active)))
  }

  #close(): void {
    this.offered = null
  }

  #made(event: CustomEvent<TokenMade>): void {
    this.secret = event.detail
    this.#close()
    void this.#tokens.run()
  }

  async #revoke(token: TokenView): Promise<void> {
    await this.attempt(async () => {
      await revokeToken(token.id)
      this.secret = null
      announce(msg('The token was revoked'))
      void this.#tokens.run()
    })
  }
}

define('opis-tokens', TokenSection)
