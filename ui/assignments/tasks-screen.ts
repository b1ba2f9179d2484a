import '@awesome.me/webawesome/dist/components/button/button.js'
import { Task } from '@lit/task'
import { msg } from '@lit/localize'
import { html, nothing } from 'lit'
import type { Bucket, TaskLine, TaskListName } from '#contract/assignments.ts'
import { readTasks, type TaskPage } from '../api/assignments.ts'
import { define, OpisElement } from '../elements/base.ts'
import { waiting } from '../elements/waiting.ts'
import { shellKey } from '../shell/keys.ts'
import { showError } from '../shell/show-error.ts'
import { shared } from '../styles/shared.ts'
import { taskRow, taskRowStyles } from './task-row.ts'
import { bucketName, listName } from './task-words.ts'
import './tasks-nav.ts'

const lists: readonly TaskListName[] = ['mine', 'unit', 'control', 'given']
const order: readonly Bucket[] = ['overdue', 'today', 'week', 'later', 'undated']

/** Tasks that have not ended, by urgency: mine, my unit's, on control, given by me. J and K go through them, Enter opens one. */
export class TasksScreen extends OpisElement {
  static override properties = { list: {}, further: { state: true }, next: { state: true } }
  /** Which list; anything else is that of the person. */
  declare list: string
  /** Pages that were asked for beyond the first. */
  declare further: readonly TaskLine[]
  declare next: string | null

  static override styles = [shared, taskRowStyles]

  readonly #page = new Task(this, {
    task: async ([list], { signal }) => {
      this.further = []
      const page = await readTasks(list, undefined, signal)
      this.next = page.next
      return page
    },
    args: () => [this.#name] as const,
  })

  readonly #onKey = (event: KeyboardEvent): void => {
    const by = shellKey(event, 'j') ? 1 : shellKey(event, 'k') ? -1 : 0
    if (by === 0) return
    const rows = [...this.renderRoot.querySelectorAll<HTMLAnchorElement>('a.task')]
    const at = rows.findIndex((row) => row.matches(':focus'))
    rows[Math.min(Math.max(at + by, 0), rows.length - 1)]?.focus()
  }

  constructor() {
    super()
    this.list = 'mine'
    this.further = []
    this.next = null
  }

  override connectedCallback(): void {
    super.connectedCallback()
    window.addEventListener('keydown', this.#onKey)
  }

  override disconnectedCallback(): void {
    window.removeEventListener('keydown', this.#onKey)
    super.disconnectedCallback()
  }

  get #name(): TaskListName {
    return lists.find((one) => one === this.list) ?? 'mine'
  }

  override render() {
    return html`<div class="page stack">
      <opis-tasks-nav path=${this.#name === 'mine' ? '/tasks' : `/tasks?list=${this.#name}`}></opis-tasks-nav>
      <h1>${listName(this.#name)}</h1>
      ${this.#page.render({
        pending: () => (this.#page.value === undefined ? waiting() : this.#groups(this.#page.value)),
        complete: (page) => this.#groups(page),
        error: (error) => showError(error, () => void this.#page.run()),
      })}
    </div>`
  }

  #groups({ tasks }: TaskPage) {
    const all = [...tasks, ...this.further]
    if (all.length === 0) return html`<p class="card quiet">${msg('Nothing to do here.')}</p>`
    const groups = order.map((bucket) => ({ bucket, rows: all.filter((task) => task.bucket === bucket) })).filter(({ rows }) => rows.length > 0)
    return html`${groups.map(({ bucket, rows }) => html`<section class="card" aria-labelledby=${bucket}><h2 id=${bucket}>${bucketName(bucket)} <span class="quiet">${rows.length}</span></h2><ul>${rows.map(taskRow)}</ul></section>`)}
      ${this.next === null ? nothing : html`<p><wa-button appearance="outlined" @click=${this.#more}>${msg('Show more')}</wa-button></p>`}
      <p class="small quiet">${msg('J and K go through the list, Enter opens a task.')}</p>`
  }

  async #more(): Promise<void> {
    if (this.next === null) return
    const page = await readTasks(this.#name, this.next)
    this.further = [...this.further, ...page.tasks]
    this.next = page.next
  }
}

define('opis-tasks', TasksScreen)
