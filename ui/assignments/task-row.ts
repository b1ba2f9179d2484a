import { msg, str } from '@lit/localize'
import { css, html, nothing } from 'lit'
import type { TaskLine } from '#contract/assignments.ts'
import { formatDate } from '../text/format.ts'
import { localName } from '../text/local-name.ts'
import { taskState } from './task-words.ts'

export const taskRowStyles = css`
  .task {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: var(--o-1) var(--o-4);
    padding: var(--o-3) var(--o-2);
    border-radius: var(--o-radius-small);
    text-decoration: none;
    color: inherit;
  }
  .task:hover {
    background: var(--o-hover);
  }
  .task .text {
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  .task .about {
    grid-column: 1 / -1;
    color: var(--o-quiet);
    font-size: var(--o-small);
    overflow-wrap: anywhere;
  }
  li + li .task {
    border-block-start: 1px solid var(--o-line);
  }
  .badges {
    display: flex;
    flex-wrap: wrap;
    gap: var(--o-1);
    justify-content: end;
    align-self: start;
  }
  @media (max-width: 40rem) {
    .task {
      grid-template-columns: minmax(0, 1fr);
    }
    .badges {
      justify-content: start;
      order: 1;
    }
  }
`

/** One task of a list: what, due when, on which document, who. */
export const taskRow = (task: TaskLine) => row(task, true)
/** The same on the screen of its document. */
export const taskRowOfCard = (task: TaskLine) => row(task, false)

function row(task: TaskLine, withCard: boolean) {
  const who = task.executor === null ? msg(str`${localName(task.unitName)}: nobody named yet`) : `${task.executor.displayName} · ${localName(task.unitName)}`
  const parts = [...(withCard ? [`${task.card.number} ${task.card.subject}`] : []), who, ...(task.controller === null ? [] : [msg(str`control: ${task.controller.displayName}`)])]
  return html`<li><a class="task" href=${`/tasks/${task.id}`}>
    <span class="text">${task.point === null ? nothing : html`${msg(str`Point ${task.point}`)}. `}${task.text}</span>
    <span class="badges">${stateBadge(task)}${dueBadge(task)}</span>
    <span class="about">${parts.join(' · ')}${task.standingInFor === null ? nothing : html` · <strong>${msg(str`you stand in for ${task.standingInFor}`)}</strong>`}${task.helping ? html` · <strong>${msg('you help')}</strong>` : nothing}</span>
  </a></li>`
}

/** How a task stands, where that is not simply open. */
export function stateBadge({ state, controller, extended }: TaskLine) {
  const tone = state === 'executed' ? 'tone-calm' : state === 'off-control' || state === 'closed' ? 'tone-good' : 'tone-plain'
  return html`${state === 'open' ? nothing : html`<span class="badge ${tone}">${taskState(state, controller !== null)}</span>`}${extended > 0 ? html`<span class="badge tone-plain">${msg('extended')}</span>` : nothing}`
}

/** The deadline, in the tone of its urgency. */
export function dueBadge({ bucket, dueOn }: TaskLine) {
  if (dueOn === null) return nothing
  const tone = bucket === 'overdue' ? 'tone-bad' : bucket === 'today' ? 'tone-care' : bucket === 'week' ? 'tone-calm' : 'tone-plain'
  return html`<span class="badge ${tone}">${formatDate(dueOn)}</span>`
}
