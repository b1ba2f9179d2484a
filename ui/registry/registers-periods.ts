import '@awesome.me/webawesome/dist/components/button/button.js'
import '../elements/confirm-button.ts'
import { msg, str } from '@lit/localize'
import { html, nothing } from 'lit'
import { bookAddress, checkRegister, closeBook, type RegisterCheck, type RegisterView } from '../api/registers.ts'
import { define } from '../elements/base.ts'
import { WorkElement } from '../elements/work-element.ts'
import { may } from '../state/permissions.ts'
import { shared } from '../styles/shared.ts'
import { rowEnd } from './registers-styles.ts'
import { formatInstant, formatNumber } from '../text/format.ts'
import { faultText } from './registers-words.ts'

/** The books of a register by period: print, check, close. Announces `changed`. */
export class RegisterPeriods extends WorkElement {
  static override properties = { of: { attribute: false }, reads: { attribute: false }, check: { state: true } }
  declare of: RegisterView
  /** Whether the reader may read its entries. */
  declare reads: boolean
  declare check: RegisterCheck | null

  static override styles = [shared, rowEnd]

  constructor() {
    super()
    this.reads = false
    this.check = null
  }

  override render() {
    const { periods, next } = this.of
    return html`<section class="card stack" aria-labelledby="books">
      <div class="row spread"><h2 id="books">${msg('Books')}</h2>${this.reads ? html`<wa-button size="s" appearance="outlined" ?loading=${this.busy} @click=${() => this.#run(async () => (this.check = await checkRegister(this.of.code)))}>${msg('Check the numbers')}</wa-button>` : nothing}</div>
      <p>${msg('Next number')}: <strong>${next}</strong></p>
      ${periods.length === 0 ? html`<p class="quiet">${msg('Nothing is entered yet.')}</p>` : html`<ul class="rows">${periods.map((one) => this.#row(one))}</ul>`}
      ${this.check === null ? nothing : this.#checked(this.check)} ${this.problem()}
    </section>`
  }

  #row(one: RegisterView['periods'][number]) {
    const facts = [
      ...(one.paper === null ? [] : [msg(str`${one.paper.first}–${one.paper.last} on paper`)]),
      msg(str`numbers given out here: ${formatNumber(one.issued)}`),
      ...(one.openBlocks === 0 ? [] : [msg(str`open blocks: ${one.openBlocks}`)]),
    ]
    const mayClose = one.closedAt === null && !one.test && this.of.mine && may('registers.close') && one.period !== this.#running()
    return html`<li>
      <div><strong>${one.period}</strong> ${one.test ? html`<span class="badge tone-care">TEST</span>` : nothing} ${one.closedAt === null ? nothing : html`<span class="badge tone-plain">${msg(str`closed: ${formatInstant(one.closedAt)}`)}</span>`}<p class="small quiet">${facts.join(' · ')}</p></div>
      <div class="row">
        ${this.reads ? html`<a href=${bookAddress(this.of.code, one.period)} target="_blank">${msg('Print the book')}<span class="unseen">${one.period}</span></a>` : nothing}
        ${mayClose ? html`<opis-confirm .label=${msg('Close the book')} .about=${one.period} .question=${msg('Nothing is entered into a closed book any more. Close it?')} .busy=${this.busy} @confirmed=${() => this.#close(one.period)}></opis-confirm>` : nothing}
      </div>
    </li>`
  }

  /** The running period of an open register is not closed. */
  #running(): string | null {
    return this.of.closedOn === null ? this.of.running : null
  }

  #checked({ sound, periods }: RegisterCheck) {
    if (sound) return html`<p class="note tone-good" role="status">${msg('Every number stands once and none is missing.')}</p>`
    return html`<div class="note tone-bad" role="status"><strong>${msg('The check finds faults')}</strong><ul>${periods.flatMap((one) => one.faults.map((fault) => html`<li>${one.period}: ${faultText(fault)}</li>`))}</ul></div>`
  }

  #close(period: string): Promise<void> {
    return this.#run(async () => {
      this.check = await closeBook(this.of.code, period)
      this.dispatchEvent(new CustomEvent('changed'))
    })
  }

  async #run(act: () => Promise<unknown>): Promise<void> {
    await this.attempt(async () => {
      await act()
    })
  }
}

define('opis-register-periods', RegisterPeriods)
