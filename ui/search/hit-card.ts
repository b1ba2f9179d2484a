import '@awesome.me/webawesome/dist/components/icon/icon.js'
import { msg, str } from '@lit/localize'
import { css, html, nothing } from 'lit'
import type { SearchHit } from '#contract/search.ts'
import { thumbnailPath } from '../api/records.ts'
import { define, OpisElement } from '../elements/base.ts'
import { markedText } from '../elements/marked-snippet.ts'
import { classTitle, recordTitle } from '../state/classes.ts'
import { pagePath, recordPath } from '../state/path.ts'
import { shared } from '../styles/shared.ts'
import { formatDate, formatLanguage } from '../text/format.ts'
import { parseSnippet } from './parse-snippet.ts'

/** One page that was found: small picture, title, place, snippet. */
export class HitCard extends OpisElement {
  static override properties = { hit: { attribute: false }, q: {} }
  declare hit: SearchHit
  declare q: string

  static override styles = [
    shared,
    css`
      .card {
        position: relative;
        display: grid;
        grid-template-columns: 5.5rem minmax(0, 1fr);
        gap: var(--o-4);
        padding: var(--o-4);
      }
      .card:hover {
        border-color: var(--o-line-strong);
      }
      .card:has(h2 a:focus-visible) {
        outline: 3px solid var(--o-focus);
        outline-offset: 2px;
      }
      h2 a:focus-visible {
        outline: none;
      }
      h2 a {
        text-decoration: none;
        overflow-wrap: anywhere;
      }
      h2 a:hover {
        text-decoration: underline;
      }
      h2 a::after {
        content: '';
        position: absolute;
        inset: 0;
      }
      .picture {
        inline-size: 5.5rem;
        display: grid;
        place-items: center;
        color: var(--o-quiet);
        font-size: 1.5rem;
      }
      .facts {
        margin-block: var(--o-1) var(--o-2);
        font-size: var(--o-small);
        color: var(--o-quiet);
      }
      .facts > :not(:last-child)::after {
        content: ' ·';
      }
      .snippet {
        font-family: var(--o-font-reading);
        line-height: 1.55;
        overflow-wrap: anywhere;
      }
      .similar {
        display: inline-flex;
        align-items: center;
        gap: var(--o-1);
        margin-block-start: var(--o-2);
        padding: 0 var(--o-2);
        font-size: var(--o-tiny);
        color: var(--o-care);
        background: var(--o-care-quiet);
        border-radius: 1rem;
      }
      .record {
        position: relative;
      }
      @media (max-width: 40rem) {
        .card {
          grid-template-columns: 4rem minmax(0, 1fr);
          gap: var(--o-3);
          padding: var(--o-3);
        }
        .picture {
          inline-size: 4rem;
        }
      }
    `,
  ]

  override render() {
    const { hit } = this
    const title = recordTitle(hit)
    return html`<article class="card">
      ${hit.hasPicture
        ? html`<img class="picture thumb" src=${thumbnailPath(hit.record, hit.page)} alt="" loading="lazy" decoding="async" />`
        : html`<div class="picture thumb"><wa-icon name="text"></wa-icon></div>`}
      <div>
        <h2><a href=${pagePath(hit.record, hit.page, this.q)}>${title}</a></h2>
        <p class="facts">
          <span>${msg(str`Page ${hit.page}`)}</span>
          ${hit.class === null ? nothing : html`<span>${classTitle(hit.class)}</span>`}
          ${hit.date === null ? nothing : html`<span>${formatDate(hit.date)}</span>`}
          ${hit.language === null ? nothing : html`<span>${formatLanguage(hit.language)}</span>`}
          <span><a class="record" href=${recordPath(hit.record)} aria-label=${msg(str`Record: ${title}`)}>${msg('Record')}</a></span>
        </p>
        <p class="snippet" lang=${hit.language ?? nothing}>${markedText(parseSnippet(hit.snippet))}</p>
        ${matchNote(hit.match)}
      </div>
    </article>`
  }

  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('h2 a')?.focus()
  }
}

function matchNote(match: SearchHit['match']) {
  if (match === 'exact') return nothing
  const text = match === 'form' ? msg('Another form of the word') : msg('Similar: perhaps misread by recognition')
  return html`<span class="similar">${text}</span>`
}

define('opis-hit', HitCard)
