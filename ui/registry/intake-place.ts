import { Task } from '@lit/task'
import { msg, str } from '@lit/localize'
import { html, nothing } from 'lit'
import { readDesk } from '../api/cards.ts'
import type { IntakeItemView } from '../api/counter.ts'
import { readUnits } from '../api/municipality.ts'
import { define, OpisElement } from '../elements/base.ts'
import { showError } from '../shell/show-error.ts'
import { localName } from '../text/local-name.ts'
import { fieldStyles } from './field-styles.ts'

type Place = { register?: string; kind?: string; unit?: string }

/** Register, kind and unit of something that came, as proposed and as the clerk chooses. `chosen` reads the choice. */
export class IntakePlace extends OpisElement {
  static override properties = { item: { attribute: false } }
  declare item: IntakeItemView | null

  static override styles = fieldStyles
  readonly #choices = new Task(this, { task: async (_args, { signal }) => ({ desk: await readDesk(signal), units: (await readUnits(signal)).units.filter(({ closedOn }) => closedOn === null) }), args: () => [] })

  constructor() {
    super()
    this.item = null
  }

  /** What differs from what was proposed. */
  chosen(): Place {
    const value = (id: string) => this.renderRoot.querySelector<HTMLSelectElement>(`#${id}`)?.value ?? ''
    const { register, kind, unit } = this.item?.proposed ?? { register: null, kind: null, unit: null }
    const one = (id: keyof Place, proposed: string | null) => (value(id) === '' || value(id) === proposed ? {} : { [id]: value(id) })
    return { ...one('register', register), ...one('kind', kind), ...one('unit', unit) }
  }

  override render() {
    const { item } = this
    // A service says all three.
    if (item === null || item.proposed.service !== null) return nothing
    return this.#choices.render({
      complete: ({ desk, units }) => html`<div class="stack">
        ${item.proposed.rule === null ? nothing : html`<p class="small quiet">${msg(str`The rule “${item.proposed.rule}” proposes where it goes. Another choice is written down.`)}</p>`}
        <div class="row">
          ${choice('register', msg('Register'), desk.registers.map(({ code, title }) => ({ code, name: localName(title, code) })), item.proposed.register, true)}
          ${choice('kind', msg('Kind'), desk.kinds.map(({ code, name }) => ({ code, name: localName(name, code) })), item.proposed.kind, true)}
          ${choice('unit', msg('Unit'), units.map(({ code, name }) => ({ code, name: localName(name, code) })), item.proposed.unit, false)}
        </div>
      </div>`,
      error: (error) => showError(error, () => void this.#choices.run()),
    })
  }
}

function choice(id: string, label: string, options: readonly { code: string; name: string }[], proposed: string | null, isRequired: boolean) {
  return html`<div class="field"><label for=${id}>${label}</label><select id=${id} ?required=${isRequired}><option value=""></option>${options.map(({ code, name }) => html`<option value=${code} ?selected=${code === proposed}>${name}</option>`)}</select></div>`
}

define('opis-intake-place', IntakePlace)
