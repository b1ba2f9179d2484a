import { msg } from '@lit/localize'
import { css, html, nothing } from 'lit'
import { define, OpisElement } from '../elements/base.ts'
import { may, type Permission } from '../state/permissions.ts'
import { shared } from '../styles/shared.ts'

/** The pages of retention, in the order in which they are shown. */
const pages: readonly { path: string; needs: Permission; title: () => string }[] = [
  { path: '/retention', needs: 'retention.watch', title: () => msg('Overview') },
  { path: '/retention/due', needs: 'due', title: () => msg('Due') },
  { path: '/retention/acts', needs: 'acts', title: () => msg('Acts') },
  { path: '/retention/commissions', needs: 'acts', title: () => msg('Commissions') },
  { path: '/retention/transfers', needs: 'acts', title: () => msg('Handing over') },
  { path: '/retention/holds', needs: 'holds', title: () => msg('Holds') },
  { path: '/retention/erasure', needs: 'holds', title: () => msg('Personal data') },
  { path: '/retention/schedules', needs: 'schedules', title: () => msg('Rules') },
]

/** Links between the pages of retention that the person may open. */
export class RetentionNav extends OpisElement {
  static override properties = { path: {} }
  /** The page that is shown. */
  declare path: string

  static override styles = [
    shared,
    css`
      ul {
        display: flex;
        flex-wrap: wrap;
        gap: var(--o-1);
        border-block-end: 1px solid var(--o-line);
        padding-block-end: var(--o-2);
      }
      a {
        display: block;
        padding: var(--o-2) var(--o-3);
        border-radius: var(--o-radius-small);
        text-decoration: none;
        color: var(--o-quiet);
        font-weight: 550;
        font-size: var(--o-small);
      }
      a:hover {
        background: var(--o-hover);
        color: var(--o-text);
      }
      a[aria-current] {
        background: var(--o-accent-quiet);
        color: var(--o-accent);
      }
    `,
  ]

  constructor() {
    super()
    this.path = ''
  }

  override render() {
    const open = pages.filter(({ needs }) => may(needs))
    return html`<nav aria-label=${msg('Retention')}><ul>
      ${open.map(({ path, title }) => html`<li><a href=${path} aria-current=${(path === '/retention' ? this.path === path : this.path.startsWith(path)) ? 'page' : nothing}>${title()}</a></li>`)}
    </ul></nav>`
  }
}

define('opis-retention-nav', RetentionNav)
