import { msg } from '@lit/localize'
import { html } from 'lit'
import type { Screen } from './screen.ts'

/** Search, records, capture, files and the handbook. The first pattern that fits wins. */
export const archiveScreens: readonly Screen[] = [
  {
    pattern: '/',
    title: () => msg('Search'),
    needs: 'search',
    load: () => import('../search/search-screen.ts'),
    draw: (place) => html`<opis-search .query=${place.query}></opis-search>`,
  },
  {
    pattern: '/records/:id/pages/:n',
    title: () => msg('Page'),
    needs: 'search',
    load: () => import('../records/viewer-screen.ts'),
    draw: ({ params, query }) =>
      html`<opis-viewer .record=${params['id'] ?? ''} .page=${Number(params['n'])} .q=${query.get('q') ?? ''}></opis-viewer>`,
  },
  {
    pattern: '/records/:id',
    title: () => msg('Record'),
    needs: 'search',
    load: () => import('../records/record-screen.ts'),
    draw: ({ params }) => html`<opis-record .record=${params['id'] ?? ''}></opis-record>`,
  },
  {
    pattern: '/capture',
    title: () => msg('Capture'),
    needs: 'capture.watch',
    load: () => import('../capture/batches-screen.ts'),
    draw: () => html`<opis-batches></opis-batches>`,
  },
  {
    pattern: '/capture/covers',
    title: () => msg('Cover sheets'),
    needs: 'covers.print',
    load: () => import('../capture/covers-screen.ts'),
    draw: () => html`<opis-covers></opis-covers>`,
  },
  {
    pattern: '/capture/:id',
    title: () => msg('Batch'),
    needs: 'capture.watch',
    load: () => import('../capture/batch-screen.ts'),
    draw: ({ params }) => html`<opis-batch .batch=${params['id'] ?? ''}></opis-batch>`,
  },
  {
    pattern: '/files',
    title: () => msg('File plan'),
    needs: 'search',
    load: () => import('../file-plan/files-screen.ts'),
    draw: ({ query }) => html`<opis-files .query=${query}></opis-files>`,
  },
  {
    pattern: '/files/:id',
    title: () => msg('File'),
    needs: 'search',
    load: () => import('../file-plan/file-screen.ts'),
    draw: ({ params }) => html`<opis-file .file=${params['id'] ?? ''}></opis-file>`,
  },
  {
    pattern: '/people',
    title: () => msg('People'),
    needs: 'files.keep',
    load: () => import('../file-plan/people-screen.ts'),
    draw: ({ query }) => html`<opis-people .q=${query.get('q') ?? ''}></opis-people>`,
  },
  {
    pattern: '/people/:id',
    title: () => msg('People'),
    needs: 'files.keep',
    load: () => import('../file-plan/person-screen.ts'),
    draw: ({ params }) => html`<opis-person .person=${params['id'] ?? ''}></opis-person>`,
  },
  {
    pattern: '/paper',
    title: () => msg('Paper'),
    needs: 'files.keep',
    load: () => import('../file-plan/paper-screen.ts'),
    draw: ({ query }) => html`<opis-paper .query=${query}></opis-paper>`,
  },
  {
    pattern: '/classes',
    title: () => msg('Classes and fonds'),
    needs: 'files.keep',
    load: () => import('../file-plan/classes-screen.ts'),
    draw: () => html`<opis-classes></opis-classes>`,
  },
  {
    pattern: '/help',
    title: () => msg('Handbook'),
    needs: 'search',
    load: () => import('../help/handbook-screen.ts'),
    draw: () => html`<opis-handbook></opis-handbook>`,
  },
]
