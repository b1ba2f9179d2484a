import { Task } from '@lit/task'
import { msg, str } from '@lit/localize'
import { css, html, nothing } from 'lit'
import type { FieldForm } from '#contract/registers.ts'
import { readDesk, type CardDesk } from '../api/cards.ts'
import { findServices, type IntakeItemView } from '../api/counter.ts'
import { readUnits } from '../api/municipality.ts'
import { define, OpisElement } from '../elements/base.ts'
import { showError } from '../shell/show-error.ts'
import { localName } from '../text/local-name.ts'
import { drawExtraFields, missingField, type FieldValues } from './extra-fields.ts'
import { fieldStyles } from './field-styles.ts'

type Place = { register: string; kind: string; unit: string }
type Chosen = Partial<Place> & { fields: Record<string, string> }
type Units = Awaited<ReturnType<typeof readUnits>>['units']
/** What may be chosen; of an item that came for a service, the fields that it asks for. */
type Choices = { desk: CardDesk | null; units: Units; service: readonly FieldForm[] }

/** Register, kind, unit and extra fields of something that came, as proposed and as the clerk chooses. `chosen` reads the choice. */
export class IntakePlace extends OpisElement {
  static override properties = { item: { attribute: false }, place: { state: true }, extra: { state: true }, missing: { state: true } }
  declare item: IntakeItemView | null
  declare place: Place
  declare extra: FieldValues
  /** Code of a required field that is empty, or `register`, `kind`. */
  declare missing: string | null

  static override styles = [
    fieldStyles,
    css`
      .grid {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(15rem, 100%), 1fr));
        gap: var(--o-3) var(--o-4);
        align-items: start;
      }
    `,
  ]
  readonly #choices = new Task(this, { task: ([item], { signal }) => readChoices(item, signal), args: () => [this.item] as const })

  constructor() {
    super()
    this.item = null
    this.place = { register: '', kind: '', unit: '' }
    this.extra = {}
    this.missing = null
  }

  override willUpdate(changed: Map<string, unknown>): void {
    if (!changed.has('item') || this.item === null) return
    const { register, kind, unit } = this.item.proposed
    this.place = { register: register ?? '', kind: kind ?? '', unit: unit ?? '' }
    this.extra = filledBySender(this.item)
    this.missing = null
  }

  /**
   * What differs from what was proposed, and the extra fields; null, with the focus on it, while a required one is empty.
   * Waits for what may be chosen, which fast fingers may not have yet.
   */
  async chosen(): Promise<Chosen | null> {
    await this.#choices.taskComplete.catch(() => undefined)
    await this.updateComplete
    const { item, place } = this
    const isService = item === null || item.proposed.service !== null
    const forms = this.#forms()
    this.missing = (isService ? undefined : (['register', 'kind'] as const).find((id) => place[id] === '')) ?? missingField(forms, this.extra)
    if (this.missing !== null) {
      this.renderRoot.querySelector<HTMLElement>(`#field-${CSS.escape(this.missing)}, select#${CSS.escape(this.missing)}`)?.focus()
      return null
    }
    const one = (id: keyof Place) => (place[id] === '' || place[id] === item?.proposed[id] ? {} : { [id]: place[id] })
    // An emptied field goes along as empty: it takes away what the sender filled in.
    const fields = Object.fromEntries(forms.map(({ code }) => [code, (this.extra[code] ?? '').trim()]))
    return { ...(isService ? {} : { ...one('register'), ...one('kind'), ...one('unit') }), fields }
  }

  override render() {
    const { item } = this
    if (item === null) return nothing
    return this.#choices.render({
      complete: ({ desk, units }) => html`<div class="stack">
        ${item.proposed.rule === null ? nothing : html`<p class="small quiet">${msg(str`The rule “${item.proposed.rule}” proposes where it goes. Another choice is written down.`)}</p>`}
        <div class="grid">
          ${desk === null ? nothing : this.#places(desk, units)}
          ${drawExtraFields(this.#forms(), this.extra, { fault: this.missing, set: (code, value) => this.#fill(code, value) })}
        </div>
      </div>`,
      error: (error) => showError(error, () => void this.#choices.run()),
    })
  }

  #places({ registers, kinds }: CardDesk, units: Units) {
    const flow = registers.find(({ code }) => code === this.place.register)?.flow
    const fitting = kinds.filter((one) => flow === undefined || one.flow === flow || one.code === this.place.kind)
    return html`${this.#choice('register', msg('Register'), registers.map(({ code, title }) => ({ code, name: localName(title, code) })), true)}
      ${this.#choice('kind', msg('Kind'), fitting.map(({ code, name }) => ({ code, name: localName(name, code) })), true)}
      ${this.#choice('unit', msg('Unit'), units.map(({ code, name }) => ({ code, name: localName(name, code) })), false)}`
  }

  #choice(id: keyof Place, label: string, options: readonly { code: string; name: string }[], isRequired: boolean) {
    const told = (event: Event) => {
      this.place = { ...this.place, [id]: (event.target as HTMLSelectElement).value }
      this.missing = null
    }
    return html`<div class="field"><label for=${id}>${label}</label><select id=${id} aria-required=${isRequired} aria-invalid=${this.missing === id} @change=${told}><option value=""></option>${options.map(({ code, name }) => html`<option value=${code} .selected=${code === this.place[id]}>${name}</option>`)}</select></div>`
  }

  #fill(code: string, value: string): void {
    this.extra = { ...this.extra, [code]: value }
    this.missing = null
  }

  /** The fields of the service, or of the kind and register that are chosen; of two with one code the first counts. */
  #forms(): FieldForm[] {
    const { desk, service } = this.#choices.value ?? { desk: null, service: [] }
    const kind = desk?.kinds.find(({ code }) => code === this.place.kind)?.fields ?? []
    const register = desk?.registers.find(({ code }) => code === this.place.register)?.fields ?? []
    return [...new Map([...service, ...register, ...kind].toReversed().map((form) => [form.code, form])).values()].toReversed()
  }
}

/** A service says register, kind and unit itself. */
async function readChoices(item: IntakeItemView | null, signal: AbortSignal): Promise<Choices> {
  const code = item?.proposed.service ?? null
  if (item === null || code !== null) {
    const service = code === null ? undefined : (await findServices('', true, signal)).find((one) => one.code === code)
    return { desk: null, units: [], service: service === undefined ? [] : [...service.fields, ...service.moreFields] }
  }
  const [desk, { units }] = await Promise.all([readDesk(signal), readUnits(signal)])
  return { desk, units: units.filter(({ closedOn }) => closedOn === null), service: [] }
}

function filledBySender({ payload: { fields } }: IntakeItemView): FieldValues {
  if (typeof fields !== 'object' || fields === null) return {}
  return Object.fromEntries(Object.entries(fields).map(([code, value]) => [code, String(value)]))
}

define('opis-intake-place', IntakePlace)
