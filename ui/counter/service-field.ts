import '@awesome.me/webawesome/dist/components/button/button.js'
import { msg } from '@lit/localize'
import { html, nothing } from 'lit'
import { findServices, type ServiceView } from '../api/counter.ts'
import { define, OpisElement } from '../elements/base.ts'
import { fieldStyles } from '../registry/field-styles.ts'
import { showError } from '../shell/show-error.ts'
import { localName } from '../text/local-name.ts'

const restMs = 120

/** Chooses a service by words of its name. Announces `chosen` with it, or with null when it is taken back. */
export class ServiceField extends OpisElement {
  static override properties = { chosen: { attribute: false }, typed: { state: true }, found: { state: true }, active: { state: true }, open: { state: true }, error: { state: true } }
  declare chosen: ServiceView | null
  declare typed: string
  declare found: readonly ServiceView[]
  declare active: number
  declare open: boolean
  declare error: unknown

  static override styles = fieldStyles
  #asked: AbortController | null = null
  #rest: ReturnType<typeof setTimeout> | undefined
  /** The list is still that of what was typed before. */
  #stale = false

  constructor() {
    super()
    this.chosen = null
    this.typed = ''
    this.found = []
    this.active = 0
    this.open = false
    this.error = null
  }

  override disconnectedCallback(): void {
    clearTimeout(this.#rest)
    this.#asked?.abort()
    super.disconnectedCallback()
  }

  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('input, wa-button')?.focus()
  }

  override render() {
    if (this.chosen !== null)
      return html`<div class="field"><span class="label">${msg('Service')}</span>
        <div class="chosen"><span><strong>${localName(this.chosen.name, this.chosen.code)}</strong> <span class="quiet small">${localName(this.chosen.unitName)}</span></span>
          <wa-button size="s" appearance="plain" @click=${() => this.#tell(null)}>${msg('Change')}</wa-button></div></div>`
    return html`<div class="field">
      <label for="service">${msg('Service')}</label>
      <input id="service" role="combobox" autocomplete="off" maxlength="200" aria-autocomplete="list" aria-controls="list" aria-expanded=${this.open} aria-activedescendant=${this.open && this.found.length > 0 ? `option-${this.active}` : nothing} placeholder=${msg('Words of its name')} .value=${this.typed} @focus=${() => void this.#find()} @blur=${() => (this.open = false)} @input=${this.#type} @keydown=${this.#onKey} />
      <ul id="list" role="listbox" aria-label=${msg('Services')} ?hidden=${!this.open}>
        ${this.found.map((one, at) => html`<li id="option-${at}" role="option" aria-selected=${this.active === at} @mousedown=${(event: Event) => event.preventDefault()} @click=${() => this.#tell(one)}><strong>${localName(one.name, one.code)}</strong> <span class="quiet small">${localName(one.unitName)}</span></li>`)}
        ${this.found.length === 0 ? html`<li class="quiet" role="option" aria-disabled="true">${msg('No service has these words.')}</li>` : nothing}
      </ul></div>
      ${this.error === null ? nothing : showError(this.error)}`
  }

  #type(event: Event): void {
    this.typed = (event.target as HTMLInputElement).value
    this.#stale = true
    clearTimeout(this.#rest)
    this.#rest = setTimeout(() => void this.#find(), restMs)
  }

  async #find(): Promise<void> {
    this.#asked?.abort()
    const asked = new AbortController()
    this.#asked = asked
    try {
      const found = await findServices(this.typed, false, asked.signal)
      if (asked.signal.aborted) return
      this.found = found
      this.#stale = false
      this.active = 0
      this.open = true
      this.error = null
    } catch (error) {
      if (!asked.signal.aborted) this.error = error
    }
  }

  #onKey(event: KeyboardEvent): void {
    if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) {
      event.preventDefault()
      event.stopPropagation()
      void this.#take()
    }
    if (event.key === 'Escape') this.open = false
    if ((event.key !== 'ArrowDown' && event.key !== 'ArrowUp') || this.found.length === 0) return
    event.preventDefault()
    this.active = (this.active + (event.key === 'ArrowDown' ? 1 : this.found.length - 1)) % this.found.length
  }

  /** Takes what is marked; fast fingers, whose list is not there yet, get the first of theirs and not of the list before. */
  async #take(): Promise<void> {
    const shown = this.open
    if (this.#stale || !shown) {
      clearTimeout(this.#rest)
      await this.#find()
      if (this.#stale || !shown) return
    }
    const one = this.found[this.active]
    if (one !== undefined) this.#tell(one)
  }

  #tell(one: ServiceView | null): void {
    this.open = false
    this.typed = ''
    this.chosen = one
    this.dispatchEvent(new CustomEvent<ServiceView | null>('chosen', { detail: one }))
    if (one === null) void this.updateComplete.then(() => this.focus())
  }
}

define('opis-service-field', ServiceField)
