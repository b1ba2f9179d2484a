import '@awesome.me/webawesome/dist/components/button/button.js'
import { msg, str } from '@lit/localize'
import { html, nothing } from 'lit'
import { addCorrespondent, findCorrespondents } from '../api/cards.ts'
import type { CorrespondentBrief, FoundCorrespondent } from '../api/cards.ts'
import { define } from '../elements/base.ts'
import { WorkElement } from '../elements/work-element.ts'
import { correspondentKindName, correspondentKinds } from './card-words.ts'
import { fieldStyles } from './field-styles.ts'

/** After the last key press, before the server is asked. */
const restMs = 120

/**
 * Chooses a correspondent while somebody types, in any script; makes a new one in place. Announces `chosen` with it, or
 * with null when it is taken back. Arrows, Enter and Escape as in any list.
 */
export class CorrespondentField extends WorkElement {
  static override properties = { chosen: { attribute: false }, typed: { state: true }, found: { state: true }, active: { state: true }, open: { state: true }, making: { state: true }, like: { state: true } }
  declare chosen: CorrespondentBrief | null
  declare typed: string
  declare found: readonly (FoundCorrespondent | CorrespondentBrief)[]
  declare active: number
  declare open: boolean
  /** Whether the form for a new one is shown. */
  declare making: boolean
  /** Those that may be the same as the new one. */
  declare like: readonly CorrespondentBrief[]

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
    this.making = false
    this.like = []
  }

  override disconnectedCallback(): void {
    clearTimeout(this.#rest)
    this.#asked?.abort()
    super.disconnectedCallback()
  }

  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('input, wa-button')?.focus()
  }

  /** Writes a name that somebody else gave into the field; Enter looks for it. */
  suggest(name: string): void {
    this.typed = name
    this.found = []
    this.open = false
    this.making = false
    this.#stale = true
  }

  override render() {
    if (this.chosen !== null) return this.#shown(this.chosen)
    return html`<div class="field">
        <label for="who">${msg('Correspondent')}</label>
        <input id="who" role="combobox" autocomplete="off" maxlength="300" aria-autocomplete="list" aria-controls="list" aria-expanded=${this.open} aria-activedescendant=${this.open ? `option-${this.active}` : nothing} placeholder=${msg('Name in any script, or code')} .value=${this.typed} @input=${this.#type} @keydown=${this.#onKey} />
        <ul id="list" role="listbox" aria-label=${msg('Correspondents')} ?hidden=${!this.open}>
          ${this.found.map((one, at) => this.#option(at, html`<strong>${one.name}</strong> <span class="quiet small">${[one.code, 'address' in one ? one.address : ''].filter((part) => part !== null && part !== '').join(' · ')}</span>`, () => this.#choose(one)))}
          ${this.#option(this.found.length, html`+ ${msg(str`New: ${this.typed}`)}`, () => this.#begin())}
        </ul>
      </div>
      ${this.making ? this.#newForm() : nothing} ${this.problem()}`
  }

  #shown({ name, kind, code }: CorrespondentBrief) {
    return html`<div class="field">
      <span class="label">${msg('Correspondent')}</span>
      <div class="chosen">
        <span><strong>${name}</strong> <span class="quiet small">${[correspondentKindName(kind), code].filter((part) => part !== null).join(' · ')}</span></span>
        <wa-button size="s" appearance="plain" @click=${() => this.#tell(null)}>${msg('Change')}</wa-button>
      </div>
    </div>`
  }

  #option(at: number, text: unknown, pick: () => void) {
    return html`<li id="option-${at}" role="option" aria-selected=${this.active === at} @mousedown=${(event: Event) => event.preventDefault()} @click=${pick}>${text}</li>`
  }

  #newForm() {
    return html`<fieldset class="new" @keydown=${this.#onNewKey}>
      <legend>${msg(str`New: ${this.typed}`)}</legend>
      ${this.like.length === 0 ? nothing : html`<p class="small">${msg('Perhaps it is there already:')}</p><ul class="rows">${this.like.map((one) => html`<li><span>${one.name} <span class="quiet small">${one.code ?? ''}</span></span><wa-button size="s" appearance="outlined" @click=${() => this.#choose(one)}>${msg('This one')}</wa-button></li>`)}</ul>`}
      <div class="row">
        <div class="field"><label for="kind">${msg('Who it is')}</label><select id="kind">${correspondentKinds.map((kind) => html`<option value=${kind}>${correspondentKindName(kind)}</option>`)}</select></div>
        <div class="field"><label for="code">${msg('Code, if there is one')}</label><input id="code" maxlength="40" autocomplete="off" /></div>
        <wa-button size="s" variant="brand" @click=${() => void this.#make()}>${this.like.length === 0 ? msg('Add') : msg('Add as another')}</wa-button>
      </div>
    </fieldset>`
  }

  #type(event: Event): void {
    this.typed = (event.target as HTMLInputElement).value
    this.#stale = true
    this.making = false
    this.like = []
    clearTimeout(this.#rest)
    this.#asked?.abort()
    if (this.typed.trim() === '') {
      this.open = false
      return
    }
    this.#rest = setTimeout(() => void this.#find(), restMs)
  }

  async #find(): Promise<void> {
    const asked = new AbortController()
    this.#asked = asked
    try {
      const found = await findCorrespondents(this.typed, 8, asked.signal)
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
    if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey && this.typed.trim() !== '') {
      event.preventDefault()
      event.stopPropagation()
      return void this.#take()
    }
    if (event.key === 'Escape') this.open = false
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
    event.preventDefault()
    const count = this.found.length + 1
    this.active = (this.active + (event.key === 'ArrowDown' ? 1 : count - 1)) % count
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
    if (one === undefined) this.#begin()
    else this.#choose(one)
  }

  #begin(): void {
    this.open = false
    this.making = true
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('#kind')?.focus())
  }

  #onNewKey(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || event.ctrlKey || event.metaKey || event.target instanceof HTMLElement && event.target.localName === 'wa-button') return
    event.preventDefault()
    event.stopPropagation()
    void this.#make()
  }

  async #make(): Promise<void> {
    const kind = correspondentKinds.find((one) => one === this.renderRoot.querySelector<HTMLSelectElement>('#kind')?.value) ?? 'person'
    const code = this.renderRoot.querySelector<HTMLInputElement>('#code')?.value.trim() ?? ''
    await this.attempt(async () => {
      const made = await addCorrespondent({ kind, name: this.typed.trim(), code: code === '' ? null : code, evenIfLike: this.like.length > 0 })
      if (made.outcome === 'made') this.#choose(made.correspondent)
      else this.like = made.found
    })
  }

  #choose({ id, kind, name, code }: CorrespondentBrief): void {
    this.making = false
    this.#tell({ id, kind, name, code })
  }

  #tell(one: CorrespondentBrief | null): void {
    this.open = false
    this.typed = ''
    this.like = []
    this.chosen = one
    this.dispatchEvent(new CustomEvent<CorrespondentBrief | null>('chosen', { detail: one }))
    if (one === null) void this.updateComplete.then(() => this.focus())
  }
}

define('opis-correspondent-field', CorrespondentField)
