import { msg } from '@lit/localize'
import { define } from '../elements/base.ts'
import { PageBar, type BarPage } from '../elements/page-bar.ts'

const pages: readonly BarPage[] = [
  { path: '/tasks', needs: 'tasks', title: () => msg('My tasks') },
  { path: '/tasks?list=unit', needs: 'tasks', title: () => msg('My unit') },
  { path: '/tasks?list=control', needs: 'tasks', title: () => msg('On control') },
  { path: '/tasks?list=given', needs: 'tasks', title: () => msg('Given by me') },
  { path: '/tasks/drafts', needs: 'tasks', title: () => msg('Drafts') },
  { path: '/tasks/templates', needs: 'tasks', title: () => msg('Templates') },
  { path: '/tasks/notices', needs: 'tasks', title: () => msg('Notices') },
  { path: '/tasks/absences', needs: 'tasks', title: () => msg('Absences') },
  { path: '/tasks/decisions', needs: 'tasks', title: () => msg('Decisions past deadline') },
  { path: '/tasks/reports', needs: 'tasks', title: () => msg('Reports') },
  { path: '/tasks/waiting-times', needs: 'visas.watch', title: () => msg('Waiting times of visas') },
]

/** Links between the pages of tasks and control that the person may open. */
export class TasksNav extends PageBar {
  protected override pages(): readonly BarPage[] {
    return pages
  }

  protected override label(): string {
    return msg('Tasks')
  }
}

define('opis-tasks-nav', TasksNav)
