import '@awesome.me/webawesome/dist/components/button/button.js'
import '@awesome.me/webawesome/dist/components/input/input.js'
import { msg, str } from '@lit/localize'
import { html, nothing } from 'lit'
import type { ActView, Requirement } from '#contract/acts.ts'
import { approveAct } from '../../api/acts.ts'
import { define } from '../../elements/base.ts'
import { WorkElement } from '../../elements/work-element.ts'
import { announce } from '../../state/notice.ts'
import { session } from '../../state/session.ts'
import { approvalRoleName, metText, preconditionName } from './act-words.ts'

/** Who must agree to an act and who has; the approvals that the person may give. Announces `changed`. */
export class ApprovalSection extends WorkElement {
  static override properties = { act: { attribute: false } }
  declare act: ActView

  override render() {
    const { requirements, preconditions } = this.act
    return html`<section class="card stack" aria-labelledby="who">
      <h2 id="who">${msg('Who must agree')}</h2>
      <ul class="rows">${requirements.map((one) => this.#row(one))}</ul>
      ${preconditions.map(({ what, years, missing }) => preconditionRow(what, years, missing))} ${this.problem()}
    </section>`
  }

  #row(one: Requirement) {
    const quorum = one.quorum === null ? '' : msg(str`at least ${one.quorum} present`)
    return html`<li>
      <div><strong>${approvalRoleName(one.role)}</strong> <span class="small quiet">${quorum}</span><p class="small ${one.met === null ? 'care' : 'quiet'}">${metText(one.met)}</p></div>
      ${one.met === null && this.#may(one) ? this.#form(one) : nothing}
    </li>`
  }

  /** Only what would be accepted of this person now is offered; the server decides. */
  #may({ kind }: Requirement): boolean {
    const now = session.get()
    const { next, drawnBy } = this.act
    if (now.kind !== 'signed-in' || now.view.user.name === drawnBy || (next.step !== 'approve' && next.step !== 'record-approval')) return false
    const { roles } = now.view.user
    return kind === 'head' ? roles.includes('head') && next.step === 'approve' : kind !== 'commission' && roles.includes('records-manager')
  }

  #form(one: Requirement) {
    const outside = one.kind === 'external'
    return html`<form class="row" @submit=${(event: SubmitEvent) => void this.#approve(event, one)}>
      ${outside ? html`<wa-input name="document" label=${msg('Paper with number and date')} maxlength="300" required></wa-input>` : nothing}
      <wa-button type="submit" variant="brand" ?loading=${this.busy}>${outside ? msg('Record the approval') : msg('Approve')}</wa-button>
    </form>`
  }

  async #approve(event: SubmitEvent, { role, kind }: Requirement): Promise<void> {
    event.preventDefault()
    if (!(event.target instanceof HTMLFormElement)) return
    const document = String(new FormData(event.target).get('document') ?? '').trim()
    await this.attempt(async () => {
      await approveAct(this.act.id, { role, listHash: this.act.listHash, ...(kind === 'external' ? { document } : {}) })
      announce(msg('Approved.'))
    })
    this.dispatchEvent(new CustomEvent('changed', { bubbles: true }))
  }
}

function preconditionRow(what: string, years: readonly number[], missing: readonly number[]) {
  const span = years.length === 0 ? '' : years.length === 1 ? String(years[0]) : `${years[0] ?? ''}–${years.at(-1) ?? ''}`
  return html`<p class="small"><span class=${missing.length > 0 ? 'care' : 'quiet'}>${preconditionName(what)} ${span}: ${missing.length > 0 ? msg(str`missing for ${missing.join(', ')}`) : msg('recorded')}</span></p>`
}

define('opis-approvals', ApprovalSection)
