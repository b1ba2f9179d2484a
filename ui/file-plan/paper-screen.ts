import '@awesome.me/webawesome/dist/components/button/button.js'
import '@awesome.me/webawesome/dist/components/icon/icon.js'
import '@awesome.me/webawesome/dist/components/input/input.js'
import '@awesome.me/webawesome/dist/components/option/option.js'
import '@awesome.me/webawesome/dist/components/select/select.js'
import { Task } from '@lit/task'
import { msg } from '@lit/localize'
import { html } from 'lit'
import { paperStates } from '#contract/file-plan.ts'
import { paperFile, readPaper } from '../api/files.ts'
import type { PaperList } from '../api/files.ts'
import { withQuery } from '../api/with-query.ts'
import { define } from '../elements/base.ts'
import { stacked } from '../elements/stacked.ts'
import { waiting } from '../elements/waiting.ts'
import { showError } from '../shell/show-error.ts'
import { recordTitle } from '../state/classes.ts'
import { go } from '../state/router.ts'
import { recordPath } from '../state/path.ts'
import { formatNumber } from '../text/format.ts'
import './plan-nav.ts'
import { planStyles } from './plan-styles.ts'
import { paperStateName } from './plan-words.ts'
import { readForm } from '../elements/read-form.ts'
import { WorkElement } from '../elements/work-element.ts'

/** What stands in a box or on a shelf; the list can be taken away. */
export class PaperScreen extends WorkElement {
  static override properties = { query: { attribute: false } }
  declare query: URLSearchParams

  readonly #paper = new Task(this, { task: ([box, shelf, state], { signal }) => readPaper({ box, shelf, state }, signal), args: () => [this.#asked('box'), this.#asked('shelf'), this.#asked('state')] as const })

  static override styles = planStyles

  constructor() {
    super()
    this.query = new URLSearchParams()
  }

  override render() {
    const query = { box: this.#asked('box'), shelf: this.#asked('shelf'), state: this.#asked('state') }
    return html`<div class="page stack">
      <h1>${msg('Paper')}</h1>
      <opis-plan-nav></opis-plan-nav>
      <form class="card fields" role="search" @submit=${this.#find}>
        <wa-input name="shelf" label=${msg('Shelf')} value=${query.shelf} maxlength="100" autocomplete="off"></wa-input>
        <wa-input name="box" label=${msg('Box')} value=${query.box} maxlength="100" autocomplete="off"></wa-input>
        <wa-select name="state" label=${msg('State')} value=${query.state} with-clear>${paperStates.map((state) => html`<wa-option value=${state}>${paperStateName(state)}</wa-option>`)}</wa-select>
        <wa-button type="submit" variant="brand">${msg('Show')}</wa-button>
      </form>
      <p class="row">
        <a class="back" href=${paperFile(query, 'csv')} download><wa-icon name="download"></wa-icon>CSV</a>
        <a class="back" href=${paperFile(query, 'ods')} download><wa-icon name="download"></wa-icon>ODS</a>
      </p>
      ${this.#paper.render({ pending: waiting, complete: drawPaper, error: (error) => showError(error, () => void this.#paper.run()) })}
    </div>`
  }

  #asked(name: string): string {
    return this.query.get(name) ?? ''
  }

  #find(event: SubmitEvent): void {
    const read = readForm(event)
    if (read !== null) go(withQuery('/paper', { shelf: read.text('shelf'), box: read.text('box'), state: read.text('state') }))
  }
}

function drawPaper({ paper }: PaperList) {
  if (paper.length === 0) return html`<p class="quiet">${msg('No paper copy is recorded.')}</p>`
  return html`<div class="card scroll"><table ${stacked()}>
    <thead><tr><th>${msg('Shelf')}</th><th>${msg('Box')}</th><th>${msg('File or record')}</th><th class="number">${msg('Sheets')}</th><th>${msg('State')}</th></tr></thead>
    <tbody>${paper.map(
      (copy) => html`<tr>
        <td>${copy.shelf ?? '–'}</td><td>${copy.box ?? '–'}</td>
        <td><a href=${copy.kind === 'file' ? `/files/${copy.subject}` : recordPath(copy.subject)}>${copy.title === '' ? copy.subject : recordTitle({ title: copy.title })}</a></td>
        <td class="number">${copy.sheets === null ? '–' : formatNumber(copy.sheets)}</td><td>${paperStateName(copy.state)}</td>
      </tr>`,
    )}</tbody>
  </table></div>`
}

define('opis-paper', PaperScreen)
