import { css, html, nothing } from 'lit'
import { define, OpisElement } from '../elements/base.ts'
import { notice } from '../state/notice.ts'
import { shared } from '../styles/shared.ts'

const shownForMs = 5_000

/** Short messages that something was done; they go by themselves and are read out. */
export class NoticeArea extends OpisElement {
  static override properties = { text: { state: true } }
  declare text: string

  #stop: () => void = () => undefined
  #timer: ReturnType<typeof setTimeout> | undefined

  static override styles = [
    shared,
    css`
      :host {
        position: fixed;
        inset: auto 0 5rem;
        display: grid;
        justify-items: center;
        pointer-events: none;
        z-index: 40;
      }
      p {
        max-inline-size: calc(100vw - 2rem);
        padding: var(--o-3) var(--o-4);
        background: var(--o-text);
        color: var(--o-ground);
        border-radius: var(--o-radius);
        box-shadow: var(--o-shadow);
      }
    `,
  ]

  constructor() {
    super()
    this.text = ''
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.#stop = notice.subscribe(() => this.#show())
  }

  override disconnectedCallback(): void {
    this.#stop()
    clearTimeout(this.#timer)
    super.disconnectedCallback()
  }

  override render() {
    return html`<div role="status" aria-live="polite">${this.text === '' ? nothing : html`<p>${this.text}</p>`}</div>`
  }

  #show(): void {
    this.text = notice.get()?.text ?? ''
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => (this.text = ''), shownForMs)
  }
}

define('opis-notice', NoticeArea)
