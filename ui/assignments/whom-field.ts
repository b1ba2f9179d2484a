import { msg } from '@lit/localize'
import { css, html, nothing } from 'lit'
import { findExecutors } from '../api/assignments.ts'
import { define, OpisElement } from '../elements/base.ts'
import { shared } from '../styles/shared.ts'
import { localName } from '../text/local-name.ts'

/** Whom a field names: a unit, a person, or nobody. */
export type Whom = { unit?: string; executor?: string }
type Option = { text: string; whom: Whom }

/** A field for a unit or a person, found while typing; works with the keyboard and on a phone. Announces `chosen`. */
export class WhomField extends OpisElement {
  static override properties = { label: {}, required: { type: Boolean }, peopleOnly: { type: Boolean }, options: { state: true } }
  declare label: string
  declare required: boolean
  /** Offers no units: for a controller, or for a person to whom a task goes over. */
  declare peopleOnly: boolean
  declare options: readonly Option[]

  static override styles = [
    shared,
    css`
      label {
        display: grid;
        gap: var(--o-1);
        font-size: var(--o-small);
        font-weight: 600;
      }
      input {
        font: inherit;
        font-weight: 400;
        font-size: 1rem;
        min-block-size: 2.5rem;
        padding: var(--o-1) var(--o-3);
        color: var(--o-text);
        background: var(--o-surface);
        border: 1px solid var(--o-line-strong);
        border-radius: var(--o-radius-small);
      }
      input[aria-invalid] {
        border-color: var(--o-bad);
      }
    `,
  ]

  constructor() {
    super()
    this.label = ''
    this.required = false
    this.peopleOnly = false
    this.options = []
  }

  override connectedCallback(): void {
    super.connectedCallback()
    void this.#load('')
  }

  /** Who is named; null where the field is empty or its text names nobody. */
  get whom(): Whom | null {
    const text = this.#text
    return this.options.find((one) => one.text === text)?.whom ?? null
  }

  /** Whether the field may be sent: it names somebody, or is empty and need not be filled. */
  get fits(): boolean {
    return this.#text === '' ? !this.required : this.whom !== null
  }

  clear(): void {
    const input = this.#input
    if (input !== null) input.value = ''
    this.requestUpdate()
  }

  get #input(): HTMLInputElement | null {
    return this.renderRoot.querySelector('input')
  }

  get #text(): string {
    return this.#input?.value.trim() ?? ''
  }

  override render() {
    return html`<label>${this.label}
        <input list="found" autocomplete="off" placeholder=${this.peopleOnly ? msg('Name') : msg('Name or unit')} aria-required=${this.required ? 'true' : nothing} aria-invalid=${this.hasUpdated && !this.fits && this.#text !== '' ? 'true' : nothing} @input=${this.#onInput} @change=${() => this.requestUpdate()} />
      </label>
      <datalist id="found">${this.options.map(({ text }) => html`<option value=${text}></option>`)}</datalist>`
  }

  #onInput(): void {
    const text = this.#text
    if (this.whom === null) void this.#load(text.replace(/[([].*$/, '').trim())
    else this.dispatchEvent(new CustomEvent('chosen', { detail: this.whom }))
    this.requestUpdate()
  }

  /** An answer that comes after a later one is dropped. */
  #asked = 0
  async #load(q: string): Promise<void> {
    const asked = (this.#asked += 1)
    const found = await findExecutors(q).catch(() => null)
    if (found === null || asked !== this.#asked) return
    const units = found.units.map((unit) => ({ text: `${localName(unit.name)} [${unit.code}]`, whom: { unit: unit.code } }))
    const people = found.people.map((one) => ({ text: `${one.displayName} (${one.name})`, whom: { executor: one.name } }))
    this.options = this.peopleOnly ? people : [...people, ...units]
  }
}

define('opis-whom', WhomField)
