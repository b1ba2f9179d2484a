import '@awesome.me/webawesome/dist/components/button/button.js'
import '@awesome.me/webawesome/dist/components/input/input.js'
import '@awesome.me/webawesome/dist/components/textarea/textarea.js'
import { msg } from '@lit/localize'
import { html, nothing } from 'lit'
import type { MoveName } from '#contract/assignments.ts'
import { moveTask, type Move, type TaskView } from '../api/assignments.ts'
import { define } from '../elements/base.ts'
import { WorkElement } from '../elements/work-element.ts'
import { moveName } from './task-words.ts'
import './result-field.ts'
import { ResultField } from './result-field.ts'
import './whom-field.ts'
import { WhomField } from './whom-field.ts'

/** What the reader may do with a task: a button for each, then the form that it needs. Announces `moved` with the task, and `stale` where a move was refused. */
export class MoveSection extends WorkElement {
  static override properties = { task: { attribute: false }, doing: { state: true }, complaint: { state: true } }
  declare task: TaskView
  declare doing: MoveName | null
  declare complaint: string

  constructor() {
    super()
    this.doing = null
    this.complaint = ''
  }

  override render() {
    const { moves } = this.task
    if (moves.length === 0) return html``
    const strong: readonly MoveName[] = ['report', 'take-off-control', 'contribute', 'name-executor']
    return html`<section class="card stack" aria-label=${msg('What you can do')}>
      <div class="row">${moves.map((move) => html`<wa-button size="s" variant=${strong.includes(move) ? 'brand' : 'neutral'} appearance=${this.doing === move || this.doing === null ? 'filled' : 'outlined'} aria-pressed=${this.doing === move} @click=${() => this.#choose(move)}>${moveName(move)}</wa-button>`)}</div>
      ${this.doing === null ? nothing : this.#form(this.doing)}
      ${this.complaint === '' ? nothing : html`<opis-problem .heading=${this.complaint}></opis-problem>`} ${this.problem()}
    </section>`
  }

  #choose(move: MoveName): void {
    this.doing = this.doing === move ? null : move
    this.complaint = ''
    this.error = null
  }

  #form(move: MoveName) {
    return html`<form class="stack" aria-label=${moveName(move)} @submit=${(event: SubmitEvent) => this.#send(event, move)}>
      ${this.#fields(move)}
      <div class="row"><wa-button type="submit" variant="brand" ?loading=${this.busy}>${moveName(move)}</wa-button></div>
    </form>`
  }

  #fields(move: MoveName) {
    const words = (label: string, required: boolean) => html`<wa-textarea name="words" label=${label} rows="2" maxlength="2000" ?required=${required}></wa-textarea>`
    const person = html`<opis-whom .label=${msg('Person')} required peopleOnly></opis-whom>`
    const document = html`<opis-result .known=${this.task.resultCard?.number ?? ''}></opis-result>`
    switch (move) {
      case 'name-executor':
        return person
      case 'transfer':
        return html`${person} ${words(msg('Reason'), true)}`
      case 'extend':
        return html`<wa-input name="dueOn" type="date" label=${msg('New deadline')} value=${this.task.dueOn ?? ''} required></wa-input> ${words(msg('Reason'), true)}`
      case 'report':
        return html`${words(msg('What was done'), false)} ${document}`
      case 'return':
        return words(msg('Remark'), true)
      case 'take-off-control':
        return html`<p class="small quiet">${msg('A task is taken off control against its result: link the document.')}</p>${document}`
      case 'close':
        return words(msg('What was done'), false)
      case 'cancel':
        return words(msg('Reason'), true)
      case 'contribute':
        return words(msg('Your contribution'), true)
    }
  }

  async #send(event: SubmitEvent, move: MoveName): Promise<void> {
    event.preventDefault()
    if (this.busy) return
    const what = this.#read(move)
    this.complaint = what === null ? msg('Fill in what is asked.') : ''
    if (what === null) return
    const moved = await this.attempt(() => moveTask(this.task.id, this.task.version, what))
    // Perhaps somebody else was quicker: the task is shown anew, what was typed stays.
    if (moved === null) return void this.dispatchEvent(new CustomEvent('stale'))
    this.doing = null
    this.dispatchEvent(new CustomEvent('moved', { detail: moved }))
  }

  /** The move as it is filled in; null where something is missing. */
  #read(move: MoveName): Move | null {
    const value = (name: string) => this.renderRoot.querySelector<HTMLInputElement>(`[name=${name}]`)?.value?.trim() ?? ''
    const words = value('words')
    const person = this.renderRoot.querySelector('opis-whom')
    const executor = person instanceof WhomField ? (person.whom?.executor ?? '') : ''
    const found = this.renderRoot.querySelector('opis-result')
    const result = found instanceof ResultField && found.card !== null ? { resultCard: found.card } : {}
    switch (move) {
      case 'name-executor':
        return executor === '' ? null : { move, executor }
      case 'transfer':
        return executor === '' || words === '' ? null : { move, executor, reason: words }
      case 'extend':
        return value('dueOn') === '' || words === '' ? null : { move, dueOn: value('dueOn'), reason: words }
      case 'report':
        return words === '' && !('resultCard' in result) ? null : { move, report: words, ...result }
      case 'return':
        return words === '' ? null : { move, remark: words }
      case 'take-off-control':
        return { move, ...result }
      case 'close':
        return { move, report: words }
      case 'cancel':
        return words === '' ? null : { move, reason: words }
      case 'contribute':
        return words === '' ? null : { move, contribution: words }
    }
  }
}

define('opis-task-moves', MoveSection)
