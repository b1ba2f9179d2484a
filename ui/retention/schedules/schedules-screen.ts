import '@awesome.me/webawesome/dist/components/button/button.js'
import { Task } from '@lit/task'
import { msg, str } from '@lit/localize'
import { html, nothing } from 'lit'
import type { ScheduleList, VersionSummary, VersionView } from '#contract/schedules.ts'
import { readSchedules, schedulesFile } from '../../api/schedules.ts'
import { define, OpisElement } from '../../elements/base.ts'
import { fileLinks } from '../../elements/file-links.ts'
import { waiting } from '../../elements/waiting.ts'
import { showError } from '../../shell/show-error.ts'
import { may } from '../../state/permissions.ts'
import { go } from '../../state/router.ts'
import { formatDate } from '../../text/format.ts'
import { localName } from '../../text/local-name.ts'
import '../retention-nav.ts'
import './new-version-form.ts'
import { standingOf } from './schedule-words.ts'

/** The schedules of the house: their versions, how each stands, and the way to a new one. */
export class SchedulesScreen extends OpisElement {
  static override properties = { base: { state: true } }
  /** The version that a new one is being made from; null while no form is open. */
  declare base: VersionSummary | null

  readonly #list = new Task(this, { task: (_args, { signal }) => readSchedules(signal), args: () => [] })

  constructor() {
    super()
    this.base = null
  }

  override render() {
    return html`<div class="page stack">
      <opis-retention-nav path="/retention/schedules"></opis-retention-nav>
      <div class="row spread"><h1>${msg('Rules')}</h1>${fileLinks(schedulesFile)}</div>
      <p class="quiet">${msg('How long each kind of record is kept, by which law, and what happens at the end. A version that was in use is never changed: a new one replaces it, after a trial on the archive and the approval of another person.')}</p>
      ${this.#list.render({
        pending: () => waiting(),
        complete: (list) => this.#schedules(list),
        error: (error) => showError(error, () => void this.#list.run()),
      })}
    </div>`
  }

  #schedules({ schedules, problems }: ScheduleList) {
    return html`${problems.map(({ message }) => html`<opis-problem .heading=${msg('A rule file was refused; what was in force stays so')} .sentence=${message}></opis-problem>`)}
      ${this.base === null ? nothing : html`<opis-new-version .base=${this.base} @made=${(event: CustomEvent<VersionView>) => go(`/retention/schedules/${event.detail.id}/edit`)} @close=${() => (this.base = null)}></opis-new-version>`}
      ${schedules.map(
        (schedule) => html`<section class="card stack" aria-label=${schedule.schedule}>
          <div class="row spread"><h2>${localName(schedule.title)} <span class="quiet">${schedule.jurisdiction === 'none' ? '' : schedule.jurisdiction}</span></h2><code>${schedule.schedule}</code></div>
          <ul class="rows">${schedule.versions.map((version) => this.#version(version))}</ul>
        </section>`,
      )}`
  }

  #version(version: VersionSummary) {
    const { text, tone } = standingOf(version)
    const facts = [version.effectiveFrom === null ? '' : msg(str`from ${formatDate(version.effectiveFrom)}`), msg(str`rules: ${version.rules}`), version.basis].filter((each) => each !== '')
    return html`<li>
      <div>
        <a href=${`/retention/schedules/${version.id}`}><strong>${version.version}</strong></a>
        <span class="badge ${tone}">${text}</span>
        ${version.faults === 0 ? nothing : html`<span class="badge tone-bad">${msg(str`faults: ${version.faults}`)}</span>`}
        ${version.unconfirmed === 0 ? nothing : html`<span class="badge tone-bad">${msg(str`NOT CONFIRMED: ${version.unconfirmed}`)}</span>`}
        <p class="small quiet">${facts.join(' · ')}</p>
      </div>
      ${may('schedules.write') && version.state === 'approved' ? html`<wa-button size="s" appearance="outlined" @click=${() => (this.base = version)}>${msg('New version')}<span class="unseen">${version.version}</span></wa-button>` : nothing}
    </li>`
  }
}

define('opis-schedules', SchedulesScreen)
