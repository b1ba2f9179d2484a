import '@awesome.me/webawesome/dist/components/icon/icon.js'
import { Task } from '@lit/task'
import { msg, str } from '@lit/localize'
import { html, nothing } from 'lit'
import type { ActView } from '#contract/acts.ts'
import { readAct, withdrawAct } from '../../api/acts.ts'
import { define } from '../../elements/base.ts'
import '../../elements/confirm-button.ts'
import { waiting } from '../../elements/waiting.ts'
import { WorkElement } from '../../elements/work-element.ts'
import { showError } from '../../shell/show-error.ts'
import { announce } from '../../state/notice.ts'
import { may } from '../../state/permissions.ts'
import { formatDate, formatInstant, formatNumber } from '../../text/format.ts'
import '../execution-section.ts'
import './act-lines.ts'
import './act-papers.ts'
import { approvalRoleName, preconditionName, stepText, whoText } from './act-words.ts'
import { actBadge, linesText } from './acts-screen.ts'
import './approval-section.ts'
import './precondition-form.ts'
import './sitting-section.ts'

/** The workplace of one act: what comes next and by whom, who has agreed, the sitting, the lines. */
export class ActScreen extends WorkElement {
  static override properties = { act: {} }
  declare act: string

  readonly #view = new Task(this, { task: ([id], { signal }) => readAct(id, signal), args: () => [this.act] as const })

  constructor() {
    super()
    this.act = ''
  }

  override render() {
    return html`<div class="page stack" @changed=${() => void this.#view.run()}>
      <p><a class="back" href="/retention/acts"><wa-icon name="chevron-left"></wa-icon>${msg('All acts')}</a></p>
      ${this.#view.render({
        pending: () => (this.#view.value === undefined ? waiting() : this.#whole(this.#view.value)),
        complete: (act) => this.#whole(act),
        error: (error) => showError(error, () => void this.#view.run()),
      })}
    </div>`
  }

  #whole(act: ActView) {
    const open = ['draft', 'examined', 'approved'].includes(act.state)
    return html`<div class="row spread"><h1>${msg(str`Act ${act.number}`)} · ${act.title}</h1>${actBadge(act.state)}</div>
      <p class="small quiet">${msg(str`Fonds ${act.fonds}, drawn up on ${formatDate(act.drawnOn)} by ${act.drawnBy}`)} · ${linesText(act.lines)}</p>
      ${nextNote(act)} ${this.problem()}
      ${act.kind === 'transfer'
        ? nothing
        : html`<opis-approvals .act=${act}></opis-approvals>
            ${act.preconditions.some(({ missing }) => missing.length > 0) && may('acts.approve') ? html`<opis-precondition-form .act=${act}></opis-precondition-form>` : nothing}
            <opis-sitting .act=${act}></opis-sitting>
            <opis-execution .act=${act.id} .state=${act.state}></opis-execution>
            <opis-act-papers .act=${act}></opis-act-papers>`}
      <opis-act-lines .act=${act}></opis-act-lines>
      ${open && may('acts.write') ? html`<p><opis-confirm .label=${msg('Withdraw the act')} .question=${msg('Take the whole act back?')} .busy=${this.busy} @confirmed=${() => void this.#withdraw()}></opis-confirm></p>` : nothing}`
  }

  async #withdraw(): Promise<void> {
    await this.attempt(async () => {
      await withdrawAct(this.act)
      announce(msg('The act was withdrawn.'))
      await this.#view.run()
    })
  }
}

/** What must be done next, by whom, and what stands in the way. */
function nextNote({ next, notBefore, lines }: ActView) {
  const paper = next.step === 'none' ? (lines['paper-pending'] ?? 0) : 0
  const quiet = paper === 0 && (next.step === 'none' || next.step === 'wait')
  const missing = next.missing.map((one) => {
    const [what = '', year] = one.split(' ')
    return year === undefined ? approvalRoleName(what) : `${preconditionName(what)}: ${year}`
  })
  return html`<div class="note ${quiet ? 'tone-calm' : 'tone-care'}" role="status">
    <strong>${msg('What comes next')}</strong>
    <p>${paper > 0 ? `${msg('Paper that is still to be destroyed')}: ${formatNumber(paper)}` : stepText(next.step)} ${next.step === 'wait' && notBefore !== null ? msg(str`It ends on ${formatInstant(notBefore)}.`) : nothing}</p>
    ${next.who.length === 0 ? nothing : html`<p>${msg(str`To be done by: ${whoText(next.who)}`)}</p>`}
    ${missing.length === 0 ? nothing : html`<p>${missing.join('; ')}</p>`}
  </div>`
}

define('opis-act', ActScreen)
