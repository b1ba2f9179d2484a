import { msg } from '@lit/localize'
import { html, nothing } from 'lit'
import { define, OpisElement } from '../elements/base.ts'
import { pageNav } from '../styles/page-nav.ts'
import { shared } from '../styles/shared.ts'

const pages: readonly { path: string; title: () => string }[] = [
  { path: '/counter', title: () => msg('Take in') },
  { path: '/counter/ready', title: () => msg('Hand out') },
  { path: '/counter/awaited', title: () => msg('Papers awaited') },
]

/** Links between the pages of the one window; the one that is shown stands out. */
export class CounterNav extends OpisElement {
  static override styles = [shared, pageNav]

  override render() {
    return html`<nav aria-label=${msg('Counter')}><ul>
      ${pages.map(({ path, title }) => html`<li><a href=${path} aria-current=${location.pathname === path ? 'page' : nothing}>${title()}</a></li>`)}
    </ul></nav>`
  }
}

define('opis-counter-nav', CounterNav)
