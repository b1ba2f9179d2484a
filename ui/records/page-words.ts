import { msg } from '@lit/localize'
import { css, html, nothing } from 'lit'
import type { PropertyValues } from 'lit'
import type { PageText } from '../api/records.ts'
import { define, OpisElement } from '../elements/base.ts'
import { reveal } from '../elements/reveal.ts'
import { shared } from '../styles/shared.ts'
import { formatLanguage } from '../text/format.ts'
import type { Stretch } from './align-words.ts'
import { markText } from './mark-text.ts'

/** The recognised text of a page, with the hits marked. */
export class PageWords extends OpisElement {
  static override properties = { text: { attribute: false }, hits: { attribute: false }, current: { attribute: false } }
  declare text: PageText
  declare hits: readonly Stretch[]
  declare current: Stretch | null

  static override styles = [
    shared,
    css`
      p {
        white-space: pre-wrap;
        overflow-wrap: anywhere;
        font-family: var(--o-font-reading);
        font-size: 0.9375rem;
        line-height: 1.65;
      }
      .facts {
        white-space: normal;
        font-family: var(--o-font);
        font-size: var(--o-tiny);
        margin-block-end: var(--o-3);
      }
      mark.current {
        outline: 2px solid var(--o-care);
      }
    `,
  ]

  override render() {
    const { text, language, confidence } = this.text
    return html`<p class="facts quiet">
        ${[language === null ? null : formatLanguage(language), confidence === null ? null : `${msg('certainty')} ${Math.round(confidence)} %`].filter((fact) => fact !== null).join(' · ')}
      </p>
      ${text.trim() === ''
        ? html`<p class="quiet">${msg('No text was recognised on this page.')}</p>`
        : html`<p lang=${language ?? nothing}>${markText(text, this.hits, this.current).map((part) =>
            part.marked ? html`<mark class=${part.current ? 'current' : ''}>${part.text}</mark>` : part.text,
          )}</p>`}`
  }

  protected override updated(changed: PropertyValues<this>): void {
    const current = this.renderRoot.querySelector('mark.current')
    if (current !== null && (changed.has('current') || changed.has('text'))) reveal(current, this)
  }
}

define('opis-page-words', PageWords)
