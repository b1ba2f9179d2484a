import { msg, str } from '@lit/localize'
import { css, html, nothing } from 'lit'
import type { PropertyValues } from 'lit'
import { thumbnailPath } from '../api/records.ts'
import { define, OpisElement } from '../elements/base.ts'
import { reveal } from '../elements/reveal.ts'
import { pagePath } from '../state/path.ts'
import { shared } from '../styles/shared.ts'

/** Small pictures of all pages of a record, with the number of hits on each. */
export class PageStrip extends OpisElement {
  static override properties = { record: {}, pages: { attribute: false }, page: { type: Number }, q: {}, hits: { attribute: false } }
  declare record: string
  declare pages: readonly { page: number; hasPicture: boolean }[]
  declare page: number
  declare q: string
  declare hits: ReadonlyMap<number, number>

  static override styles = [
    shared,
    css`
      ol {
        display: flex;
        flex-direction: column;
        gap: var(--o-2);
        padding: var(--o-3);
      }
      a {
        position: relative;
        display: grid;
        justify-items: center;
        gap: var(--o-1);
        padding: var(--o-1);
        border: 2px solid transparent;
        border-radius: var(--o-radius-small);
        color: var(--o-quiet);
        font-size: var(--o-tiny);
        text-decoration: none;
      }
      a:hover {
        background: var(--o-hover);
      }
      a[aria-current] {
        border-color: var(--o-accent);
        color: var(--o-accent);
        font-weight: 650;
      }
      .thumb {
        inline-size: 4.5rem;
      }
      .hits {
        position: absolute;
        inset: var(--o-1) var(--o-1) auto auto;
        min-inline-size: 1.375rem;
        padding-inline: 0.3rem;
        border-radius: 1rem;
        background: var(--o-mark);
        color: var(--o-mark-text);
        font-weight: 650;
        text-align: center;
      }
      @media (max-width: 56rem) {
        ol {
          flex-direction: row;
          padding: var(--o-2);
        }
        .thumb {
          inline-size: 3.25rem;
        }
      }
    `,
  ]

  override render() {
    return html`<ol>
      ${this.pages.map(({ page, hasPicture }) => {
        const hits = this.hits.get(page) ?? 0
        const name = hits === 0 ? msg(str`Page ${page}`) : msg(str`Page ${page}, hits: ${hits}`)
        return html`<li>
          <a href=${pagePath(this.record, page, this.q)} aria-current=${page === this.page ? 'page' : nothing}>
            ${hasPicture ? html`<img class="thumb" src=${thumbnailPath(this.record, page)} alt="" loading="lazy" />` : html`<span class="thumb"></span>`}
            <span class="unseen">${name}</span>
            <span aria-hidden="true">${page} ${hits === 0 ? nothing : html`<span class="hits">${hits}</span>`}</span>
          </a>
        </li>`
      })}
    </ol>`
  }

  protected override updated(changed: PropertyValues<this>): void {
    const current = this.renderRoot.querySelector('[aria-current]')
    if (current !== null && (changed.has('page') || changed.has('pages'))) reveal(current, this)
  }
}

define('opis-strip', PageStrip)
