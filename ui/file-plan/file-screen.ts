import '@awesome.me/webawesome/dist/components/button/button.js'
import '@awesome.me/webawesome/dist/components/icon/icon.js'
import { Task } from '@lit/task'
import { msg, str } from '@lit/localize'
import { html, nothing } from 'lit'
import { closeFile, readFile, renumberFile, reopenFile, retitleFile } from '../api/files.ts'
import type { FileView } from '../api/files.ts'
import { withQuery } from '../api/with-query.ts'
import { define } from '../elements/base.ts'
import { waiting } from '../elements/waiting.ts'
import '../records/retention-card.ts'
import { showError } from '../shell/show-error.ts'
import { classTitle, plan } from '../state/classes.ts'
import { may } from '../state/permissions.ts'
import { StoreController } from '../state/store.ts'
import { actorName } from '../text/actor-name.ts'
import { formatDate, formatInstant, formatNumber } from '../text/format.ts'
import { currentLanguage } from '../text/locale.ts'
import './fact-section.ts'
import type { FactSection } from './fact-section.ts'
import './link-section.ts'
import './member-section.ts'
import './paper-section.ts'
import { planStyles } from './plan-styles.ts'
import { changeText, fileStateName, stateTone, warningText } from './plan-words.ts'
import './reason-button.ts'
import './volume-section.ts'
import { WorkElement } from '../elements/work-element.ts'
import { datePattern } from './date-pattern.ts'

/** One file: until when it is kept, what lies in it, where its paper stands, what is known of it, what was done to it. */
export class FileScreen extends WorkElement {
  static override properties = { file: {} }
  declare file: string

  readonly #titles = new StoreController(this, plan)
  readonly #view = new Task(this, {
    task: async ([id, _language], { signal }) => {
      const view = await readFile(id, signal)
      document.title = `${view.number} · Opis`
      return view
    },
    args: () => [this.file, currentLanguage()] as const,
  })

  static override styles = planStyles

  constructor() {
    super()
    this.file = ''
  }

  override render() {
    return html`<div class="page stack">
      ${this.#view.render({
        pending: () => (this.#view.value === undefined ? waiting() : this.#draw(this.#view.value)),
        complete: (view) => this.#draw(view),
        error: (error) => showError(error, () => void this.#view.run()),
      })}
    </div>`
  }

  #draw(view: FileView) {
    const keeps = may('files.keep')
    return html`<p><a class="back" href=${withQuery('/files', { class: view.class })}><wa-icon name="chevron-left"></wa-icon>${this.#titles.value.classes.length === 0 ? view.class : classTitle(view.class)}</a></p>
      <div class="row"><h1>${view.number}${view.title === null ? nothing : html` ${view.title}`}</h1><span class="badge tone-${stateTone(view.state)}">${fileStateName(view.state)}</span></div>
      ${view.warnings.map((warning) => html`<p class="note tone-care" role="status">${warningText(warning)}</p>`)}
      <opis-retention kind="file" .retention=${view.retention} .subject=${view.id}></opis-retention>
      ${this.problem()} ${keeps ? this.#actions(view) : nothing}
      <div class="columns" @changed=${this.#changed}>
        <div class="stack">
          <opis-members .view=${view}></opis-members>
          <opis-facts kind="file" .subject=${view.id}></opis-facts>
          ${drawHistory(view)}
        </div>
        <div class="stack">
          ${this.#about(view)}
          <opis-volumes .view=${view}></opis-volumes>
          <opis-paper-of kind="file" .subject=${view.id}></opis-paper-of>
          ${keeps ? html`<opis-links kind="file" .subject=${view.id}></opis-links>` : nothing}
        </div>
      </div>`
  }

  #actions(view: FileView) {
    const { number, title, state } = view
    const act = (label: string, field: string, call: (text: string) => Promise<FileView>, done: string, more: { value?: string; pattern?: string; optional?: boolean } = {}) =>
      html`<opis-reason .label=${label} .field=${field} .value=${more.value ?? ''} .pattern=${more.pattern ?? ''} ?optional=${more.optional ?? false} .busy=${this.busy} @given=${(event: CustomEvent<string>) => void this.#act(() => call(event.detail), done)}></opis-reason>`
    return html`<div class="row" role="group" aria-label=${msg('What can be done with the file')}>
      ${state === 'open' ? act(msg('Close the file'), msg('Closed on; today, if empty'), (on) => closeFile(view.id, on === '' ? {} : { on }), msg(str`File ${number} is closed`), { pattern: datePattern, optional: true }) : nothing}
      ${state === 'closed' ? act(msg('Reopen the file'), msg('Why'), (reason) => reopenFile(view.id, reason), msg(str`File ${number} is open again`)) : nothing}
      ${act(msg('Change the title'), msg('Title'), (text) => retitleFile(view.id, text === '' ? null : text), msg('The title was changed'), { value: title ?? '', optional: true })}
      ${act(msg('Change the index'), msg('New index; the history keeps the old one'), (text) => renumberFile(view.id, text), msg('The index was changed'), { value: number })}
    </div>`
  }

  #about(view: FileView) {
    const fact = (label: string, value: string) => html`<dt>${label}</dt><dd>${value}</dd>`
    return html`<section class="card stack" aria-labelledby="about">
      <h2 id="about">${msg('About the file')}</h2>
      <dl class="about">
        ${fact(msg('Fonds'), view.fonds)} ${fact(msg('Class'), classTitle(view.class))} ${fact(msg('Opened on'), formatDate(view.openedOn))}
        ${view.closedOn === null ? nothing : fact(msg('Closed on'), formatDate(view.closedOn))} ${fact(msg('Records'), formatNumber(view.records))}
        <dt>${msg('Number')}</dt><dd><code>${view.id}</code></dd>
      </dl>
    </section>`
  }

  async #act(call: () => Promise<FileView>, done: string): Promise<void> {
    if ((await this.work(call, done)) !== null) this.#changed()
  }

  #changed(): void {
    void this.#view.run()
    this.renderRoot.querySelector<FactSection>('opis-facts')?.refresh()
  }
}

function drawHistory(view: FileView) {
  return html`<section class="card stack" aria-labelledby="history">
    <h2 id="history">${msg('History')}</h2>
    <ol class="rows">${view.history.map((line) => html`<li><div>${changeText(line)}<p class="small quiet">${actorName(line.by)}, ${formatInstant(line.at)}</p></div></li>`)}</ol>
  </section>`
}

define('opis-file', FileScreen)
