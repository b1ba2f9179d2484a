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
    pattern: '/administration',
    title: () => msg('Administration'),
    needs: 'stations.enrol',
    load: () => import('./identity/administration-screen.ts'),
    draw: () => html`<opis-administration></opis-administration>`,
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
