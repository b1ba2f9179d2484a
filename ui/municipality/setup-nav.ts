import { msg } from '@lit/localize'
import { html, nothing } from 'lit'
import { define, OpisElement } from '../elements/base.ts'
import { may, type Permission } from '../state/permissions.ts'
import { pageNav } from '../styles/page-nav.ts'
import { shared } from '../styles/shared.ts'

/** The pages of administration by which a house is set up, in the order in which they are shown. */
const pages: readonly { path: string; needs: Permission; title: () => string }[] = [
  { path: '/administration', needs: 'stations.enrol', title: () => msg('Users and stations') },
  { path: '/administration/units', needs: 'units.keep', title: () => msg('Units') },
  { path: '/administration/setup', needs: 'units.keep', title: () => msg('Set-up') },
  { path: '/administration/kinds', needs: 'kinds', title: () => msg('Kinds and routes') },
  { path: '/administration/services', needs: 'services.keep', title: () => msg('Services') },
  { path: '/administration/deadlines', needs: 'terms', title: () => msg('Deadlines') },
  { path: '/administration/calendars', needs: 'terms', title: () => msg('Calendars') },
  { path: '/administration/reminders', needs: 'reminders', title: () => msg('Reminders') },
  { path: '/administration/outbox', needs: 'terms.keep', title: () => msg('Outgoing mail') },
]

/** Links between the pages of administration that the person may open. */
export class SetupNav extends OpisElement {
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
    return html`<nav aria-label=${msg('Administration')}><ul>
      ${open.map(({ path, title }) => html`<li><a href=${path} aria-current=${this.path === path ? 'page' : nothing}>${title()}</a></li>`)}
    </ul></nav>`
  }
}

define('opis-setup-nav', SetupNav)
