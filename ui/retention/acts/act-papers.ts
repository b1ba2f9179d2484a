import '@awesome.me/webawesome/dist/components/icon/icon.js'
import { msg } from '@lit/localize'
import { html, nothing } from 'lit'
import type { ActView } from '#contract/acts.ts'
import { actPaperPath, executeAct } from '../../api/acts.ts'
import { define } from '../../elements/base.ts'
import '../../elements/confirm-button.ts'
import { WorkElement } from '../../elements/work-element.ts'
import { announce } from '../../state/notice.ts'
import { may } from '../../state/permissions.ts'
import { session } from '../../state/session.ts'
import { currentLanguage } from '../../text/locale.ts'

/** The printed forms of an act, and the order to execute it when its time has come. Announces `changed`. */
export class ActPapers extends WorkElement {
  static override properties = { act: { attribute: false } }
  declare act: ActView

  override render() {
    const { act } = this
    const done = ['executed', 'executed-in-part', 'filed'].includes(act.state)
    const sat = act.sittings.some(({ closedAt }) => closedAt !== null)
    return html`<section class="card stack" aria-labelledby="papers">
      <h2 id="papers">${msg('Papers of the act')}</h2>
      <div class="row">${this.#link('form', msg('Form of the act'))} ${sat ? this.#link('protocol', msg('Protocol of the commission')) : nothing} ${done ? this.#link('certificate', msg('Certificate of destruction')) : nothing}</div>
      ${this.#mayExecute() ? html`<opis-confirm .label=${msg('Execute the act')} .question=${msg('What stands on this act is destroyed for good. Go on?')} .busy=${this.busy} @confirmed=${() => void this.#execute()}></opis-confirm>` : nothing}
      ${this.problem()}
    </section>`
  }

  #link(paper: 'form' | 'protocol' | 'certificate', title: string) {
    return html`<a class="back" target="_blank" href=${actPaperPath(this.act.id, paper, currentLanguage())}><wa-icon name="print"></wa-icon>${title}</a>`
  }

  /** Another person than who drew it up orders the execution. */
  #mayExecute(): boolean {
    const now = session.get()
    return this.act.next.step === 'execute' && may('acts.execute') && now.kind === 'signed-in' && now.view.user.name !== this.act.drawnBy
  }

  async #execute(): Promise<void> {
    await this.attempt(async () => {
      await executeAct(this.act.id)
      announce(msg('The act is being executed.'))
      this.dispatchEvent(new CustomEvent('changed', { bubbles: true }))
    })
  }
}

define('opis-act-papers', ActPapers)
