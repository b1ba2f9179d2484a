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
      .box {
        display: grid;
        gap: var(--o-2);
        padding: var(--o-4);
        background: var(--o-good-quiet);
        border: 1px solid color-mix(in oklab, var(--o-good) 40%, transparent);
        border-radius: var(--o-radius);
      }
      code {
        font: 600 1.125rem / 1.4 var(--o-font-code);
        overflow-wrap: anywhere;
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
    return html`<div class="box" role="status">
      <strong>${this.label}</strong>
      <div class="row"><code data-test="secret">${this.secret}</code>
        <wa-button size="s" appearance="outlined" @click=${() => void this.#copy()}>${this.copied ? msg('Copied') : msg('Copy')}</wa-button></div>
      <p class="small quiet">${this.hint}</p>
    </div>`
  }

  async #copy(): Promise<void> {
    await navigator.clipboard.writeText(this.secret)
    this.copied = true
  }
}

define('opis-secret', SecretNote)
