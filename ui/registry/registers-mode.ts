import '../elements/confirm-button.ts'
import { Task } from '@lit/task'
import { msg, str } from '@lit/localize'
import { html, nothing } from 'lit'
import { beginTest, goLive, readMode, type Mode } from '../api/registers.ts'
import { define } from '../elements/base.ts'
import { WorkElement } from '../elements/work-element.ts'
import { showError } from '../shell/show-error.ts'
import { may } from '../state/permissions.ts'
import { shared } from '../styles/shared.ts'

/** Says that the house tries things out, and lets the administrator begin that or go live. Announces `changed`. */
export class ModeSection extends WorkElement {

  readonly #mode = new Task(this, { task: (_, { signal }) => readMode(signal), args: () => [] as const })

  static override styles = shared

  override render() {
    return html`${this.#mode.render({ complete: (mode) => this.#draw(mode), error: (error) => showError(error) })} ${this.problem()}`
  }

  #draw({ mode, testRegistrations }: Mode) {
    if (mode === 'test') {
      return html`<div class="note tone-care row spread">
        <span><strong>TEST</strong> ${msg('The house tries things out: numbers have a mark and counters of their own, every print says TEST.')} ${msg(str`Test registrations: ${testRegistrations}.`)}</span>
        ${may('registers.keep') ? html`<opis-confirm .label=${msg('Go live')} .question=${msg('Remove all test registrations for ever and begin in earnest? Users, units, kinds, registers and the file plan stay.')} .busy=${this.busy} @confirmed=${() => this.#change(() => goLive(testRegistrations))}></opis-confirm>` : nothing}
      </div>`
    }
    if (!may('registers.keep')) return nothing
    return html`<details class="card"><summary>${msg('Test mode')}</summary><div class="stack">
      <p class="small quiet">${msg('In test mode everything can be tried out: numbers have the mark TEST and their own counters, and going live removes what was registered. It is for the time before the first document is registered in earnest.')}</p>
      <div class="row"><opis-confirm .label=${msg('Begin test mode')} .question=${msg('Begin test mode for the whole house?')} .busy=${this.busy} @confirmed=${() => this.#change(beginTest)}></opis-confirm></div>
    </div></details>`
  }

  async #change(act: () => Promise<unknown>): Promise<void> {
    await this.attempt(async () => {
      await act()
      this.dispatchEvent(new CustomEvent('changed'))
    })
    void this.#mode.run()
  }
}

define('opis-mode', ModeSection)
