import { Task } from '@lit/task'
import { msg } from '@lit/localize'
import { html } from 'lit'
import { readEntryRegisters, setEntryRegister } from '../api/cards.ts'
import type { RegisterView } from '../api/registers.ts'
import { define } from '../elements/base.ts'
import { waiting } from '../elements/waiting.ts'
import { WorkElement } from '../elements/work-element.ts'
import { showError } from '../shell/show-error.ts'
import { localName } from '../text/local-name.ts'
import { fieldStyles } from './field-styles.ts'

/** Whether a unit enters what another body passes to it into a register of its own, and into which; else it shares the number. */
export class EntryRegisters extends WorkElement {
  static override properties = { registers: { attribute: false } }
  declare registers: readonly RegisterView[]

  readonly #set = new Task(this, { task: (_args, { signal }) => readEntryRegisters(signal), args: () => [] })

  static override styles = fieldStyles

  constructor() {
    super()
    this.registers = []
  }

  override render() {
    return html`<section class="card stack" aria-labelledby="entry">
      <h2 id="entry">${msg('A number of its own for documents of others')}</h2>
      <p class="quiet">${msg('A unit that keeps a register of its own gives a second number to what another body passes to it; the others share the first number.')}</p>
      ${this.#set.render({ pending: () => (this.#set.value === undefined ? waiting() : this.#list(this.#set.value)), complete: (set) => this.#list(set), error: (error) => showError(error, () => void this.#set.run()) })}
      ${this.problem()}
    </section>`
  }

  #list(set: readonly { unit: string; register: string }[]) {
    const open = Map.groupBy(this.registers.filter(({ closedOn }) => closedOn === null), ({ unit }) => unit)
    return [...open].map(([unit, registers]) => {
      const now = set.find((one) => one.unit === unit)?.register ?? ''
      return html`<div class="field">
        <label for="e-${unit}">${localName(registers[0]?.unitName, unit)}</label>
        <select id="e-${unit}" ?disabled=${this.busy} @change=${(event: Event) => void this.#choose(unit, (event.target as HTMLSelectElement).value)}>
          <option value="" .selected=${now === ''}>${msg('shares the number')}</option>
          ${registers.map(({ code, title }) => html`<option value=${code} .selected=${code === now}>${localName(title, code)}</option>`)}
        </select>
      </div>`
    })
  }

  async #choose(unit: string, register: string): Promise<void> {
    await this.work(() => setEntryRegister(unit, register === '' ? null : register), msg('Saved.'))
    void this.#set.run()
  }
}

define('opis-entry-registers', EntryRegisters)
