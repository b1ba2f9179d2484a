import '@awesome.me/webawesome/dist/components/button/button.js'
import { Task } from '@lit/task'
import { msg, str } from '@lit/localize'
import { html, nothing } from 'lit'
import { issueStationCode, readAgents, updateAgent } from '../api/users.ts'
import type { AgentList, AgentView, StationCode } from '../api/users.ts'
import { define } from '../elements/base.ts'
import '../elements/confirm-button.ts'
import '../elements/secret-note.ts'
import { waiting } from '../elements/waiting.ts'
import { WorkElement } from '../elements/work-element.ts'
import { showError } from '../shell/show-error.ts'
import { announce } from '../state/notice.ts'
import { formatInstant } from '../text/format.ts'
import { stationName } from '../text/station-name.ts'
import { userStyles } from './user-styles.ts'

/** Stations and recognisers: list, shutting out, and the code by which a new one enrols. */
export class StationSection extends WorkElement {
  static override properties = { code: { state: true } }
  declare code: StationCode | null

  readonly #agents = new Task(this, { task: (_args, { signal }) => readAgents(signal), args: () => [] })

  static override styles = userStyles

  constructor() {
    super()
    this.code = null
  }

  override render() {
    return html`<section class="card stack" aria-labelledby="stations">
      <div class="row spread">
        <h2 id="stations">${msg('Stations')}</h2>
        <wa-button variant="brand" ?loading=${this.busy} @click=${() => void this.#issue()}>${msg('Make a station code')}</wa-button>
      </div>
      <p class="quiet">${msg('A new capture station or recogniser enrols once with a code. The code works one time only.')}</p>
      ${this.code === null
        ? nothing
        : html`<opis-secret .label=${msg('Station code')} .secret=${this.code.code} .hint=${msg(str`Valid until ${formatInstant(this.code.expiresAt)}. Type it at the station: opis station enrol --code …`)}></opis-secret>`}
      ${this.problem()}
      ${this.#agents.render({
        pending: () => (this.#agents.value === undefined ? waiting() : this.#list(this.#agents.value)),
        complete: (list) => this.#list(list),
        error: (error) => showError(error, () => void this.#agents.run()),
      })}
    </section>`
  }

  #list({ agents }: AgentList) {
    if (agents.length === 0) return html`<p class="quiet">${msg('None is enrolled yet.')}</p>`
    return html`<ul class="rows" aria-label=${msg('Stations')}>${agents.map((agent) => this.#row(agent))}</ul>`
  }

  #row(agent: AgentView) {
    const seen = agent.lastSeenAt === null ? msg('never seen') : msg(str`last seen ${formatInstant(agent.lastSeenAt)}`)
    return html`<li class=${agent.active ? '' : 'out'}>
      <div>
        <strong>${stationName(agent.name)}</strong> ${agent.active ? nothing : html`<span class="badge tone-plain">${msg('shut out')}</span>`}
        <p class="small quiet">${agent.role === 'station' ? msg('Capture station') : msg('Recogniser')} · ${msg(str`enrolled ${formatInstant(agent.enrolledAt)}`)} · ${seen}</p>
      </div>
      ${agent.active
        ? html`<opis-confirm
            .label=${msg('Shut out')}
            .about=${stationName(agent.name)}
            .question=${msg(str`Shut ${stationName(agent.name)} out?`)}
            .busy=${this.busy}
            @confirmed=${() => void this.#change(agent, false)}
          ></opis-confirm>`
        : html`<wa-button size="s" appearance="plain" ?loading=${this.busy} @click=${() => void this.#change(agent, true)}>${msg('Let in again')}<span class="unseen">${stationName(agent.name)}</span></wa-button>`}
    </li>`
  }

  async #issue(): Promise<void> {
    await this.attempt(async () => (this.code = await issueStationCode()))
  }

  async #change(agent: AgentView, active: boolean): Promise<void> {
    await this.attempt(async () => {
      await updateAgent(agent.id, { active })
      announce(msg(str`Saved: ${stationName(agent.name)}`))
      void this.#agents.run()
    })
  }
}

define('opis-stations', StationSection)
