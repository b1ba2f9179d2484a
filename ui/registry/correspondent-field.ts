import '@awesome.me/webawesome/dist/components/button/button.js'
import { msg, str } from '@lit/localize'
import { html, nothing } from 'lit'
import { addCorrespondent, findCorrespondents } from '../api/cards.ts'
import type { CorrespondentBrief, FoundCorrespondent } from '../api/cards.ts'
import { define } from '../elements/base.ts'
import { FindWhileTyping } from '../elements/find-while-typing.ts'
import { WorkElement } from '../elements/work-element.ts'
import { correspondentKindName, correspondentKinds } from './card-words.ts'
import { fieldStyles } from './field-styles.ts'

/**
 * Chooses a correspondent while somebody types, in any script; makes a new one in place. Announces `chosen` with it, or
 * with null when it is taken back.
 */
export class CorrespondentField extends WorkElement {
  static override properties = { chosen: { attribute: false }, making: { state: true }, like: { state: true } }
  declare chosen: CorrespondentBrief | null
  /** Whether the form for a new one is shown. */
  declare making: boolean
  /** Those that may be the same as the new one. */
  declare like: readonly CorrespondentBrief[]

  static override styles = fieldStyles
  readonly #search = new FindWhileTyping<FoundCorrespondent | CorrespondentBrief>(this, {
    find: (words, signal) => findCorrespondents(words, 8, signal),
    choose: (one) => this.#choose(one),
    more: () => this.#begin(),
    beforeTyping: false,
    typing: () => {
      this.making = false
      this.like = []
    },
    failed: (error) => (this.error = error),
  })

  constructor() {
    super()
    this.chosen = null
    this.making = false
    this.like = []
  }

  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('input, wa-button')?.focus()
  }

  /** Writes a name that somebody else gave into the field; Enter looks for it. */
  suggest(name: string): void {
    this.making = false
    this.#search.begin(name)
  }

  override render() {
    if (this.chosen !== null) return this.#shown(this.chosen)
    const { typed } = this.#search
    const details = (one: FoundCorrespondent | CorrespondentBrief) => [one.code, 'address' in one ? one.address : ''].filter((part) => part !== null && part !== '').join(' · ')
    const list = this.#search.field({ id: 'who', label: msg('Correspondent'), list: msg('Correspondents'), placeholder: msg('Name in any script, or code'), maxLength: 300, option: (one) => html`<strong>${one.name}</strong> <span class="quiet small">${details(one)}</span>`, more: html`+ ${msg(str`New: ${typed}`)}` })
    return html`${list} ${this.making ? this.#newForm() : nothing} ${this.problem()}`
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

  #newForm() {
    return html`<fieldset class="new" @keydown=${this.#onNewKey}>
      <legend>${msg(str`New: ${this.#search.typed}`)}</legend>
      ${this.like.length === 0 ? nothing : html`<p class="small">${msg('Perhaps it is there already:')}</p><ul class="rows">${this.like.map((one) => html`<li><span>${one.name} <span class="quiet small">${one.code ?? ''}</span></span><wa-button size="s" appearance="outlined" @click=${() => this.#choose(one)}>${msg('This one')}</wa-button></li>`)}</ul>`}
      <div class="row">
        <div class="field"><label for="kind">${msg('Who it is')}</label><select id="kind">${correspondentKinds.map((kind) => html`<option value=${kind}>${correspondentKindName(kind)}</option>`)}</select></div>
        <div class="field"><label for="code">${msg('Code, if there is one')}</label><input id="code" maxlength="40" autocomplete="off" /></div>
        <wa-button size="s" variant="brand" @click=${() => void this.#make()}>${this.like.length === 0 ? msg('Add') : msg('Add as another')}</wa-button>
      </div>
    </fieldset>`
  }

  #begin(): void {
    this.#search.close()
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
      const made = await addCorrespondent({ kind, name: this.#search.typed.trim(), code: code === '' ? null : code, evenIfLike: this.like.length > 0 })
      if (made.outcome === 'made') this.#choose(made.correspondent)
      else this.like = made.found
    })
  }

  #choose({ id, kind, name, code }: CorrespondentBrief): void {
    this.making = false
    this.#tell({ id, kind, name, code })
  }

  #tell(one: CorrespondentBrief | null): void {
    this.#search.begin('')
    this.like = []
    this.chosen = one
    this.dispatchEvent(new CustomEvent<CorrespondentBrief | null>('chosen', { detail: one }))
    if (one === null) void this.updateComplete.then(() => this.focus())
  }
}

define('opis-correspondent-field', CorrespondentField)
