import '@awesome.me/webawesome/dist/components/icon/icon.js'
import { msg, str } from '@lit/localize'
import { css, html } from 'lit'
import type { SessionView } from '#contract/identity.ts'
import { define, OpisElement } from '../elements/base.ts'
import { announce } from '../state/notice.ts'
import { go } from '../state/router.ts'
import { leave } from '../state/session.ts'
import { StoreController } from '../state/store.ts'
import { chooseTheme, theme, themes } from '../state/theme.ts'
import type { Theme } from '../state/theme.ts'
import { shared } from '../styles/shared.ts'
import { errorTitle } from '../api/problem-text.ts'
import { asUiError } from '../api/ui-error.ts'
import { roleName } from '../identity/role-name.ts'
import './language-choice.ts'

const themeIcons: Readonly<Record<Theme, string>> = { system: 'monitor', light: 'sun', dark: 'moon' }

/** Who is signed in, with language, light or dark, and the way out. */
export class AccountMenu extends OpisElement {
  static override properties = { user: { attribute: false } }
  declare user: SessionView['user']

  readonly #theme = new StoreController(this, theme)

  static override styles = [
    shared,
    css`
      .who {
        display: flex;
        align-items: center;
        gap: var(--o-2);
        padding: var(--o-1);
        border: 1px solid transparent;
        border-radius: 2rem;
        background: none;
        color: inherit;
        font: inherit;
        cursor: pointer;
      }
      .who:hover {
        background: var(--o-hover);
      }
      .round {
        display: grid;
        place-items: center;
        inline-size: 2.125rem;
        block-size: 2.125rem;
        border-radius: 50%;
        background: var(--o-accent);
        color: var(--o-on-accent);
        font-weight: 650;
        text-transform: uppercase;
      }
      [popover] {
        position: fixed;
        inset: calc(var(--o-bar) + 0.25rem) var(--o-4) auto auto;
        inline-size: min(19rem, calc(100vw - 2rem));
        margin: 0;
        padding: var(--o-4);
        color: inherit;
        background: var(--o-surface);
        border: 1px solid var(--o-line);
        border-radius: var(--o-radius);
        box-shadow: var(--o-shadow);
      }
      .themes {
        display: grid;
        grid-template-columns: repeat(3, 1fr);
        border: 1px solid var(--o-line-strong);
        border-radius: var(--o-radius-small);
        overflow: clip;
      }
      .themes button {
        display: grid;
        justify-items: center;
        gap: 0.125rem;
        padding: var(--o-2);
        border: 0;
        background: none;
        color: inherit;
        font: inherit;
        font-size: var(--o-tiny);
        cursor: pointer;
      }
      .themes button:focus-visible {
        outline-offset: -3px;
      }
      .themes [aria-pressed='true'] {
        background: var(--o-accent-quiet);
        color: var(--o-accent);
        font-weight: 600;
      }
      .line {
        display: flex;
        align-items: center;
        gap: var(--o-2);
        inline-size: 100%;
        padding: var(--o-2);
        margin-inline: calc(-1 * var(--o-2));
        border: 0;
        border-radius: var(--o-radius-small);
        background: none;
        color: inherit;
        font: inherit;
        text-align: start;
        text-decoration: none;
        cursor: pointer;
      }
      .line:hover {
        background: var(--o-hover);
      }
      .lines {
        border-block-start: 1px solid var(--o-line);
        padding-block-start: var(--o-2);
      }
    `,
  ]

  override render() {
    return html`<button class="who" popovertarget="menu" aria-label=${msg(str`Menu of ${this.user.name}`)}>
        <span class="round" aria-hidden="true">${this.user.name.slice(0, 1)}</span>
      </button>
      <div id="menu" popover class="menu">
        <div class="stack">
          <div>
            <strong>${this.user.name}</strong>
            <p class="small quiet">${this.user.roles.map(roleName).join(', ')}</p>
          </div>
          <opis-language></opis-language>
          <div class="themes" role="group" aria-label=${msg('Appearance')}>
            ${themes.map(
              (one) => html`<button aria-pressed=${this.#theme.value === one} @click=${() => chooseTheme(one)}>
                <wa-icon name=${themeIcons[one]}></wa-icon>${themeName(one)}
              </button>`,
            )}
          </div>
          <div class="lines">
            <button class="line" @click=${this.#handbook}><wa-icon name="help"></wa-icon>${msg('Handbook')}</button>
            <button class="line" @click=${() => void this.#leave()}><wa-icon name="sign-out"></wa-icon>${msg('Sign out')}</button>
          </div>
        </div>
      </div>`
  }

  #handbook(): void {
    this.renderRoot.querySelector<HTMLElement>('#menu')?.hidePopover()
    go('/help')
  }

  async #leave(): Promise<void> {
    try {
      await leave()
    } catch (error) {
      announce(errorTitle(asUiError(error)))
    }
  }
}

function themeName(one: Theme): string {
  if (one === 'light') return msg('Light')
  if (one === 'dark') return msg('Dark')
  return msg('System')
}

define('opis-account', AccountMenu)
