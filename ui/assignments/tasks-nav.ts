import { msg } from '@lit/localize'
import { html, nothing } from 'lit'
import { define, OpisElement } from '../elements/base.ts'
import { may, type Permission } from '../state/permissions.ts'
import { pageNav } from '../styles/page-nav.ts'
import { shared } from '../styles/shared.ts'

/** The pages of tasks, in the order in which they are shown. */
const pages: readonly { path: string; needs: Permission; title: () => string }[] = [
  { path: '/tasks', needs: 'tasks', title: () => msg('My tasks') },
  { path: '/tasks?list=unit', needs: 'tasks', title: () => msg('My unit') },
  { path: '/tasks?list=control', needs: 'tasks', title: () => msg('On control') },
  { path: '/tasks?list=given', needs: 'tasks', title: () => msg('Given by me') },
  { path: '/tasks/drafts', needs: 'tasks', title: () => msg('Drafts') },
  { path: '/tasks/notices', needs: 'tasks', title: () => msg('Notices') },
  { path: '/tasks/absences', needs: 'tasks', title: () => msg('Absences') },
  { path: '/tasks/decisions', needs: 'tasks', title: () => msg('Decisions past deadline') },
  { path: '/tasks/waiting-times', needs: 'visas.watch', title: () => msg('Waiting times of visas') },
]

/** Links between the pages of tasks and control that the person may open. */
export class TasksNav extends OpisElement {
  static override properties = { path: {} }
  /** The page that is shown, with its query. */
  declare path: string

  static override styles = [shared, pageNav]

  constructor() {
    super()
    this.path = ''
  }

  override render() {
    const open = pages.filter(({ needs }) => may(needs))
    return html`<nav aria-label=${msg('Tasks')}><ul>
      ${open.map(({ path, title }) => html`<li><a href=${path} aria-current=${this.path === path ? 'page' : nothing}>${title()}</a></li>`)}
    </ul></nav>`
  }
}

define('opis-tasks-nav', TasksNav)
