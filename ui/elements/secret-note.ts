import '@awesome.me/webawesome/dist/components/button/button.js'
import { msg } from '@lit/localize'
import { css, html } from 'lit'
import { define, OpisElement } from './base.ts'
import { shared } from '../styles/shared.ts'

/** A secret that is shown this once, with a button to copy it. */
export class SecretNote extends OpisElement {
  static override properties = { label: {}, secret: {}, hint: {}, copied: { state: true } }
  declare label: string
  declare secret: string
  declare hint: string
  declare copied: boolean

  static override styles = [
    shared,
    css`
      .note {
        display: grid;
        gap: var(--o-2);
      }
      code {
        font-size: 1.125rem;
        user-select: all;
      }
    `,
  ]

  constructor() {
    super()
    this.label = ''
    this.secret = ''
    this.hint = ''
    this.copied = false
  }

  override render() {
    return html`<div class="note tone-good" role="status">
      <strong>${this.label}</strong>
      <div class="row"><code data-test="secret">${this.secret}</code>
        <wa-button size="s" appearance="outlined" @click=${() => void this.#copy()}>${this.copied ? msg('Copied') : msg('Copy')}</wa-button></div>
      <p class="small quiet">${this.hint}</p>
    </div>`
  }

  async #copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(this.secret)
      this.copied = true
    } catch {
      // Without https the browser lets nobody near the clipboard; the marked text can be copied by hand.
      const code = this.renderRoot.querySelector('code')
      if (code !== null) getSelection()?.selectAllChildren(code)
    }
  }
}

define('opis-secret', SecretNote)
