import '@awesome.me/webawesome/dist/components/button/button.js'
import { Task } from '@lit/task'
import { msg, str } from '@lit/localize'
import { html, nothing } from 'lit'
import { readRegisters, type RegisterList, type RegisterView } from '../api/registers.ts'
import { define, OpisElement } from '../elements/base.ts'
import { waiting } from '../elements/waiting.ts'
import { showError } from '../shell/show-error.ts'
import { announce } from '../state/notice.ts'
import { may } from '../state/permissions.ts'
import { shared } from '../styles/shared.ts'
import { rowEnd } from './registers-styles.ts'
import { localName } from '../text/local-name.ts'
import { flowName } from './card-words.ts'
import './registers-entry.ts'
import './registers-form.ts'
import './registers-mode.ts'
import './registry-nav.ts'

/** All registers by unit with the number that each gives out next; for the administrator test mode and a form for a new one. */
export class RegistersScreen extends OpisElement {
  static override properties = { opening: { state: true } }
  declare opening: boolean

  readonly #registers = new Task(this, { task: (_, { signal }) => readRegisters(signal), args: () => [] as const })

  static override styles = [shared, rowEnd]

  constructor() {
    super()
    this.opening = false
  }

  override render() {
    return html`<div class="page stack">
      <opis-registry-nav></opis-registry-nav>
      <div class="row spread">
        <h1>${msg('Registers')}</h1>
        ${this.opening || !may('registers.keep') ? nothing : html`<wa-button variant="brand" @click=${() => (this.opening = true)}>${msg('Open a register')}</wa-button>`}
      </div>
      ${this.#registers.render({
        pending: () => (this.#registers.value === undefined ? waiting() : this.#draw(this.#registers.value)),
        complete: (list) => this.#draw(list),
        error: (error) => showError(error, () => void this.#registers.run()),
      })}
    </div>`
  }

  #draw(list: RegisterList) {
    const units = [...new Set(list.registers.map(({ unit }) => unit))]
    return html`${this.opening ? html`<opis-register-form .units=${list.units} @saved=${this.#opened} @close=${() => (this.opening = false)}></opis-register-form>` : nothing}
      ${list.mode === 'test' || may('registers.keep') ? html`<opis-mode @changed=${() => void this.#registers.run()}></opis-mode>` : nothing}
      ${list.registers.length === 0 ? html`<p class="card quiet">${msg('There is no register yet.')}</p>` : nothing}
      ${units.map((unit) => this.#unit(list.registers.filter((one) => one.unit === unit)))}
      ${may('registers.keep') && list.registers.length > 0 ? html`<opis-entry-registers .registers=${list.registers}></opis-entry-registers>` : nothing}`
  }

  #unit(registers: readonly RegisterView[]) {
    const [first] = registers
    if (first === undefined) return nothing
    return html`<section class="card stack" aria-labelledby=${`u-${first.unit}`}>
      <h2 id=${`u-${first.unit}`}>${localName(first.unitName, first.unit)}</h2>
      <ul class="rows">${registers.map((one) => this.#row(one))}</ul>
    </section>`
  }

  #row(one: RegisterView) {
    return html`<li>
      <div>
        <a href=${`/registry/registers/${one.code}`}><strong>${localName(one.title, one.code)}</strong></a>
        <p class="small quiet">${flowName(one.flow)} · <code>${one.template}</code></p>
      </div>
      <span class="small">${one.closedOn === null ? msg(str`next: ${one.next}`) : html`<span class="badge tone-plain">${msg('closed')}</span>`}</span>
    </li>`
  }

  #opened(event: CustomEvent<RegisterView>): void {
    this.opening = false
    announce(msg(str`Register opened: ${localName(event.detail.title, event.detail.code)}`))
    void this.#registers.run()
  }
}

define('opis-registers', RegistersScreen)
