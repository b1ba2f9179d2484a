import '@awesome.me/webawesome/dist/components/button/button.js'
import { msg, str } from '@lit/localize'
import { css, html, nothing } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import { batchThumbnailPath } from '../api/capture.ts'
import type { BatchImage } from '../api/capture.ts'
import { define, OpisElement } from '../elements/base.ts'
import { shared } from '../styles/shared.ts'
import { fateName } from './capture-words.ts'

/** While a batch runs the latest images matter; the rest comes on demand. */
const shownAtFirst = 60

/** Small pictures of the images of a batch in feed order, each with what became of it. Announces `look` with the number of one. */
export class ImageGrid extends OpisElement {
  static override properties = { batch: {}, images: { attribute: false }, all: { state: true } }
  declare batch: string
  declare images: readonly BatchImage[]
  declare all: boolean

  static override styles = [
    shared,
    css`
      ol {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(6.5rem, 1fr));
        gap: var(--o-3);
        margin-block-end: var(--o-3);
      }
      figure {
        position: relative;
        display: grid;
        gap: var(--o-1);
        content-visibility: auto;
        contain-intrinsic-size: 6.5rem 11rem;
      }
      .look {
        display: block;
        padding: 0;
        border: 0;
        background: none;
        cursor: zoom-in;
      }
      img {
        display: block;
        inline-size: 100%;
      }
      figcaption {
        display: flex;
        justify-content: space-between;
        gap: var(--o-2);
        text-align: end;
        font-size: var(--o-tiny);
        color: var(--o-quiet);
      }
      .number {
        font-weight: 650;
        font-variant-numeric: tabular-nums;
      }
      .fate-cover img,
      .fate-separator img,
      .fate-blank img,
      .fate-rejected img,
      .fate-rescanned img {
        opacity: 0.55;
      }
      .fate-page figcaption {
        color: var(--o-good);
      }
      .fate-exception figcaption {
        color: var(--o-care);
        font-weight: 600;
      }
      .fate-exception img {
        border: 2px solid var(--o-care);
      }
    `,
  ]

  constructor() {
    super()
    this.batch = ''
    this.images = []
    this.all = false
  }

  override render() {
    const hidden = this.all ? 0 : Math.max(0, this.images.length - shownAtFirst)
    return html`<ol>
        ${repeat(
          this.images.slice(hidden),
          ({ image }) => image,
          ({ image, fate, name }) => html`<li>
            <figure class="fate-${fate}">
              <button class="look" title=${name} @click=${() => this.#look(image)}>
                <img class="thumb" src=${batchThumbnailPath(this.batch, image)} alt=${msg(str`Look at image ${image}`)} loading="lazy" decoding="async" />
              </button>
              <figcaption><span class="number">${image}</span><span>${fateName(fate)}</span></figcaption>
            </figure>
          </li>`,
        )}
      </ol>
      ${hidden === 0 ? nothing : html`<wa-button appearance="outlined" @click=${() => (this.all = true)}>${msg(str`Show earlier images: ${hidden}`)}</wa-button>`}`
  }

  #look(image: number): void {
    this.dispatchEvent(new CustomEvent('look', { detail: image, bubbles: true, composed: true }))
  }
}

define('opis-images', ImageGrid)
