import { msg } from '@lit/localize'
import { html } from 'lit'
import type { Screen } from './screen.ts'

/** What an administrator sets up. The first pattern that fits wins. */
export const setupScreens: readonly Screen[] = [
  {
    pattern: '/administration',
    title: () => msg('Administration'),
    needs: 'stations.enrol',
    load: () => import('../identity/administration-screen.ts'),
    draw: () => html`<opis-administration></opis-administration>`,
  },
  {
    pattern: '/administration/units',
    title: () => msg('Units'),
    needs: 'units.keep',
    load: () => import('../municipality/units-screen.ts'),
    draw: () => html`<opis-units></opis-units>`,
  },
  {
    pattern: '/administration/setup',
    title: () => msg('Set-up'),
    needs: 'units.keep',
    load: () => import('../municipality/setup-screen.ts'),
    draw: () => html`<opis-setup></opis-setup>`,
  },
  {
    pattern: '/administration/kinds',
    title: () => msg('Kinds of document and routes'),
    needs: 'kinds',
    load: () => import('../municipality/kinds-screen.ts'),
    draw: () => html`<opis-kinds></opis-kinds>`,
  },
  {
    pattern: '/administration/routing',
    title: () => msg('Routing'),
    needs: 'routing.keep',
    load: () => import('../municipality/routing-screen.ts'),
    draw: () => html`<opis-routing></opis-routing>`,
  },
  {
    pattern: '/administration/programs',
    title: () => msg('Programs that submit'),
    needs: 'inbound.keep',
    load: () => import('../municipality/inbound-screen.ts'),
    draw: () => html`<opis-inbound-clients></opis-inbound-clients>`,
  },
  {
    pattern: '/administration/deadlines',
    title: () => msg('Deadlines'),
    needs: 'terms',
    load: () => import('../registry/terms-screen.ts'),
    draw: () => html`<opis-terms></opis-terms>`,
  },
  {
    pattern: '/administration/calendars',
    title: () => msg('Calendars of working days'),
    needs: 'terms',
    load: () => import('../registry/terms-calendars-screen.ts'),
    draw: () => html`<opis-calendars></opis-calendars>`,
  },
  {
    pattern: '/administration/reminders',
    title: () => msg('Reminders'),
    needs: 'reminders',
    load: () => import('../registry/terms-reminders-screen.ts'),
    draw: () => html`<opis-reminders></opis-reminders>`,
  },
  {
    pattern: '/administration/outbox',
    title: () => msg('Outgoing mail'),
    needs: 'terms.keep',
    load: () => import('../registry/terms-outbox-screen.ts'),
    draw: () => html`<opis-outbox></opis-outbox>`,
  },
  {
    pattern: '/administration/line',
    title: () => msg('Steps that fail'),
    needs: 'stations.enrol',
    load: () => import('../line/line-screen.ts'),
    draw: () => html`<opis-line></opis-line>`,
  },
  {
    pattern: '/administration/services',
    title: () => msg('Services'),
    needs: 'services.keep',
    load: () => import('../municipality/services-screen.ts'),
    draw: () => html`<opis-services></opis-services>`,
  },
]
