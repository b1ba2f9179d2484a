import '@awesome.me/webawesome/dist/components/button/button.js'
import '@awesome.me/webawesome/dist/components/input/input.js'
import { Task } from '@lit/task'
import { msg } from '@lit/localize'
import { html, nothing } from 'lit'
import { addPaper, movePaper, readPaperOf } from '../api/files.ts'
import type { PaperList, PaperView } from '../api/files.ts'
import { define } from '../elements/base.ts'
import '../elements/confirm-button.ts'
import { waiting } from '../elements/waiting.ts'
import { showError } from '../shell/show-error.ts'
import { may } from '../state/permissions.ts'
import { planStyles } from './plan-styles.ts'
import { paperStateName, placeText } from './plan-words.ts'
import { readForm } from '../elements/read-form.ts'
import { WorkElement } from '../elements/work-element.ts'

/** The paper of a record or file, apart from its scan: where it stands, moved to another place, missing, found again. */
export class PaperSection extends WorkElement {
  static override properties = { kind: {}, subject: {}, moving: { state: true } }
  declare kind: 'record' | 'file'
  declare subject: string
  /** Id of the copy that is given another place, `new`, or null. */
  declare moving: string | null

  readonly #paper = new Task(this, { task: ([kind, subject], { signal }) => readPaperOf(kind, subject, signal), args: () => [this.kind, this.subject] as const })

  static override styles = planStyles

  constructor() {
    super()
    this.kind = 'record'
    this.subject = ''
    this.moving = null
  }

  override render() {
    return html`<section class="card stack" aria-labelledby="paper">
      <h2 id="paper">${msg('Paper')}</h2>
      ${this.#paper.render({
        pending: () => (this.#paper.value === undefined ? waiting() : this.#list(this.#paper.value)),
        complete: (list) => this.#list(list),
        error: (error) => showError(error, () => void this.#paper.run()),
      })}
      ${this.problem()}
    </section>`
  }

  #list({ paper }: PaperList) {
    const keeps = may('files.keep')
    return html`${paper.length === 0 ? html`<p class="quiet">${msg('No paper copy is recorded.')}</p>` : html`<ul class="rows">${paper.map((copy) => this.#row(copy, keeps))}</ul>`}
      ${keeps && this.moving === 'new' ? this.#form(null) : nothing}
      ${keeps && this.moving === null ? html`<p><wa-button size="s" appearance="outlined" @click=${() => (this.moving = 'new')}>${msg('Record a paper copy')}</wa-button></p>` : nothing}`
  }

  #row(copy: PaperView, keeps: boolean) {
    const can = keeps && (copy.state === 'kept' || copy.state === 'missing')
    return html`<li>
      <div>${placeText(copy)} ${copy.state === 'kept' ? nothing : html`<span class="badge tone-care">${paperStateName(copy.state)}</span>`}</div>
      ${can && this.moving !== copy.id
        ? html`<div class="row">
            <wa-button size="s" appearance="plain" @click=${() => (this.moving = copy.id)}>${msg('Change the place')}</wa-button>
            ${copy.state === 'missing'
              ? html`<wa-button size="s" appearance="plain" ?loading=${this.busy} @click=${() => void this.#save(() => movePaper(copy.id, { state: 'kept' }))}>${msg('Found again')}</wa-button>`
              : html`<opis-confirm .label=${msg('Missing')} .about=${placeText(copy)} .question=${msg('Is the paper not where it should be?')} @confirmed=${() => void this.#save(() => movePaper(copy.id, { state: 'missing' }))}></opis-confirm>`}
          </div>`
        : nothing}
      ${can && this.moving === copy.id ? this.#form(copy) : nothing}
    </li>`
  }

  #form(copy: PaperView | null) {
    return html`<form class="fields whole" @submit=${(event: SubmitEvent) => void this.#place(event, copy)} aria-label=${msg('Place of the paper')}>
      <wa-input name="shelf" size="s" label=${msg('Shelf')} value=${copy?.shelf ?? ''} maxlength="100" autocomplete="off"></wa-input>
      <wa-input name="box" size="s" label=${msg('Box')} value=${copy?.box ?? ''} maxlength="100" autocomplete="off"></wa-input>
      <wa-input name="sheets" size="s" type="number" min="0" label=${msg('Sheets')} value=${copy?.sheets ?? ''}></wa-input>
      <div class="row">
        <wa-button type="submit" size="s" variant="brand" ?loading=${this.busy}>${msg('Save')}</wa-button>
        <wa-button size="s" appearance="outlined" @click=${() => (this.moving = null)}>${msg('Cancel')}</wa-button>
      </div>
    </form>`
  }

  async #place(event: SubmitEvent, copy: PaperView | null): Promise<void> {
    const read = readForm(event)
    if (read === null) return
    const text = (name: string): string | null => (read.text(name) === '' ? null : read.text(name))
    const sheets = text('sheets')
    const place = { box: text('box'), shelf: text('shelf'), sheets: sheets === null ? null : Number(sheets) }
    await this.#save(() => (copy === null ? addPaper(this.kind, this.subject, place) : movePaper(copy.id, place)))
  }

  async #save(call: () => Promise<PaperList>): Promise<void> {
    if ((await this.work(call, msg('The place of the paper was noted'))) === null) return
    this.moving = null
    void this.#paper.run()
  }
}

define('opis-paper-of', PaperSection)
