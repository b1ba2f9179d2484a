import { msg } from '@lit/localize'
import { html } from 'lit'
import type { Screen } from './screen.ts'

/** Retention: due, acts, holds, transfers, schedules. The first pattern that fits wins. */
export const retentionScreens: readonly Screen[] = [
  {
    pattern: '/retention',
    title: () => msg('Retention'),
    needs: 'retention.watch',
    load: () => import('../retention/overview-screen.ts'),
    draw: () => html`<opis-retention-overview></opis-retention-overview>`,
  },
  {
    pattern: '/retention/due',
    title: () => msg('Due for destruction'),
    needs: 'due',
    load: () => import('../retention/acts/due-screen.ts'),
    draw: () => html`<opis-due></opis-due>`,
  },
  {
    pattern: '/retention/acts',
    title: () => msg('Acts'),
    needs: 'acts',
    load: () => import('../retention/acts/acts-screen.ts'),
    draw: () => html`<opis-acts></opis-acts>`,
  },
  {
    pattern: '/retention/acts/:id',
    title: () => msg('Act'),
    needs: 'acts',
    load: () => import('../retention/acts/act-screen.ts'),
    draw: ({ params }) => html`<opis-act .act=${params['id'] ?? ''}></opis-act>`,
  },
  {
    pattern: '/retention/commissions',
    title: () => msg('Commissions'),
    needs: 'acts',
    load: () => import('../retention/acts/commissions-screen.ts'),
    draw: () => html`<opis-commissions></opis-commissions>`,
  },
  {
    pattern: '/retention/answers',
    title: () => msg('Retention'),
    needs: 'retention.watch',
    load: () => import('../retention/answers-screen.ts'),
    draw: ({ query }) => html`<opis-retention-answers .state=${query.get('state') ?? ''} .of=${query.get('class') ?? ''} .event=${query.get('waitingFor') ?? ''}></opis-retention-answers>`,
  },
  {
    pattern: '/retention/holds',
    title: () => msg('Holds'),
    needs: 'holds',
    load: () => import('../retention/holds-screen.ts'),
    draw: () => html`<opis-holds></opis-holds>`,
  },
  {
    pattern: '/retention/holds/:number',
    title: () => msg('Hold'),
    needs: 'holds',
    load: () => import('../retention/holds-one-screen.ts'),
    draw: ({ params }) => html`<opis-hold .number=${params['number'] ?? ''}></opis-hold>`,
  },
  {
    pattern: '/retention/erasure',
    title: () => msg('Personal data'),
    needs: 'holds',
    load: () => import('../retention/erasure-screen.ts'),
    draw: () => html`<opis-erasure></opis-erasure>`,
  },
  {
    pattern: '/retention/erasure/:number',
    title: () => msg('Request to erase'),
    needs: 'holds',
    load: () => import('../retention/erasure-one-screen.ts'),
    draw: ({ params }) => html`<opis-erasure-request .number=${params['number'] ?? ''}></opis-erasure-request>`,
  },
  {
    pattern: '/retention/transfers',
    title: () => msg('Handing over to the archive'),
    needs: 'acts',
    load: () => import('../retention/transfer-screen.ts'),
    draw: () => html`<opis-transfers></opis-transfers>`,
  },
  {
    pattern: '/retention/transfers/:id',
    title: () => msg('Inventory'),
    needs: 'acts',
    load: () => import('../retention/transfer-one-screen.ts'),
    draw: ({ params }) => html`<opis-transfer .act=${params['id'] ?? ''}></opis-transfer>`,
  },
  {
    pattern: '/retention/schedules',
    title: () => msg('Rules'),
    needs: 'schedules',
    load: () => import('../retention/schedules/schedules-screen.ts'),
    draw: () => html`<opis-schedules></opis-schedules>`,
  },
  {
    pattern: '/retention/schedules/:id',
    title: () => msg('Version of the rules'),
    needs: 'schedules',
    load: () => import('../retention/schedules/version-screen.ts'),
    draw: ({ params }) => html`<opis-schedule-version .version=${params['id'] ?? ''}></opis-schedule-version>`,
  },
  {
    pattern: '/retention/schedules/:id/edit',
    title: () => msg('Edit the draft'),
    needs: 'schedules.write',
    load: () => import('../retention/schedules/edit-screen.ts'),
    draw: ({ params }) => html`<opis-schedule-edit .version=${params['id'] ?? ''}></opis-schedule-edit>`,
  },
]
