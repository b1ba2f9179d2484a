import '@awesome.me/webawesome/dist/components/icon/icon.js'
import { Task } from '@lit/task'
import { msg, str } from '@lit/localize'
import { html, nothing } from 'lit'
import type { ScheduleFault, VersionView } from '#contract/schedules.ts'
import { readVersion, rulesFile } from '../../api/schedules.ts'
import { define, OpisElement } from '../../elements/base.ts'
import { fileLinks } from '../../elements/file-links.ts'
import { waiting } from '../../elements/waiting.ts'
import { showError } from '../../shell/show-error.ts'
import { may } from '../../state/permissions.ts'
import { formatDate } from '../../text/format.ts'
import { localName } from '../../text/local-name.ts'
import '../retention-nav.ts'
import './rule-table.ts'
import { standingOf } from './schedule-words.ts'
import './version-steps.ts'

/** One version: how it stands, what it changes, its trial and approval, its rules, its text. */
export class VersionScreen extends OpisElement {
  static override properties = { version: {} }
  /** Id of the version. */
  declare version: string

  readonly #view = new Task(this, { task: ([id], { signal }) => readVersion(id, signal), args: () => [this.version] as const })

  constructor() {
    super()
    this.version = ''
  }

  override render() {
    return html`<div class="page stack">
      <opis-retention-nav path="/retention/schedules"></opis-retention-nav>
      <p><a class="back" href="/retention/schedules"><wa-icon name="chevron-left"></wa-icon>${msg('All rules')}</a></p>
      ${this.#view.render({
        pending: () => (this.#view.value === undefined ? waiting() : this.#draw(this.#view.value)),
        complete: (view) => this.#draw(view),
        error: (error) => showError(error, () => void this.#view.run()),
      })}
    </div>`
  }

  #draw(view: VersionView) {
    const { text, tone } = standingOf(view)
    const again = () => void this.#view.run()
    return html`<div class="row spread">
        <h1>${view.schedule} ${view.version} <span class="badge ${tone}">${text}</span></h1>
        ${view.state === 'draft' && may('schedules.write') ? html`<a class="action" href=${`/retention/schedules/${view.id}/edit`}>${msg('Edit the draft')}</a>` : nothing}
      </div>
      <p class="quiet">${[view.effectiveFrom === null ? '' : msg(str`from ${formatDate(view.effectiveFrom)}`), view.basis, view.file ?? ''].filter((each) => each !== '').join(' · ')}</p>
      ${view.unconfirmed === 0 ? nothing : html`<p class="note tone-bad"><strong>${msg(str`NOT CONFIRMED: ${view.unconfirmed}`)}</strong> ${msg('These rules reach no act until a records manager compares each with the act and confirms it.')}</p>`}
      ${this.#faults(msg('Faults'), view.faultList, 'tone-bad')} ${this.#differences(view)}
      <opis-version-steps .view=${view} @changed=${again}></opis-version-steps>
      ${view.ruleList.length === 0 ? nothing : html`<section class="card stack" aria-labelledby="rules"><div class="row spread"><h2 id="rules">${msg('Rules')}</h2>${fileLinks((format) => rulesFile(view.id, format))}</div><opis-rule-table .view=${view} @confirmed=${again}></opis-rule-table></section>`}
      ${this.#faults(msg('Worth a second look'), view.warnings, 'tone-care')}
      <details class="card"><summary>${msg('Text of the file')}</summary><pre class="scroll small" role="region" tabindex="0" aria-label=${msg('Text of the file')}>${view.yaml}</pre></details>`
  }

  #differences({ differences, follows }: VersionView) {
    if (differences === null || follows === null) return nothing
    return html`<section class="card stack" aria-labelledby="differences">
      <h2 id="differences">${msg(str`What changes against version ${follows}`)}</h2>
      ${differences.length === 0 ? html`<p>${msg('Nothing.')}</p>` : html`<ul class="stack">${differences.map(({ said, weaker }) => html`<li>${localName(said)} ${weaker ? html`<span class="badge tone-care">${msg('keeps less')}</span>` : nothing}</li>`)}</ul>`}
    </section>`
  }

  #faults(heading: string, faults: readonly ScheduleFault[], tone: string) {
    if (faults.length === 0) return nothing
    return html`<details class="note ${tone}" ?open=${tone === 'tone-bad'}><summary>${heading}: ${faults.length}</summary>
      <ul lang="en">${faults.map(({ line, path, message }) => html`<li class="small">${msg(str`Line ${line}`)}: <code>${path}</code> ${message}</li>`)}</ul>
    </details>`
  }
}

define('opis-schedule-version', VersionScreen)
