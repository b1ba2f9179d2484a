import '@awesome.me/webawesome/dist/components/button/button.js'
import '@awesome.me/webawesome/dist/components/input/input.js'
import { msg } from '@lit/localize'
import { css, html, nothing } from 'lit'
import { changePassword, signIn } from '../api/session.ts'
import { define } from '../elements/base.ts'
import { WorkElement } from '../elements/work-element.ts'
import { enter } from '../state/session.ts'
import { shared } from '../styles/shared.ts'
import '../shell/language-choice.ts'

const shortestPassword = 12

/** Signing in, and the change of a one-time password that has to follow. */
export class SignInScreen extends WorkElement {
  static override properties = { mustChange: { type: Boolean }, complaint: { state: true } }
  declare mustChange: boolean
  declare complaint: string

  /** The one-time password just typed, so that it need not be typed twice. */
  #justUsed = ''

  static override styles = [
    shared,
    css`
      :host {
        min-block-size: 100vh;
        display: grid;
        place-items: center;
        padding: var(--o-4);
        background:
          radial-gradient(60rem 30rem at 15% -5%, var(--o-accent-quiet), transparent 70%),
          var(--o-ground);
      }
      .sheet {
        inline-size: min(24rem, 100%);
        display: grid;
        gap: var(--o-5);
      }
      .brand {
        display: flex;
        align-items: center;
        gap: var(--o-3);
      }
      .brand img {
        inline-size: 3rem;
        block-size: 3rem;
      }
      .brand b {
        display: block;
        font-size: 1.5rem;
        line-height: 1.1;
        letter-spacing: -0.02em;
      }
      .card {
        box-shadow: var(--o-shadow);
      }
      form {
        display: grid;
        gap: var(--o-4);
      }
      opis-language {
        inline-size: 12rem;
      }
    `,
  ]

  constructor() {
    super()
    this.mustChange = false
    this.complaint = ''
  }

  override render() {
    return html`<div class="sheet">
      <div class="brand">
        <img src="/favicon.svg" alt="" />
        <div><b>Opis</b><span class="quiet">${msg('Electronic archive')}</span></div>
      </div>
      <div class="card">${this.mustChange ? this.#changeForm() : this.#signInForm()}</div>
      <opis-language></opis-language>
    </div>`
  }

  #signInForm() {
    return html`<form @submit=${this.#signIn}>
      <h1>${msg('Sign in')}</h1>
      ${this.#trouble()}
      <wa-input name="name" label=${msg('User name')} autocomplete="username" autocapitalize="none" spellcheck="false" required autofocus></wa-input>
      <wa-input name="password" type="password" label=${msg('Password')} autocomplete="current-password" password-toggle required></wa-input>
      <wa-button type="submit" variant="brand" ?loading=${this.busy}>${msg('Sign in')}</wa-button>
    </form>`
  }

  #changeForm() {
    return html`<form @submit=${this.#change}>
      <h1>${msg('Choose your own password')}</h1>
      <p class="quiet">${msg('The one-time password has done its work. From now on only you know your password.')}</p>
      ${this.#trouble()}
      ${this.#justUsed === ''
        ? html`<wa-input name="current" type="password" label=${msg('One-time password')} autocomplete="current-password" required></wa-input>`
        : nothing}
      <wa-input name="next" type="password" label=${msg('New password')} hint=${msg('At least 12 characters; a sentence is good.')} autocomplete="new-password" password-toggle required></wa-input>
      <wa-input name="again" type="password" label=${msg('New password again')} autocomplete="new-password" password-toggle required></wa-input>
      <wa-button type="submit" variant="brand" ?loading=${this.busy}>${msg('Set the password')}</wa-button>
    </form>`
  }

  #trouble() {
    if (this.complaint !== '') return html`<opis-problem .heading=${this.complaint}></opis-problem>`
    return this.problem()
  }

  async #signIn(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    const form = read(event)
    await this.#try(async () => {
      const view = await signIn({ name: form('name').trim(), password: form('password') })
      this.#justUsed = form('password')
      enter(view)
    })
  }

  async #change(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    const form = read(event)
    if (form('next').length < shortestPassword) return this.#complain(msg('The new password is too short.'))
    if (form('next') !== form('again')) return this.#complain(msg('The two new passwords differ.'))
    const current = this.#justUsed === '' ? form('current') : this.#justUsed
    await this.#try(async () => enter(await changePassword({ current, next: form('next') })))
  }

  #complain(sentence: string): void {
    this.complaint = sentence
  }

  async #try(work: () => Promise<void>): Promise<void> {
    this.complaint = ''
    await this.attempt(() =>
      work().catch((error: unknown) => {
        this.#justUsed = ''
        throw error
      }),
    )
  }
}

function read(event: SubmitEvent): (name: string) => string {
  const data = event.target instanceof HTMLFormElement ? new FormData(event.target) : new FormData()
  return (name) => {
    const value = data.get(name)
    return typeof value === 'string' ? value : ''
  }
}

define('opis-sign-in', SignInScreen)
