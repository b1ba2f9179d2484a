import '@awesome.me/webawesome/dist/components/dialog/dialog.js'
import '@awesome.me/webawesome/dist/components/icon/icon.js'
import { msg, str } from '@lit/localize'
import { css, html, nothing } from 'lit'
import { batchPicturePath } from '../api/capture.ts'
import { define, OpisElement } from '../elements/base.ts'
import type { PagePicture } from '../elements/page-picture.ts'
import { shared } from '../styles/shared.ts'
import { fateName } from './capture-words.ts'
import type { BatchImage } from '../api/capture.ts'
import '../elements/page-picture.ts'

/** One image of a batch, large enough to read; its neighbours by the arrow keys. Announces `close` and `step` with the number to go to. */
export class ImageDialog extends OpisElement {
  static override properties = { batch: {}, images: { attribute: false }, image: { attribute: false } }
  declare batch: string
  declare images: readonly BatchImage[]
  /** Number of the image that is shown; null: closed. */
  declare image: number | null

  static override styles = [
    shared,
    css`
      wa-dialog {
        --width: min(60rem, 100vw - 2rem);
      }
      opis-picture {
        block-size: min(72vh, 80rem);
      }
      .row {
        margin-block-end: var(--o-3);
      }
      .tool {
        display: inline-grid;
        place-items: center;
        inline-size: 2.5rem;
        block-size: 2.5rem;
        border: 1px solid var(--o-line-strong);
        border-radius: var(--o-radius-small);
        background: var(--o-surface);
        color: var(--o-text);
        font: inherit;
        cursor: pointer;
      }
      .tool:hover:not(:disabled) {
        background: var(--o-hover);
      }
      .tool:disabled {
        opacity: 0.4;
        cursor: default;
      }
    `,
  ]

  constructor() {
    super()
    this.batch = ''
    this.images = []
    this.image = null
  }

  override render() {
    const { image } = this
    const label = image === null ? '' : msg(str`Image ${image}`)
    return html`<wa-dialog label=${label} ?open=${image !== null} light-dismiss @wa-after-hide=${this.#hidden} @keydown=${this.#onKey}>${image === null ? nothing : this.#draw(image, label)}</wa-dialog>`
  }

  #draw(image: number, label: string) {
    const fate = this.images.find((one) => one.image === image)?.fate
    const tool = (icon: string, name: string, action: () => void, off = false) =>
      html`<button class="tool" aria-label=${name} title=${name} ?disabled=${off} @click=${action}><wa-icon name=${icon}></wa-icon></button>`
    return html`<div class="row">
        ${tool('chevron-left', msg('Previous image'), () => this.#step(-1), this.#neighbour(-1) === undefined)}
        ${tool('chevron-right', msg('Next image'), () => this.#step(1), this.#neighbour(1) === undefined)}
        ${tool('minus', msg('Smaller'), () => this.#picture()?.zoom(1 / 1.4))} ${tool('plus', msg('Larger'), () => this.#picture()?.zoom(1.4))}
        ${tool('home', msg('Whole page'), () => this.#picture()?.wholePage())} ${tool('rotate', msg('Turn'), () => this.#picture()?.turn())}
        <span class="small quiet" role="status">${fate === undefined ? nothing : fateName(fate)}</span>
      </div>
      <opis-picture .src=${batchPicturePath(this.batch, image)} .label=${label}></opis-picture>`
  }

  #picture(): PagePicture | null {
    return this.renderRoot.querySelector<PagePicture>('opis-picture')
  }

  #neighbour(by: 1 | -1): number | undefined {
    const at = this.images.findIndex((one) => one.image === this.image)
    return at === -1 ? undefined : this.images[at + by]?.image
  }

  #step(by: 1 | -1): void {
    const to = this.#neighbour(by)
    if (to !== undefined) this.dispatchEvent(new CustomEvent('step', { detail: to }))
  }

  #onKey(event: KeyboardEvent): void {
    if (event.key === 'ArrowRight') this.#step(1)
    if (event.key === 'ArrowLeft') this.#step(-1)
  }

  #hidden(event: Event): void {
    if (event.target === event.currentTarget) this.dispatchEvent(new CustomEvent('close'))
  }
}

define('opis-image-dialog', ImageDialog)
