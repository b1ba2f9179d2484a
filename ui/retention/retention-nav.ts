import { msg } from '@lit/localize'
import { html, nothing } from 'lit'
import { define, OpisElement } from '../elements/base.ts'
import { may, type Permission } from '../state/permissions.ts'
import { pageNav } from '../styles/page-nav.ts'
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

  static override styles = [shared, pageNav]

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
