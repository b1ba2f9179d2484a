import { msg } from '@lit/localize'
import { html } from 'lit'
import type { TemplateResult } from 'lit'
import { matchPath } from './state/path.ts'
import type { Place } from './state/path.ts'
import type { Permission } from './state/permissions.ts'

/** One screen: where it lies, who may open it, and how it comes and is drawn. */
export type Screen = {
  pattern: string
  title: () => string
  needs: Permission
  load: () => Promise<unknown>
  draw: (place: Place) => TemplateResult
}

/** Every screen of the UI; the first pattern that fits wins. */
export const screens: readonly Screen[] = [
  {
    pattern: '/',
    title: () => msg('Search'),
    needs: 'search',
    load: () => import('./search/search-screen.ts'),
    draw: (place) => html`<opis-search .query=${place.query}></opis-search>`,
  },
  {
    pattern: '/records/:id/pages/:n',
    title: () => msg('Page'),
    needs: 'search',
    load: () => import('./records/viewer-screen.ts'),
    draw: ({ params, query }) =>
      html`<opis-viewer .record=${params['id'] ?? ''} .page=${Number(params['n'])} .q=${query.get('q') ?? ''}></opis-viewer>`,
  },
  {
    pattern: '/records/:id',
    title: () => msg('Record'),
    needs: 'search',
    load: () => import('./records/record-screen.ts'),
    draw: ({ params }) => html`<opis-record .record=${params['id'] ?? ''}></opis-record>`,
  },
  {
    pattern: '/capture',
    title: () => msg('Capture'),
    needs: 'capture.watch',
    load: () => import('./capture/batches-screen.ts'),
    draw: () => html`<opis-batches></opis-batches>`,
  },
  {
    pattern: '/capture/covers',
    title: () => msg('Cover sheets'),
    needs: 'covers.print',
    load: () => import('./capture/covers-screen.ts'),
    draw: () => html`<opis-covers></opis-covers>`,
  },
  {
    pattern: '/capture/:id',
    title: () => msg('Batch'),
    needs: 'capture.watch',
    load: () => import('./capture/batch-screen.ts'),
    draw: ({ params }) => html`<opis-batch .batch=${params['id'] ?? ''}></opis-batch>`,
  },
  {
    pattern: '/files',
    title: () => msg('File plan'),
    needs: 'search',
    load: () => import('./file-plan/files-screen.ts'),
    draw: ({ query }) => html`<opis-files .query=${query}></opis-files>`,
  },
  {
    pattern: '/files/:id',
    title: () => msg('File'),
    needs: 'search',
    load: () => import('./file-plan/file-screen.ts'),
    draw: ({ params }) => html`<opis-file .file=${params['id'] ?? ''}></opis-file>`,
  },
  {
    pattern: '/people',
    title: () => msg('People'),
    needs: 'files.keep',
    load: () => import('./file-plan/people-screen.ts'),
    draw: ({ query }) => html`<opis-people .q=${query.get('q') ?? ''}></opis-people>`,
  },
  {
    pattern: '/people/:id',
    title: () => msg('People'),
    needs: 'files.keep',
    load: () => import('./file-plan/person-screen.ts'),
    draw: ({ params }) => html`<opis-person .person=${params['id'] ?? ''}></opis-person>`,
  },
  {
    pattern: '/paper',
    title: () => msg('Paper'),
    needs: 'files.keep',
    load: () => import('./file-plan/paper-screen.ts'),
    draw: ({ query }) => html`<opis-paper .query=${query}></opis-paper>`,
  },
  {
    pattern: '/classes',
    title: () => msg('Classes and fonds'),
    needs: 'files.keep',
    load: () => import('./file-plan/classes-screen.ts'),
    draw: () => html`<opis-classes></opis-classes>`,
  },
  {
    pattern: '/administration',
    title: () => msg('Administration'),
    needs: 'stations.enrol',
    load: () => import('./identity/administration-screen.ts'),
    draw: () => html`<opis-administration></opis-administration>`,
  },
  {
    pattern: '/retention',
    title: () => msg('Retention'),
    needs: 'retention.watch',
    load: () => import('./retention/overview-screen.ts'),
    draw: () => html`<opis-retention-overview></opis-retention-overview>`,
  },
  {
    pattern: '/retention/due',
    title: () => msg('Due for destruction'),
    needs: 'due',
    load: () => import('./retention/acts/due-screen.ts'),
    draw: () => html`<opis-due></opis-due>`,
  },
  {
    pattern: '/retention/acts',
    title: () => msg('Acts'),
    needs: 'acts',
    load: () => import('./retention/acts/acts-screen.ts'),
    draw: () => html`<opis-acts></opis-acts>`,
  },
  {
    pattern: '/retention/acts/:id',
    title: () => msg('Act'),
    needs: 'acts',
    load: () => import('./retention/acts/act-screen.ts'),
    draw: ({ params }) => html`<opis-act .act=${params['id'] ?? ''}></opis-act>`,
  },
  {
    pattern: '/retention/commissions',
    title: () => msg('Commissions'),
    needs: 'acts',
    load: () => import('./retention/acts/commissions-screen.ts'),
    draw: () => html`<opis-commissions></opis-commissions>`,
  },
  {
    pattern: '/retention/answers',
    title: () => msg('Retention'),
    needs: 'retention.watch',
    load: () => import('./retention/answers-screen.ts'),
    draw: ({ query }) => html`<opis-retention-answers .state=${query.get('state') ?? ''} .of=${query.get('class') ?? ''} .event=${query.get('waitingFor') ?? ''}></opis-retention-answers>`,
  },
  {
    pattern: '/retention/holds',
    title: () => msg('Holds'),
    needs: 'holds',
    load: () => import('./retention/holds-screen.ts'),
    draw: () => html`<opis-holds></opis-holds>`,
  },
  {
    pattern: '/retention/holds/:number',
    title: () => msg('Hold'),
    needs: 'holds',
    load: () => import('./retention/holds-one-screen.ts'),
    draw: ({ params }) => html`<opis-hold .number=${params['number'] ?? ''}></opis-hold>`,
  },
  {
    pattern: '/retention/erasure',
    title: () => msg('Personal data'),
    needs: 'holds',
    load: () => import('./retention/erasure-screen.ts'),
    draw: () => html`<opis-erasure></opis-erasure>`,
  },
  {
    pattern: '/retention/erasure/:number',
    title: () => msg('Request to erase'),
    needs: 'holds',
    load: () => import('./retention/erasure-one-screen.ts'),
    draw: ({ params }) => html`<opis-erasure-request .number=${params['number'] ?? ''}></opis-erasure-request>`,
  },
  {
    pattern: '/retention/transfers',
    title: () => msg('Handing over to the archive'),
    needs: 'acts',
    load: () => import('./retention/transfer-screen.ts'),
    draw: () => html`<opis-transfers></opis-transfers>`,
  },
  {
    pattern: '/retention/transfers/:id',
    title: () => msg('Inventory'),
    needs: 'acts',
    load: () => import('./retention/transfer-one-screen.ts'),
    draw: ({ params }) => html`<opis-transfer .act=${params['id'] ?? ''}></opis-transfer>`,
  },
  {
    pattern: '/retention/schedules',
    title: () => msg('Rules'),
    needs: 'schedules',
    load: () => import('./retention/schedules/schedules-screen.ts'),
    draw: () => html`<opis-schedules></opis-schedules>`,
  },
  {
    pattern: '/retention/schedules/:id',
    title: () => msg('Version of the rules'),
    needs: 'schedules',
    load: () => import('./retention/schedules/version-screen.ts'),
    draw: ({ params }) => html`<opis-schedule-version .version=${params['id'] ?? ''}></opis-schedule-version>`,
  },
  {
    pattern: '/retention/schedules/:id/edit',
    title: () => msg('Edit the draft'),
    needs: 'schedules.write',
    load: () => import('./retention/schedules/edit-screen.ts'),
    draw: ({ params }) => html`<opis-schedule-edit .version=${params['id'] ?? ''}></opis-schedule-edit>`,
  },
  {
    pattern: '/help',
    title: () => msg('Handbook'),
    needs: 'search',
    load: () => import('./help/handbook-screen.ts'),
    draw: () => html`<opis-handbook></opis-handbook>`,
  },
]

/** Finds the screen of an address; null when there is none. */
export function findScreen(path: string, search: string): { screen: Screen; place: Place } | null {
  for (const screen of screens) {
    const params = matchPath(screen.pattern, path)
    if (params !== null) return { screen, place: { path, params, query: new URLSearchParams(search) } }
  }
  return null
}
