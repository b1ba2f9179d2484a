import '@awesome.me/webawesome/dist/components/button/button.js'
import '@awesome.me/webawesome/dist/components/input/input.js'
import '@awesome.me/webawesome/dist/components/progress-bar/progress-bar.js'
import { msg, str } from '@lit/localize'
import { html, nothing } from 'lit'
import type { KeptSimulation, VersionView } from '#contract/schedules.ts'
import { decideVersion, simulateVersion } from '../../api/schedules.ts'
import { define } from '../../elements/base.ts'
import '../../elements/confirm-button.ts'
import { stacked } from '../../elements/stacked.ts'
import { WorkElement } from '../../elements/work-element.ts'
import { announce } from '../../state/notice.ts'
import { may } from '../../state/permissions.ts'
import { session } from '../../state/session.ts'
import { actorName } from '../../text/actor-name.ts'
import { formatDate, formatInstant, formatNumber } from '../../text/format.ts'

type Decision = Parameters<typeof decideVersion>[1]

/** The way of a version into force: trial on the archive, proposal, approval by another person. Announces `changed`. */
export class VersionSteps extends WorkElement {
  static override properties = { view: { attribute: false }, progress: { state: true } }
  declare view: VersionView
  /** Share done of a running simulation, 0 to 100; null while none runs. */
  declare progress: number | null

  constructor() {
    super()
    this.progress = null
  }

  override render() {
    const { view } = this
    return html`<section class="card stack" aria-labelledby="steps">
      <h2 id="steps">${msg('The way into force')}</h2>
      ${view.state === 'draft' && may('schedules.write') ? this.#trial() : nothing} ${view.simulation === null ? nothing : this.#found(view.simulation)}
      ${this.problem()} ${this.#decisions()} ${this.#history()}
    </section>`
  }

  #trial() {
    if (this.progress !== null) return html`<wa-progress-bar value=${this.progress} label=${msg('Simulation')}></wa-progress-bar><p class="small quiet" role="status">${msg(str`Simulation: ${this.progress} %`)}</p>`
    return html`<form class="row" @submit=${this.#simulate}>
      <wa-input name="on" type="date" label=${msg('Judge the archive as on')} value=${this.view.effectiveFrom ?? ''} required></wa-input>
      <wa-button type="submit" appearance="outlined" ?disabled=${this.view.faults > 0}>${msg('Simulate on the whole archive')}</wa-button>
    </form>`
  }

  #found({ on, by, at, result }: KeptSimulation) {
    return html`${this.view.simulated ? nothing : html`<p class="note tone-care">${msg('The text changed since this simulation: run it again.')}</p>`}
      <p class="small quiet">${msg(str`Simulated as on ${formatDate(on)} by ${actorName(by)}, ${formatInstant(at)}`)}</p>
      <p>${msg(str`Due for destruction or review then: records ${formatNumber(result.eligible)}, files ${formatNumber(result.eligibleFiles)}`)}</p>
      ${result.moved.length === 0
        ? html`<p>${msg('No date of any record or file moves.')}</p>`
        : html`<div class="scroll"><table ${stacked()}>
            <thead><tr><th>${msg('Rule')}</th><th class="number">${msg('Records earlier')}</th><th class="number">${msg('Records later')}</th><th class="number">${msg('Files earlier')}</th><th class="number">${msg('Files later')}</th></tr></thead>
            <tbody>${result.moved.map((one) => html`<tr><td>${one.rule ?? msg('no rule')}</td>${[one.earlier, one.later, one.filesEarlier, one.filesLater].map((count) => html`<td class="number">${formatNumber(count)}</td>`)}</tr>`)}</tbody>
          </table></div>`}`
  }

  #decisions() {
    const { view } = this
    const me = session.get()
    const mine = me.kind === 'signed-in' && [view.author, view.proposedBy].includes(`user:${me.view.user.name}`)
    const canWithdraw = may('schedules.write') && (view.state === 'draft' || view.state === 'proposed' || view.standing === 'announced') && view.origin === 'made'
    return html`<div class="row">
        ${view.state === 'draft' && may('schedules.write') ? html`<wa-button variant="brand" ?disabled=${view.faults > 0 || !view.simulated} ?loading=${this.busy} @click=${() => void this.#decide('propose')}>${msg('Propose')}</wa-button>` : nothing}
        ${canWithdraw ? html`<opis-confirm .label=${msg('Withdraw')} .about=${view.version} .question=${msg('Withdraw this version?')} .busy=${this.busy} @confirmed=${() => void this.#decide('withdraw')}></opis-confirm>` : nothing}
      </div>
      ${view.state === 'draft' && (view.faults > 0 || !view.simulated) ? html`<p class="small quiet">${msg('It can be proposed when the check finds no fault and this very text was simulated.')}</p>` : nothing}
      ${view.state === 'proposed' && may('schedules.approve') ? this.#approval(mine) : nothing}`
  }

  #approval(mine: boolean) {
    if (mine) return html`<p class="note tone-care">${msg('Whoever wrote or proposed a version does not approve it. Ask another records manager or the head.')}</p>`
    return html`<form class="stack" @submit=${(event: SubmitEvent) => event.preventDefault()}>
      <wa-input name="note" label=${msg('Remark')} maxlength="2000"></wa-input>
      <div class="row">
        <wa-button variant="brand" ?loading=${this.busy} @click=${() => void this.#decide('approve')}>${msg('Approve')}</wa-button>
        <wa-button appearance="outlined" ?loading=${this.busy} @click=${() => void this.#decide('return')}>${msg('Give back')}</wa-button>
      </div>
    </form>`
  }

  #history() {
    const { author, proposedBy, proposedAt, approvedBy, approvedAt, approvalNote } = this.view
    return html`<ul class="small quiet">
      <li>${msg(str`Written by ${actorName(author)}`)}</li>
      ${proposedBy === null || proposedAt === null ? nothing : html`<li>${msg(str`Proposed by ${actorName(proposedBy)}, ${formatInstant(proposedAt)}`)}</li>`}
      ${approvedBy === null || approvedAt === null ? nothing : html`<li>${msg(str`Approved by ${actorName(approvedBy)}, ${formatInstant(approvedAt)}`)}</li>`}
      ${approvalNote === null || approvalNote === '' ? nothing : html`<li>${approvalNote}</li>`}
    </ul>`
  }

  async #simulate(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    if (!(event.target instanceof HTMLFormElement)) return
    const on = String(new FormData(event.target).get('on') ?? '')
    this.progress = 0
    this.error = null
    try {
      await simulateVersion(this.view.id, on, (done, total) => (this.progress = total === 0 ? 100 : Math.floor((100 * done) / total)))
      this.dispatchEvent(new CustomEvent('changed'))
    } catch (error) {
      this.error = error
    } finally {
      this.progress = null
    }
  }

  async #decide(decision: Decision): Promise<void> {
    const note = this.renderRoot.querySelector<HTMLInputElement>('[name=note]')?.value ?? ''
    await this.attempt(async () => {
      await decideVersion(this.view.id, decision, note)
      announce(decision === 'approve' ? msg('Approved') : decision === 'propose' ? msg('Proposed') : msg('Done'))
      this.dispatchEvent(new CustomEvent('changed'))
    })
  }
}

define('opis-version-steps', VersionSteps)
