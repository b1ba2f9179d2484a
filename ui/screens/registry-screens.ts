import { msg } from '@lit/localize'
import { html } from 'lit'
import type { Screen } from './screen.ts'

/** Registers, cards, correspondents, intake, papers and the counter of the one window. The first pattern that fits wins. */
export const registryScreens: readonly Screen[] = [
  {
    pattern: '/registry/transmittals',
    title: () => msg('Transmittal lists'),
    needs: 'transmittals',
    load: () => import('../municipality/transmittals-screen.ts'),
    draw: () => html`<opis-transmittals></opis-transmittals>`,
  },
  {
    pattern: '/registry',
    title: () => msg('Documents'),
    needs: 'cards',
    load: () => import('../registry/cards-screen.ts'),
    draw: ({ query }) => html`<opis-cards .query=${query}></opis-cards>`,
  },
  {
    pattern: '/registry/new',
    title: () => msg('Register a document'),
    needs: 'cards.register',
    load: () => import('../registry/cards-new-screen.ts'),
    draw: () => html`<opis-new-card></opis-new-card>`,
  },
  {
    pattern: '/registry/cards/:id',
    title: () => msg('Document'),
    needs: 'cards',
    load: () => import('../registry/card-screen.ts'),
    draw: ({ params }) => html`<opis-card .card=${params['id'] ?? ''}></opis-card>`,
  },
  {
    pattern: '/registry/registers',
    title: () => msg('Registers'),
    needs: 'registers',
    load: () => import('../registry/registers-screen.ts'),
    draw: () => html`<opis-registers></opis-registers>`,
  },
  {
    pattern: '/registry/registers/:code',
    title: () => msg('Registers'),
    needs: 'registers',
    load: () => import('../registry/registers-one-screen.ts'),
    draw: ({ params }) => html`<opis-register .code=${params['code'] ?? ''}></opis-register>`,
  },
  {
    pattern: '/registry/correspondents',
    title: () => msg('Correspondents'),
    needs: 'correspondents',
    load: () => import('../registry/correspondents-screen.ts'),
    draw: ({ query }) => html`<opis-correspondents .q=${query.get('q') ?? ''}></opis-correspondents>`,
  },
  {
    pattern: '/registry/correspondents/:id',
    title: () => msg('Correspondent'),
    needs: 'correspondents',
    load: () => import('../registry/correspondents-one-screen.ts'),
    draw: ({ params }) => html`<opis-correspondent .correspondent=${params['id'] ?? ''}></opis-correspondent>`,
  },
  {
    pattern: '/counter',
    title: () => msg('Counter'),
    needs: 'counter',
    load: () => import('../counter/counter-screen.ts'),
    draw: () => html`<opis-counter></opis-counter>`,
  },
  {
    pattern: '/counter/ready',
    title: () => msg('Ready for hand-out'),
    needs: 'counter',
    load: () => import('../counter/cases-screen.ts'),
    draw: () => html`<opis-counter-cases stage="ready"></opis-counter-cases>`,
  },
  {
    pattern: '/counter/awaited',
    title: () => msg('Papers awaited'),
    needs: 'counter',
    load: () => import('../counter/cases-screen.ts'),
    draw: () => html`<opis-counter-cases stage="papers-awaited"></opis-counter-cases>`,
  },
  {
    pattern: '/registry/intake',
    title: () => msg('Intake'),
    needs: 'cards.register',
    load: () => import('../registry/intake-screen.ts'),
    draw: ({ query }) => html`<opis-intake .state=${query.get('state') ?? 'waiting'}></opis-intake>`,
  },
  {
    pattern: '/registry/papers',
    title: () => msg('Papers on their way'),
    needs: 'papers.hand-over',
    load: () => import('../registry/papers-screen.ts'),
    draw: () => html`<opis-papers></opis-papers>`,
  },
]
