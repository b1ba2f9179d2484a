import '@awesome.me/webawesome/dist/components/dialog/dialog.js'
import { msg } from '@lit/localize'
import { css, html } from 'lit'
import { define, OpisElement } from '../elements/base.ts'
import { shared } from '../styles/shared.ts'

/** The keyboard shortcuts, opened with `?`. */
export class HelpDialog extends OpisElement {
  static override properties = { open: { type: Boolean } }
  declare open: boolean

  static override styles = [
    shared,
    css`
      dl {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: var(--o-2) var(--o-4);
        align-items: baseline;
      }
      h2 {
        margin-block: var(--o-4) var(--o-2);
      }
      p {
        margin-block-start: var(--o-4);
      }
      h2:first-child {
        margin-block-start: 0;
      }
    `,
  ]

  constructor() {
    super()
    this.open = false
  }

  override render() {
    return html`<wa-dialog label=${msg('Keyboard shortcuts')} ?open=${this.open} light-dismiss @wa-after-hide=${this.#closed}>
      <h2>${msg('Everywhere')}</h2>
      <dl>${keys(['?', msg('this help')], ['/', msg('go to the search box')])}</dl>
      <h2>${msg('Search results')}</h2>
      <dl>${keys(['j', msg('next result')], ['k', msg('previous result')], ['Enter', msg('open the page')])}</dl>
      <h2>${msg('Page viewer')}</h2>
      <dl>
        ${keys(
          ['n', msg('next hit')],
          ['p', msg('previous hit')],
          ['PageDown', msg('next page')],
          ['PageUp', msg('previous page')],
          ['+ −', msg('larger, smaller')],
          ['0', msg('whole page')],
          ['r', msg('turn the page')],
          ['t', msg('show or hide the text')],
        )}
      </dl>
      <p class="small"><a href="/help" @click=${this.#hide}>${msg('Handbook')}</a></p>
    </wa-dialog>`
  }

  #closed(event: Event): void {
    if (event.target === event.currentTarget) this.#hide()
  }

  #hide(): void {
    this.dispatchEvent(new CustomEvent('close'))
  }
}

function keys(...rows: readonly (readonly [string, string])[]) {
  return rows.map(([key, what]) => html`<dt><kbd>${key}</kbd></dt><dd>${what}</dd>`)
}

define('opis-help', HelpDialog)
