import { msg } from '@lit/localize'
import { html } from 'lit'
import type { Screen } from './screen.ts'

/** Tasks, drafts, notices and reports. The first pattern that fits wins. */
export const tasksScreens: readonly Screen[] = [
  {
    pattern: '/tasks/absences',
    title: () => msg('Absences'),
    needs: 'tasks',
    load: () => import('../municipality/absences-screen.ts'),
    draw: () => html`<opis-absences></opis-absences>`,
  },
  {
    pattern: '/tasks',
    title: () => msg('Tasks'),
    needs: 'tasks',
    load: () => import('../assignments/tasks-screen.ts'),
    draw: ({ query }) => html`<opis-tasks .list=${query.get('list') ?? 'mine'}></opis-tasks>`,
  },
  {
    pattern: '/tasks/notices',
    title: () => msg('Notices'),
    needs: 'tasks',
    load: () => import('../assignments/notices-screen.ts'),
    draw: () => html`<opis-notices></opis-notices>`,
  },
  {
    pattern: '/tasks/decisions',
    title: () => msg('Decisions past deadline'),
    needs: 'tasks',
    load: () => import('../assignments/decisions-screen.ts'),
    draw: ({ query }) => html`<opis-decisions .register=${query.get('register') ?? ''}></opis-decisions>`,
  },
  {
    pattern: '/tasks/drafts',
    title: () => msg('Drafts'),
    needs: 'tasks',
    load: () => import('../assignments/drafts-screen.ts'),
    draw: ({ query }) => html`<opis-drafts .list=${query.get('list') ?? 'mine'}></opis-drafts>`,
  },
  {
    pattern: '/tasks/templates',
    title: () => msg('Templates'),
    needs: 'tasks',
    load: () => import('../assignments/templates-screen.ts'),
    draw: () => html`<opis-templates></opis-templates>`,
  },
  {
    pattern: '/tasks/drafts/:id',
    title: () => msg('Draft'),
    needs: 'tasks',
    load: () => import('../assignments/draft-screen.ts'),
    draw: ({ params }) => html`<opis-draft .draft=${params['id'] ?? ''}></opis-draft>`,
  },
  {
    pattern: '/tasks/reports',
    title: () => msg('Reports'),
    needs: 'tasks',
    load: () => import('../assignments/reports-screen.ts'),
    draw: () => html`<opis-reports></opis-reports>`,
  },
  {
    pattern: '/tasks/reports/:report',
    title: () => msg('Report'),
    needs: 'tasks',
    load: () => import('../assignments/reports-one-screen.ts'),
    draw: ({ params, query }) => html`<opis-report .report=${params['report'] ?? ''} .query=${query.toString()}></opis-report>`,
  },
  {
    pattern: '/tasks/reports/:report/items',
    title: () => msg('Documents behind a number'),
    needs: 'tasks',
    load: () => import('../assignments/reports-items-screen.ts'),
    draw: ({ params, query }) => html`<opis-report-items .report=${params['report'] ?? ''} .query=${query.toString()}></opis-report-items>`,
  },
  {
    pattern: '/tasks/waiting-times',
    title: () => msg('Waiting times of visas'),
    needs: 'visas.watch',
    load: () => import('../assignments/waiting-times-screen.ts'),
    draw: () => html`<opis-waiting-times></opis-waiting-times>`,
  },
  {
    pattern: '/tasks/:id',
    title: () => msg('Task'),
    needs: 'tasks',
    load: () => import('../assignments/task-screen.ts'),
    draw: ({ params }) => html`<opis-task .task=${params['id'] ?? ''}></opis-task>`,
  },
]
