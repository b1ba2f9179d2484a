import '@awesome.me/webawesome/dist/components/button/button.js'
import { Task } from '@lit/task'
import { msg, str } from '@lit/localize'
import { css, html, nothing } from 'lit'
import { readCardTasks, type CardTasks } from '../api/assignments.ts'
import { define, OpisElement } from '../elements/base.ts'
import { showError } from '../shell/show-error.ts'
import { announce } from '../state/notice.ts'
import { shared } from '../styles/shared.ts'
import { formatInstant } from '../text/format.ts'
import { taskRowOfCard, taskRowStyles } from './task-row.ts'
import { stepName } from './task-words.ts'
import './points-form.ts'
import './resolution-form.ts'

/** Resolutions, points and tasks of a document, its next step, and the forms for more. Announces `changed`. */
export class CardTasksSection extends OpisElement {
  static override properties = { card: {}, flow: {}, state: {}, adding: { state: true } }
  declare card: string
  /** Of the register; points are offered first for decisions and orders. */
  declare flow: string
  /** Of the card: when it changes, so does what comes next. */
  declare state: string
  declare adding: 'resolution' | 'points' | null

  static override styles = [
    shared,
    taskRowStyles,
    css`
      blockquote {
        margin: 0;
        padding-inline-start: var(--o-4);
        border-inline-start: 3px solid var(--o-accent);
        overflow-wrap: anywhere;
      }
    `,
  ]

  readonly #found = new Task(this, { task: ([card], { signal }) => readCardTasks(card, signal), args: () => [this.card, this.state] as const })

  constructor() {
    super()
    this.card = ''
    this.flow = ''
    this.state = ''
    this.adding = null
  }

  override render() {
    return this.#found.render({
      pending: () => (this.#found.value === undefined ? nothing : this.#whole(this.#found.value)),
      complete: (found) => this.#whole(found),
      error: (error) => showError(error, () => void this.#found.run()),
    })
  }

  #whole(found: CardTasks) {
    const { resolutions, tasks, authors, mayAddPoints, next } = found
    const decides = this.flow === 'decisions' || this.flow === 'orders'
    return html`<section class="stack" aria-labelledby="tasks">
      <div class="row spread">
        <h2 id="tasks">${msg('Resolutions and tasks')}</h2>
        ${this.adding !== null
          ? nothing
          : html`<div class="row">
              ${authors.length === 0 ? nothing : html`<wa-button size="s" variant="brand" appearance=${decides ? 'outlined' : 'accent'} @click=${() => (this.adding = 'resolution')}>${msg('Write a resolution')}</wa-button>`}
              ${mayAddPoints && (decides || tasks.length > 0) ? html`<wa-button size="s" variant="brand" appearance=${decides ? 'accent' : 'outlined'} @click=${() => (this.adding = 'points')}>${msg('Put points on control')}</wa-button>` : nothing}
            </div>`}
      </div>
      ${next === null ? nothing : html`<p class="small">${msg(str`Next by the route: ${stepName(next.step)}`)}${next.unit === null && next.people.length === 0 ? nothing : html` <span class="quiet">(${[next.unit, ...next.people].filter((one) => one !== null).join(', ')})</span>`}</p>`}
      ${this.adding === 'resolution' ? html`<opis-resolution-form .card=${this.card} .dueOn=${found.dueOn} .authors=${authors} @written=${() => this.#written(msg('The resolution is written.'))} @close=${() => (this.adding = null)}></opis-resolution-form>` : nothing}
      ${this.adding === 'points' ? html`<opis-points-form .card=${this.card} .first=${Math.max(0, ...tasks.map(({ point }) => point ?? 0)) + 1} @written=${() => this.#written(msg('The points are on control.'))} @close=${() => (this.adding = null)}></opis-points-form>` : nothing}
      ${resolutions.map((one) => this.#resolution(one))}
      ${tasks.length === 0 ? nothing : html`<ul class="card">${tasks.map(taskRowOfCard)}</ul>`}
      ${resolutions.length === 0 && tasks.length === 0 && this.adding === null ? html`<p class="quiet">${msg('Nobody has a task on this document yet.')}</p>` : nothing}
    </section>`
  }

  #resolution({ author, onBehalfOf, text, madeAt, tasks }: CardTasks['resolutions'][number]) {
    const who = onBehalfOf === null ? author.displayName : msg(str`${author.displayName} for ${onBehalfOf.displayName}`)
    return html`<article class="card stack">
      <blockquote>${text}</blockquote>
      <p class="small quiet">${who} · ${formatInstant(madeAt)}</p>
      ${tasks.length === 0 ? nothing : html`<ul>${tasks.map(taskRowOfCard)}</ul>`}
    </article>`
  }

  #written(said: string): void {
    this.adding = null
    announce(said)
    this.dispatchEvent(new CustomEvent('changed', { bubbles: true, composed: true }))
    void this.#found.run()
  }
}

define('opis-card-tasks', CardTasksSection)
