import { msg } from '@lit/localize'
import { define } from '../elements/base.ts'
import { PageBar, type BarPage } from '../elements/page-bar.ts'

const pages: readonly BarPage[] = [
  { path: '/administration', needs: 'stations.enrol', title: () => msg('Users and stations') },
  { path: '/administration/line', needs: 'stations.enrol', title: () => msg('Steps that fail') },
  { path: '/administration/units', needs: 'units.keep', title: () => msg('Units') },
  { path: '/administration/setup', needs: 'units.keep', title: () => msg('Set-up') },
  { path: '/administration/kinds', needs: 'kinds', title: () => msg('Kinds and routes') },
  { path: '/administration/services', needs: 'services.keep', title: () => msg('Services') },
  { path: '/administration/routing', needs: 'routing.keep', title: () => msg('Routing') },
  { path: '/administration/programs', needs: 'inbound.keep', title: () => msg('Programs that submit') },
  { path: '/administration/deadlines', needs: 'terms', title: () => msg('Deadlines') },
  { path: '/administration/calendars', needs: 'terms', title: () => msg('Calendars') },
  { path: '/administration/reminders', needs: 'reminders', title: () => msg('Reminders') },
  { path: '/administration/outbox', needs: 'terms.keep', title: () => msg('Outgoing mail') },
]

/** Links between the pages of administration that the person may open. */
export class SetupNav extends PageBar {
  protected override pages(): readonly BarPage[] {
    return pages
  }

  protected override label(): string {
    return msg('Administration')
  }
}

define('opis-setup-nav', SetupNav)
