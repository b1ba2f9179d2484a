import '@awesome.me/webawesome/dist/components/button/button.js'
import { Task } from '@lit/task'
import { msg, str } from '@lit/localize'
import { html, nothing } from 'lit'
import { dispatchSheet, readDrafts, type DraftLine, type DraftList, type DraftListName } from '../api/drafts.ts'
import { define, OpisElement } from '../elements/base.ts'
import { waiting } from '../elements/waiting.ts'
import { showError } from '../shell/show-error.ts'
import { choices } from '../styles/choices.ts'
import { shared } from '../styles/shared.ts'
import { formatInstant } from '../text/format.ts'
import { draftListTitle, draftStateName, draftTone } from './draft-words.ts'
import { taskRowStyles } from './task-row.ts'
import './tasks-nav.ts'

const lists: readonly DraftListName[] = ['mine', 'visas', 'approvals', 'dispatch']

/** Drafts of one person: those he writes, those on which he is asked, those to be sent. */
export class DraftsScreen extends OpisElement {
  static override properties = { list: {}, further: { state: true }, next: { state: true } }
  /** Which list; anything else is that of the person. */
  declare list: string
  /** Pages that were asked for beyond the first. */
  declare further: readonly DraftLine[]
  declare next: string | null

  static override styles = [shared, choices, taskRowStyles]

  readonly #page = new Task(this, {
    task: async ([list], { signal }) => {
      this.further = []
      const page = await readDrafts({ list }, signal)
      this.next = page.next
      return page
    },
    args: () => [this.#name] as const,
  })

  constructor() {
    super()
    this.list = 'mine'
    this.further = []
    this.next = null
  }

  get #name(): DraftListName {
    return lists.find((one) => one === this.list) ?? 'mine'
  }

  override render() {
    return html`<div class="page stack">
      <opis-tasks-nav path="/tasks/drafts"></opis-tasks-nav>
      <h1>${msg('Drafts')}</h1>
      <nav aria-label=${msg('Which drafts')}><ul class="choices">${lists.map((one) => html`<li><a href=${one === 'mine' ? '/tasks/drafts' : `/tasks/drafts?list=${one}`} aria-current=${one === this.#name ? 'page' : nothing}>${draftListTitle(one)}</a></li>`)}</ul></nav>
      ${this.#page.render({
        pending: () => (this.#page.value === undefined ? waiting() : this.#rows(this.#page.value)),
        complete: (page) => this.#rows(page),
        error: (error) => showError(error, () => void this.#page.run()),
      })}
    </div>`
  }

  #rows({ drafts, names }: DraftList) {
    const all = [...drafts, ...this.further]
    return html`${all.length === 0 ? html`<p class="card quiet">${msg('Nothing to do here.')}${this.#name === 'mine' ? html` ${msg('A draft is begun on the document that it answers.')} <a href="/registry">${msg('Documents')}</a>` : nothing}</p>` : html`<section class="card" aria-label=${draftListTitle(this.#name)}><ul>${all.map((one) => this.#row(one, names))}</ul></section>`}
      ${this.next === null ? nothing : html`<p><wa-button appearance="outlined" @click=${this.#more}>${msg('Show more')}</wa-button></p>`}
      ${this.#name === 'dispatch' ? html`<p><a href=${dispatchSheet()} target="_blank">${msg('Dispatch list of today')}</a></p>` : nothing}`
  }

  #row(one: DraftLine, names: DraftList['names']) {
    const parts = [`${one.card.number} ${one.card.subject}`, names[one.author] ?? one.author, ...(one.waitingSince === null ? [] : [msg(str`waits since ${formatInstant(one.waitingSince)}`)])]
    return html`<li><a class="task" href=${`/tasks/drafts/${one.id}`}>
      <span class="text">${one.subject}</span>
      <span class="badges"><span class="badge ${draftTone(one.state)}">${draftStateName(one.state)}</span></span>
      <span class="about">${parts.join(' · ')}${one.standingInFor === null ? nothing : html` · <strong>${msg(str`you stand in for ${names[one.standingInFor] ?? one.standingInFor}`)}</strong>`}</span>
    </a></li>`
  }

  async #more(): Promise<void> {
    if (this.next === null) return
    const page = await readDrafts({ list: this.#name, after: this.next })
    this.further = [...this.further, ...page.drafts]
    this.next = page.next
  }
}

define('opis-drafts', DraftsScreen)
