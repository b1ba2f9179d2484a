import '@awesome.me/webawesome/dist/components/button/button.js'
import '@awesome.me/webawesome/dist/components/input/input.js'
import { Task } from '@lit/task'
import { msg, str } from '@lit/localize'
import { html, nothing } from 'lit'
import { closeRegister, readRegisters, type RegisterList, type RegisterView } from '../api/registers.ts'
import { define } from '../elements/base.ts'
import { waiting } from '../elements/waiting.ts'
import { readForm } from '../elements/read-form.ts'
import { WorkElement } from '../elements/work-element.ts'
import { showError } from '../shell/show-error.ts'
import { announce } from '../state/notice.ts'
import { may } from '../state/permissions.ts'
import { shared } from '../styles/shared.ts'
import { formatDate } from '../text/format.ts'
import { localName } from '../text/local-name.ts'
import { flowName } from './card-words.ts'
import './registers-blocks.ts'
import './registers-entries.ts'
import './registers-form.ts'
import './registers-import.ts'
import './registers-periods.ts'
import { resetName } from './registers-words.ts'
import './registry-nav.ts'

/** One register: how it numbers, its books, its newest numbers, blocks handed out, and the old register taken over. */
export class RegisterScreen extends WorkElement {
  static override properties = { code: {}, changing: { state: true }, closing: { state: true } }
  declare code: string
  declare changing: boolean
  declare closing: boolean

  readonly #list = new Task(this, { task: (_, { signal }) => readRegisters(signal), args: () => [this.code] as const })

  static override styles = shared

  constructor() {
    super()
    this.code = ''
    this.changing = false
    this.closing = false
  }

  override render() {
    return html`<div class="page stack">
      <opis-registry-nav></opis-registry-nav>
      <a class="back" href="/registry/registers">← ${msg('Registers')}</a>
      ${this.#list.render({
        pending: () => (this.#list.value === undefined ? waiting() : this.#draw(this.#list.value)),
        complete: (list) => this.#draw(list),
        error: (error) => showError(error, () => void this.#list.run()),
      })}
    </div>`
  }

  #draw(list: RegisterList) {
    const one = list.registers.find(({ code }) => code === this.code)
    if (one === undefined) return html`<p class="card">${msg(str`There is no register ${this.code}.`)}</p>`
    const reads = one.mine || may('registers.all')
    return html`<div class="row spread">
        <h1>${localName(one.title, one.code)} ${list.mode === 'test' ? html`<span class="badge tone-care">TEST</span>` : nothing}</h1>
        ${may('registers.keep') && !this.changing ? html`<div class="row"><wa-button size="s" appearance="outlined" @click=${() => (this.changing = true)}>${msg('Change')}</wa-button>${one.closedOn === null ? html`<wa-button size="s" appearance="outlined" @click=${() => (this.closing = !this.closing)}>${msg('Close the register')}</wa-button>` : nothing}</div>` : nothing}
      </div>
      <p class="quiet">${localName(one.unitName, one.unit)} · ${flowName(one.flow)} · <code>${one.template}</code> · ${msg('Numbering begins anew')}: ${resetName(one.reset)} · ${msg(str`open since ${formatDate(one.openedOn)}`)}${one.closedOn === null ? nothing : html` · <strong>${msg(str`closed on ${formatDate(one.closedOn)}`)}</strong>`}</p>
      ${this.closing ? this.#closeForm(one) : nothing} ${this.problem()}
      ${this.changing ? html`<opis-register-form .of=${one} .units=${list.units} @saved=${this.#saved} @close=${() => (this.changing = false)}></opis-register-form>` : nothing}
      <opis-register-periods .of=${one} .reads=${reads} @changed=${this.#again}></opis-register-periods>
      ${reads ? html`<opis-register-entries .of=${one}></opis-register-entries>` : nothing}
      ${one.mine && may('cards.register') ? html`<opis-register-blocks .of=${one} .units=${list.units} @changed=${this.#again}></opis-register-blocks>` : nothing}
      ${may('registers.keep') ? html`<opis-register-import .code=${one.code} @changed=${this.#again}></opis-register-import>` : nothing}`
  }

  #closeForm(one: RegisterView) {
    return html`<form class="card row" @submit=${(event: SubmitEvent) => this.#close(event, one.code)}>
      <wa-input name="closedOn" type="date" label=${msg('Last day on which it takes entries')} required></wa-input>
      <wa-button type="submit" variant="danger">${msg('Close the register')}</wa-button>
    </form>`
  }

  async #close(event: SubmitEvent, code: string): Promise<void> {
    const read = readForm(event)
    if (read === null) return
    await this.attempt(async () => {
      await closeRegister(code, read.text('closedOn'))
      this.closing = false
      this.#again()
    })
  }

  #saved(): void {
    this.changing = false
    announce(msg('Register saved'))
    this.#again()
  }

  #again(): void {
    void this.#list.run()
  }
}

define('opis-register', RegisterScreen)
