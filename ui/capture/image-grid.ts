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

/** Small pictures of the images of a batch in feed order, each with what became of it. */
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
      img {
        inline-size: 100%;
        aspect-ratio: 1 / 1.414;
        object-fit: cover;
        object-position: top;
        background: var(--o-sunken);
        border: 1px solid var(--o-line);
        border-radius: var(--o-radius-small);
      }
      figcaption {
        display: flex;
        justify-content: space-between;
        gap: var(--o-2);
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
              <img src=${batchThumbnailPath(this.batch, image)} alt=${msg(str`Image ${image}`)} title=${name} loading="lazy" decoding="async" />
              <figcaption><span class="number">${image}</span><span>${fateName(fate)}</span></figcaption>
            </figure>
          </li>`,
        )}
      </ol>
      ${hidden === 0 ? nothing : html`<wa-button appearance="outlined" @click=${() => (this.all = true)}>${msg(str`Show earlier images: ${hidden}`)}</wa-button>`}`
  }
}

define('opis-images', ImageGrid)
