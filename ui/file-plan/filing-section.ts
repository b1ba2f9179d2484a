import { Task } from '@lit/task'
import { msg } from '@lit/localize'
import { html, nothing } from 'lit'
import { readFiles } from '../api/files.ts'
import type { FileList } from '../api/files.ts'
import { define, OpisElement } from '../elements/base.ts'
import { showError } from '../shell/show-error.ts'
import { may } from '../state/permissions.ts'
import './link-section.ts'
import './paper-section.ts'
import { planStyles } from './plan-styles.ts'
import { fileStateName, stateTone } from './plan-words.ts'

/** On the page of a record: the files in which it lies, where its paper stands, whom it concerns. */
export class FilingSection extends OpisElement {
  static override properties = { record: {} }
  declare record: string

  readonly #files = new Task(this, { task: ([record], { signal }) => readFiles({ record }, signal), args: () => [this.record] as const })

  static override styles = planStyles

  constructor() {
    super()
    this.record = ''
  }

  override render() {
    return html`<div class="stack">
      ${this.#files.render({ complete: drawFiles, error: (error) => showError(error, () => void this.#files.run()) })}
      <opis-paper-of kind="record" .subject=${this.record}></opis-paper-of>
      ${may('files.keep') ? html`<opis-links kind="record" .subject=${this.record}></opis-links>` : nothing}
    </div>`
  }
}

function drawFiles({ files }: FileList) {
  if (files.length === 0) return nothing
  return html`<section class="card stack" aria-labelledby="files">
    <h2 id="files">${msg('Files in which it lies')}</h2>
    <ul class="rows">${files.map((file) => html`<li><a href="/files/${file.id}"><strong>${file.number}</strong>${file.title === null ? nothing : html` ${file.title}`}</a><span class="badge tone-${stateTone(file.state)}">${fileStateName(file.state)}</span></li>`)}</ul>
  </section>`
}

define('opis-filing', FilingSection)
