import '@awesome.me/webawesome/dist/components/button/button.js'
import { Task } from '@lit/task'
import { msg, str } from '@lit/localize'
import { html, nothing } from 'lit'
import { readOverdueDecisions, type OverdueDecisions } from '../api/assignments.ts'
import { define, OpisElement } from '../elements/base.ts'
import { waiting } from '../elements/waiting.ts'
import { showError } from '../shell/show-error.ts'
import { choices } from '../styles/choices.ts'
import { shared } from '../styles/shared.ts'
import { formatNumber } from '../text/format.ts'
import { localName } from '../text/local-name.ts'
import { taskRow, taskRowStyles } from './task-row.ts'
import './tasks-nav.ts'

/** Decisions and orders with a point past its deadline, divided by who issued them. */
export class DecisionsScreen extends OpisElement {
  static override properties = { register: {}, further: { state: true }, next: { state: true } }
  /** Code of the register of one issuer; empty: of all. */
  declare register: string
  declare further: OverdueDecisions['points']
  declare next: string | null

  static override styles = [shared, choices, taskRowStyles]

  readonly #late = new Task(this, {
    task: async ([register], { signal }) => {
      this.further = []
      const page = await readOverdueDecisions(register, undefined, signal)
      this.next = page.next
      return page
    },
    args: () => [this.register] as const,
  })

  constructor() {
    super()
    this.register = ''
    this.further = []
    this.next = null
  }

  override render() {
    return html`<div class="page stack">
      <opis-tasks-nav path="/tasks/decisions"></opis-tasks-nav>
      <h1>${msg('Decisions past deadline')}</h1>
      ${this.#late.render({
        pending: () => (this.#late.value === undefined ? waiting() : this.#whole(this.#late.value)),
        complete: (found) => this.#whole(found),
        error: (error) => showError(error, () => void this.#late.run()),
      })}
    </div>`
  }

  #whole({ issuers, points }: OverdueDecisions) {
    if (issuers.length === 0) return html`<p class="card quiet">${msg('No decision is past its deadline.')}</p>`
    return html`<nav aria-label=${msg('Issuers')}><ul class="choices">
        <li><a href="/tasks/decisions" aria-current=${this.register === '' ? 'true' : nothing}>${msg('All')}</a></li>
        ${issuers.map((one) => html`<li><a href=${`/tasks/decisions?register=${encodeURIComponent(one.register)}`} aria-current=${this.register === one.register ? 'true' : nothing}>${localName(one.title)} · ${formatNumber(one.decisions)} <span class="quiet small">${msg(str`points: ${formatNumber(one.points)}`)}</span></a></li>`)}
      </ul></nav>
      <section class="card" aria-label=${msg('Points past deadline')}><ul>${[...points, ...this.further].map(taskRow)}</ul></section>
      ${this.next === null ? nothing : html`<p><wa-button appearance="outlined" @click=${this.#more}>${msg('Show more')}</wa-button></p>`}`
  }

  async #more(): Promise<void> {
    if (this.next === null) return
    const page = await readOverdueDecisions(this.register, this.next)
    this.further = [...this.further, ...page.points]
    this.next = page.next
  }
}

define('opis-decisions', DecisionsScreen)
