import '@awesome.me/webawesome/dist/components/button/button.js'
import { msg, str } from '@lit/localize'
import { html, nothing } from 'lit'
import { enterAgain, passCard, readDesk } from '../api/cards.ts'
import type { CardDesk, CardView } from '../api/cards.ts'
import { readRouteProposal, type RoutingProposal } from '../api/intake.ts'
import { readUnits, type UnitList } from '../api/municipality.ts'
import { request } from '../api/request.ts'
import { define } from '../elements/base.ts'
import { readForm } from '../elements/read-form.ts'
import { WorkElement } from '../elements/work-element.ts'
import { localName } from '../text/local-name.ts'
import { fieldStyles } from './field-styles.ts'

type EntryRegisters = { registers: { unit: string; register: string }[] }

/** Passes a document on to another unit, or enters one that came from another body into a register of one's own. Announces `changed`. */
export class CardPass extends WorkElement {
  static override properties = { card: { attribute: false }, own: { state: true }, units: { state: true }, proposal: { state: true } }
  declare card: CardView | null
  /** Registers of the reader's units into which documents of others are entered. */
  declare own: readonly CardDesk['registers'][number][]
  /** Units at work, to which it may pass. */
  declare units: UnitList['units']
  /** What the rules propose while nobody has handed it on. */
  declare proposal: RoutingProposal | null

  static override styles = fieldStyles

  constructor() {
    super()
    this.card = null
    this.own = []
    this.units = []
    this.proposal = null
  }

  override connectedCallback(): void {
    super.connectedCallback()
    void this.#read().catch((error: unknown) => (this.error = error))
  }

  override render() {
    const { card } = this
    if (card === null || card.state === 'annulled') return nothing
    const registers = this.own.filter(({ unit, code }) => unit !== card.unit && !card.entries.some(({ register, annulled }) => register === code && annulled === null))
    if ((!card.mayChange || card.state === 'filed') && registers.length === 0) return nothing
    return html`<section class="card stack" aria-labelledby="pass">
      <h2 id="pass">${msg('Pass it on')}</h2>
      ${this.proposal === null ? nothing : html`<p class="small quiet">${msg(str`The rule “${this.proposal.rule}” proposes where it goes. Another choice is written down.`)}</p>`}
      ${card.mayChange && card.state !== 'filed' ? html`<form class="row" @submit=${this.#pass}><div class="field"><label for="unit">${msg('Unit')}</label><select id="unit" name="unit" required><option value=""></option>${this.units.filter(({ code }) => code !== card.unit).map(({ code, name }) => html`<option value=${code} ?selected=${code === this.proposal?.unit}>${localName(name, code)}</option>`)}</select></div><wa-button type="submit" appearance="outlined" ?loading=${this.busy}>${msg('Pass on')}</wa-button></form>` : nothing}
      ${registers.map(({ code, title }) => html`<wa-button appearance="outlined" ?loading=${this.busy} @click=${() => void this.#enter(code)}>${msg(str`Enter into ${localName(title, code)}`)}</wa-button>`)}
      ${this.problem()}
    </section>`
  }

  async #read(): Promise<void> {
    const [desk, { registers }, { units }] = await Promise.all([readDesk(), request<EntryRegisters>('GET', '/entry-registers'), readUnits()])
    this.own = desk.registers.filter(({ code }) => registers.some(({ register }) => register === code))
    this.proposal = this.card === null ? null : await readRouteProposal(this.card.id)
    this.units = units.filter(({ closedOn }) => closedOn === null)
  }

  async #pass(event: SubmitEvent): Promise<void> {
    const read = readForm(event)
    if (read !== null) await this.work(() => passCard(this.card?.id ?? '', read.text('unit')), msg('The document was passed on'))
    this.proposal = null
  }

  async #enter(register: string): Promise<void> {
    await this.work(() => enterAgain(this.card?.id ?? '', register), msg('The document was entered'))
  }
}

define('opis-card-pass', CardPass)
