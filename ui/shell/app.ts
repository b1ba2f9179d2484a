import { msg } from '@lit/localize'
import { css, html } from 'lit'
import type { PropertyValues } from 'lit'
import { define, OpisElement } from '../elements/base.ts'
import { findScreen } from '../routes.ts'
import type { Screen } from '../screens/screen.ts'
import { loadPlan } from '../state/classes.ts'
import type { Place } from '../state/path.ts'
import { may } from '../state/permissions.ts'
import { address, go } from '../state/router.ts'
import { session, startSession } from '../state/session.ts'
import { StoreController } from '../state/store.ts'
import { shared } from '../styles/shared.ts'
import { shellKey } from './keys.ts'
import { showError } from './show-error.ts'
import './header.ts'
import './help-dialog.ts'
import './notice-area.ts'
import '../identity/sign-in-screen.ts'

type Shown = { screen: Screen; place: Place }

/** The shell: header, the screen of the present address, help and notices; or the sign-in. */
export class App extends OpisElement {
  static override properties = { shown: { state: true }, failure: { state: true }, helpOpen: { state: true } }
  declare shown: Shown | 'missing' | null
  declare failure: unknown
  declare helpOpen: boolean

  readonly #session = new StoreController(this, session)
  readonly #address = new StoreController(this, address)
  #wanted = ''
  #planFor = ''

  static override styles = [
    shared,
    css`
      :host {
        min-block-size: 100vh;
        display: grid;
        grid-template-rows: auto minmax(0, 1fr);
        grid-template-columns: minmax(0, 1fr);
      }
      main:focus {
        outline: none;
      }
      .skip {
        position: absolute;
        inset-block-start: -10rem;
        inset-inline-start: var(--o-3);
        z-index: 50;
        background: var(--o-accent);
        color: var(--o-on-accent);
        padding: var(--o-2) var(--o-4);
        border-radius: var(--o-radius-small);
      }
      .skip:focus {
        inset-block-start: var(--o-3);
      }
      @media (max-width: 40rem) {
        main {
          padding-block-end: 4rem;
        }
      }
    `,
  ]

  constructor() {
    super()
    this.shown = null
    this.failure = null
    this.helpOpen = false
  }

  override connectedCallback(): void {
    super.connectedCallback()
    document.addEventListener('keydown', this.#onKey)
  }

  override disconnectedCallback(): void {
    document.removeEventListener('keydown', this.#onKey)
    super.disconnectedCallback()
  }

  protected override willUpdate(_changed: PropertyValues): void {
    const who = this.#session.value
    if (who.kind !== 'signed-in') return
    if (who.view.user.id !== this.#planFor && !who.view.mustChangePassword) {
      this.#planFor = who.view.user.id
      void loadPlan()
      // Whoever works at the one window begins there; a link to another place is followed.
      const landing = who.view.user.roles.includes('counter') && this.#address.value.path === '/' && this.#address.value.search === ''
      if (landing) go('/counter', { replace: true })
    }
    const { path, search } = this.#address.value
    const wanted = path + search
    if (wanted === this.#wanted) return
    this.#wanted = wanted
    void this.#open(path, search)
  }

  override render() {
    const who = this.#session.value
    if (who.kind === 'loading') return html``
    if (who.kind === 'failed') return html`<div class="page">${showError(who.error, () => void startSession())}</div>`
    if (who.kind === 'signed-out' || who.view.mustChangePassword) {
      return html`<main id="main"><opis-sign-in .mustChange=${who.kind === 'signed-in'}></opis-sign-in></main>`
    }
    return html`<opis-header .user=${who.view.user} .path=${this.#address.value.path} @help=${() => (this.helpOpen = true)}>
        <a slot="skip" class="skip" href="#main" @click=${this.#skip}>${msg('Skip to the content')}</a>
      </opis-header>
      <main id="main" tabindex="-1">${this.#screen()}</main>
      <opis-help .open=${this.helpOpen} @close=${() => (this.helpOpen = false)}></opis-help>
      <opis-notice></opis-notice>`
  }

  #screen() {
    if (this.failure !== null) return html`<div class="page">${showError(this.failure, () => location.reload())}</div>`
    if (this.shown === null) return html``
    if (this.shown === 'missing') {
      return html`<div class="page stack"><h1>${msg('There is no such page')}</h1><p><a href="/">${msg('Go to the search')}</a></p></div>`
    }
    return this.shown.screen.draw(this.shown.place)
  }

  async #open(path: string, search: string): Promise<void> {
    const found = findScreen(path, search)
    const before = this.shown
    if (found === null || !may(found.screen.needs)) {
      this.shown = 'missing'
      return
    }
    try {
      await found.screen.load()
    } catch (error) {
      this.failure = error
      return
    }
    if (this.#wanted !== path + search) return
    this.shown = found
    const sameScreen = before !== null && before !== 'missing' && before.screen === found.screen
    if (sameScreen) return
    document.title = `${found.screen.title()} · Opis`
    scrollTo(0, 0)
    await this.updateComplete
    if (before !== null) this.#main()?.focus({ preventScroll: true })
  }

  #main(): HTMLElement | null {
    return this.renderRoot.querySelector('main')
  }

  #skip(event: Event): void {
    event.preventDefault()
    this.#main()?.focus()
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    if (this.#session.value.kind !== 'signed-in') return
    if (shellKey(event, '?')) this.helpOpen = true
  }
}

define('opis-app', App)
