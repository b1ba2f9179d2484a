import '@awesome.me/webawesome/dist/components/button/button.js'
import '@awesome.me/webawesome/dist/components/icon/icon.js'
import { Task } from '@lit/task'
import { msg, str } from '@lit/localize'
import { css, html, nothing } from 'lit'
import { divideTask, readTask, type TaskView } from '../api/assignments.ts'
import { define } from '../elements/base.ts'
import { waiting } from '../elements/waiting.ts'
import { WorkElement } from '../elements/work-element.ts'
import { showError } from '../shell/show-error.ts'
import { announce } from '../state/notice.ts'
import { shared } from '../styles/shared.ts'
import { actorName } from '../text/actor-name.ts'
import { formatDate, formatInstant } from '../text/format.ts'
import { localName } from '../text/local-name.ts'
import './move-section.ts'
import './task-fields.ts'
import { TaskFields } from './task-fields.ts'
import { dueBadge, taskRowOfCard, taskRowStyles } from './task-row.ts'
import { eventDetails, eventName, taskState } from './task-words.ts'

/** One task: what is to be done, who, until when; what the reader may do; contributions, parts and history. */
export class TaskScreen extends WorkElement {
  static override properties = { task: {}, shown: { state: true }, dividing: { state: true } }
  declare task: string
  /** The task as the last answer of the server has it. */
  declare shown: TaskView | null
  declare dividing: boolean

  readonly #found = new Task(this, {
    task: async ([task], { signal }) => {
      this.shown = await readTask(task, signal)
    },
    args: () => [this.task] as const,
  })

  static override styles = [
    shared,
    taskRowStyles,
    css`
      dl {
        display: grid;
        grid-template-columns: max-content minmax(0, 1fr);
        gap: var(--o-2) var(--o-4);
      }
      dt {
        color: var(--o-quiet);
      }
      dd,
      .said {
        overflow-wrap: anywhere;
      }
      .timeline li {
        padding-block: var(--o-2);
        padding-inline-start: var(--o-4);
        border-inline-start: 2px solid var(--o-line-strong);
      }
      @media (max-width: 40rem) {
        dl {
          grid-template-columns: minmax(0, 1fr);
          gap: 0;
        }
        dd {
          margin-block-end: var(--o-2);
        }
      }
    `,
  ]

  constructor() {
    super()
    this.task = ''
    this.shown = null
    this.dividing = false
  }

  override render() {
    return html`<div class="page stack">
      <p><a class="back" href="/tasks"><wa-icon name="chevron-left"></wa-icon>${msg('My tasks')}</a></p>
      ${this.#found.render({
        pending: () => (this.shown === null ? waiting() : this.#whole(this.shown)),
        complete: () => (this.shown === null ? waiting() : this.#whole(this.shown)),
        error: (error) => showError(error, () => void this.#found.run()),
      })}
    </div>`
  }

  #whole(task: TaskView) {
    return html`<div class="row spread"><h1>${task.point === null ? nothing : `${msg(str`Point ${task.point}`)}. `}${task.text}</h1><span class="row"><span class="badge tone-plain">${taskState(task.state, task.controller !== null)}</span>${dueBadge(task)}</span></div>
      <opis-task-moves .task=${task} @moved=${this.#moved} @stale=${() => void this.#found.run()}></opis-task-moves>
      ${this.#about(task)} ${this.#helpers(task)} ${this.#parts(task)}
      <section class="card stack" aria-labelledby="history"><h2 id="history">${msg('History')}</h2>
        <ol class="timeline">${task.timeline.map((one) => html`<li><strong>${eventName(one.event)}</strong> <span class="small quiet">${formatInstant(one.at)} · ${calledIn(task, one.actor)}</span><p class="small said">${eventDetails(one)}</p></li>`)}</ol>
      </section>`
  }

  #about(task: TaskView) {
    const row = (name: string, value: unknown) => html`<dt>${name}</dt><dd>${value}</dd>`
    return html`<section class="card" aria-label=${msg('About the task')}><dl>
      ${row(msg('Document'), html`<a href=${`/registry/cards/${task.card.id}`}>${task.card.number}</a> ${task.card.subject}`)}
      ${task.resolution === null || task.resolution === task.text ? nothing : row(msg('Resolution'), task.resolution)}
      ${row(msg('Executor'), `${task.executor?.displayName ?? msg('nobody named yet')} · ${localName(task.unitName)}`)}
      ${task.controller === null ? nothing : row(msg('Controller'), task.controller.displayName)}
      ${row(msg('Given by'), `${task.madeBy.displayName} · ${formatInstant(task.madeAt)}`)}
      ${task.firstDueOn === null || task.firstDueOn === task.dueOn ? nothing : row(msg('First deadline'), formatDate(task.firstDueOn))}
      ${task.report === null ? nothing : row(msg('What was done'), task.report)}
      ${task.executedOn === null ? nothing : row(msg('Executed on'), formatDate(task.executedOn))}
      ${task.resultCard === null ? nothing : row(msg('Result'), html`<a href=${`/registry/cards/${task.resultCard.id}`}>${task.resultCard.number}</a>`)}
      ${task.resultRecord === null ? nothing : row(msg('Result'), html`<a href=${`/records/${task.resultRecord}`}>${msg('Record')}</a>`)}
      ${task.endedOn === null ? nothing : row(msg('Ended'), `${formatDate(task.endedOn)} · ${task.endedBy?.displayName ?? ''}`)}
    </dl></section>`
  }

  #helpers({ helpers }: TaskView) {
    if (helpers.length === 0) return nothing
    return html`<section class="card stack" aria-labelledby="helpers"><h2 id="helpers">${msg('Co-executors')}</h2>
      <ul class="rows">${helpers.map((one) => html`<li><div><strong>${one.executor.displayName}</strong> <span class="quiet small">${localName(one.unitName)}</span><p class="said">${one.contribution ?? (one.record === null ? html`<span class="quiet">${msg('Nothing contributed yet.')}</span>` : nothing)} ${one.record === null ? nothing : html`<a href=${`/records/${one.record}`}>${msg('Record')}</a>`}</p></div>${one.contributedAt === null ? nothing : html`<span class="small quiet">${formatInstant(one.contributedAt)}</span>`}</li>`)}</ul>
    </section>`
  }

  #parts(task: TaskView) {
    if (task.subtasks.length === 0 && !task.mayDivide) return nothing
    return html`<section class="card stack" aria-labelledby="parts">
      <div class="row spread"><h2 id="parts">${msg('Parts of the task')}</h2>${task.mayDivide && !this.dividing ? html`<wa-button size="s" appearance="outlined" @click=${() => (this.dividing = true)}>${msg('Give a part to somebody')}</wa-button>` : nothing}</div>
      ${task.subtasks.length === 0 ? nothing : html`<ul>${task.subtasks.map(taskRowOfCard)}</ul>`}
      ${this.dividing
        ? html`<form class="stack" @submit=${this.#divide}>
            <opis-task-fields .heading=${msg('New part')} .dueOn=${task.dueOn}></opis-task-fields>
            <div class="row"><wa-button type="submit" variant="brand">${msg('Give')}</wa-button><wa-button appearance="outlined" @click=${() => (this.dividing = false)}>${msg('Cancel')}</wa-button></div>
          </form>`
        : nothing}
      ${this.problem()}
    </section>`
  }

  #moved(event: CustomEvent<TaskView>): void {
    this.shown = event.detail
    announce(msg('Done.'))
  }

  async #divide(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    const fields = this.renderRoot.querySelector('opis-task-fields')
    const read = fields instanceof TaskFields ? fields.read() : null
    if (read === null) return
    if ('complaint' in read) {
      announce(read.complaint)
      return
    }
    await this.attempt(async () => {
      this.shown = await divideTask(this.task, { tasks: [read.task] })
      this.dividing = false
    })
  }
}

/** What people call who did something; those with no part in the task by their account. */
function calledIn({ executor, controller, madeBy, endedBy, helpers }: TaskView, actor: string): string {
  const name = actorName(actor)
  return [executor, controller, madeBy, endedBy, ...helpers.map((one) => one.executor)].find((one) => one?.name === name)?.displayName ?? name
}

define('opis-task', TaskScreen)
