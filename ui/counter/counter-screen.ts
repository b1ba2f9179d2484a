import '@awesome.me/webawesome/dist/components/button/button.js'
import { msg, str } from '@lit/localize'
import { html, nothing } from 'lit'
import { languages } from '#kernel/language.ts'
import { parseCoverId } from '#kernel/cover-id.ts'
import type { CorrespondentBrief } from '../api/cards.ts'
import { findServices, readHeld, registerCase, type CounterRegistered, type HeldPapers, type ServiceView } from '../api/counter.ts'
import { listenForCodes } from '../capture/reader/listen-for-codes.ts'
import { define } from '../elements/base.ts'
import { WorkElement } from '../elements/work-element.ts'
import '../registry/correspondent-field.ts'
import { drawExtraFields, missingField } from '../registry/extra-fields.ts'
import { session } from '../state/session.ts'
import { currentLanguage, languageNames } from '../text/locale.ts'
import { localName } from '../text/local-name.ts'
import './case-done.ts'
import { counterStore, emptyDraft, missingPapers, orderOf, type CounterDraft, type DraftFile } from './counter-draft.ts'
import './counter-nav.ts'
import { counterStyles } from './counter-styles.ts'
import { drawPapers } from './paper-list.ts'
import './service-field.ts'

/**
 * Takes in what a citizen brings for a service, by keyboard alone: Enter goes to the next field, Ctrl+Enter registers.
 * What was filled in survives a reload and a lost line; missing papers are asked about, never refused silently.
 */
export class CounterScreen extends WorkElement {
  static override properties = { draft: { state: true }, service: { state: true }, held: { state: true }, asking: { state: true }, fault: { state: true }, done: { state: true } }
  declare draft: CounterDraft
  declare service: ServiceView | null
  declare held: HeldPapers['papers']
  /** Names of the papers that are missing, while the clerk decides what to do. */
  declare asking: string[] | null
  /** Code of a required field that is empty. */
  declare fault: string | null
  declare done: CounterRegistered | null

  static override styles = counterStyles
  readonly #store = counterStore(person())
  #stop: () => void = () => undefined
  /** What the case that was just registered keeps of its draft. */
  #kept = { language: 'en', cover: '' }

  constructor() {
    super()
    this.draft = this.#store.read(currentLanguage())
    this.service = null
    this.held = []
    this.asking = null
    this.fault = null
    this.done = null
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.#stop = listenForCodes((code) => this.done === null && this.#cover(code))
    void this.#restore()
  }

  override disconnectedCallback(): void {
    this.#stop()
    super.disconnectedCallback()
  }

  override render() {
    return html`<div class="page stack">
      <opis-counter-nav></opis-counter-nav>
      <h1>${msg('One window')}</h1>
      ${this.done === null ? this.#form() : html`<opis-case-done .done=${this.done} .language=${this.#kept.language} .cover=${this.#kept.cover} @next=${() => this.#next()}></opis-case-done>`}
    </div>`
  }

  #form() {
    const { draft, service } = this
    return html`<form class="stack" autocomplete="off" aria-label=${msg('Take in')} @submit=${(event: Event) => event.preventDefault()} @keydown=${this.#onKey} @input=${this.#onInput}>
      <div class="card grid">
        <opis-service-field class="half" data-field .chosen=${service} @chosen=${(event: CustomEvent<ServiceView | null>) => this.#choose(event.detail)}></opis-service-field>
        <opis-correspondent-field class="half" data-field .chosen=${draft.correspondent} @chosen=${(event: CustomEvent<CorrespondentBrief | null>) => this.#applicant(event.detail)}></opis-correspondent-field>
        ${service === null ? nothing : this.#details(service)}
      </div>
      ${this.asking === null ? nothing : this.#question(this.asking)} ${this.problem()}
      <div class="row">
        <wa-button variant="brand" ?disabled=${service === null || draft.correspondent === null} ?loading=${this.busy} @click=${() => void this.#save(null)}>${msg('Register')}</wa-button>
        <span class="quiet small"><kbd>Ctrl</kbd> + <kbd>Enter</kbd></span>
        <wa-button appearance="plain" @click=${() => this.#next()}>${msg('Empty the form')}</wa-button>
        ${draft.cover === '' ? nothing : html`<span class="badge tone-calm">${msg(str`Cover sheet ${draft.cover}`)}</span>`}
      </div>
    </form>`
  }

  #details(service: ServiceView) {
    const { draft } = this
    return html`<p class="whole quiet">${localName(service.description)} ${service.termDays === null ? nothing : html`<span class="badge tone-plain">${msg(str`term: ${service.termDays.value}`)} ${unitName(service.termDays.unit)}</span>`}</p>
      <div class="whole">${drawPapers(service, draft, this.held, { take: (code, is) => this.#set({ taken: is ? [...draft.taken, code] : draft.taken.filter((one) => one !== code) }), attach: (code, files) => this.#attach(code, files) })}</div>
      ${drawExtraFields([...service.fields, ...service.moreFields], draft.fields, { fault: this.fault, set: (code, value) => this.#set({ fields: { ...this.draft.fields, [code]: value } }) })}
      <div class="field half"><label for="subject">${msg('Subject, if it is not the name of the service')}</label><input id="subject" data-field maxlength="2000" .value=${draft.subject} @input=${(event: Event) => this.#set({ subject: (event.target as HTMLInputElement).value })} /></div>
      <div class="field"><label for="sheets">${msg('Sheets')}</label><input id="sheets" data-field maxlength="6" inputmode="numeric" .value=${draft.sheets} @input=${(event: Event) => this.#set({ sheets: (event.target as HTMLInputElement).value })} /></div>
      <div class="field"><label for="language">${msg('Language of the receipt')}</label><select id="language" data-field @change=${(event: Event) => this.#set({ language: (event.target as HTMLSelectElement).value })}>${languages.map((one) => html`<option value=${one} .selected=${one === draft.language}>${languageNames[one]}</option>`)}</select></div>`
  }

  /** Register with a day until which the papers are awaited, or do not register: the clerk says which. */
  #question(missing: readonly string[]) {
    return html`<section class="card stack" role="alertdialog" aria-labelledby="missing">
      <h2 id="missing">${msg('Required papers are missing')}</h2>
      <p>${missing.join(', ')}</p>
      <div class="row">
        <label>${msg('They are awaited until')} <input id="until" type="date" .value=${inDays(10)} min=${inDays(0)} @keydown=${(event: KeyboardEvent) => event.key === 'Enter' && (event.preventDefault(), event.stopPropagation(), this.#await())} /></label>
        <wa-button variant="brand" @click=${() => this.#await()}>${msg('Register, papers follow')}</wa-button>
        <wa-button appearance="outlined" @click=${() => (this.asking = null)}>${msg('Do not register')}</wa-button>
      </div>
    </section>`
  }

  #await(): void {
    const until = this.renderRoot.querySelector<HTMLInputElement>('#until')?.value ?? ''
    if (until !== '') void this.#save(until)
  }

  async #restore(): Promise<void> {
    try {
      if (this.draft.service !== '') this.service = (await findServices('')).find(({ code }) => code === this.draft.service) ?? null
      await this.#look()
    } catch (error) {
      this.error = error
    }
    await this.updateComplete
    const first = this.service === null ? 'opis-service-field' : this.draft.correspondent === null ? 'opis-correspondent-field' : '[data-paper]'
    this.renderRoot.querySelector<HTMLElement>(first)?.focus()
  }

  #set(change: Partial<CounterDraft>): void {
    this.draft = { ...this.draft, ...change }
    this.asking = null
    this.fault = null
    this.#store.keep(this.draft)
  }

  #choose(service: ServiceView | null): void {
    this.service = service
    this.#set({ service: service?.code ?? '' })
    void this.#look()
    if (service !== null) this.renderRoot.querySelector<HTMLElement>('opis-correspondent-field')?.focus()
  }

  #applicant(correspondent: CorrespondentBrief | null): void {
    this.#set({ correspondent })
    void this.#look()
    if (correspondent !== null) this.renderRoot.querySelector<HTMLElement>('[data-paper], #subject')?.focus()
  }

  /** What the house has of this applicant; without an answer nothing counts as there. */
  async #look(): Promise<void> {
    const { service, correspondent } = this.draft
    this.held = service === '' || correspondent === null ? [] : await readHeld(service, correspondent.id).catch(() => [])
  }

  #attach(paper: string, files: readonly DraftFile[]): void {
    this.#set({ files: [...this.draft.files.filter((file) => file.paper !== paper), ...files] })
  }

  #cover(code: string): void {
    const read = parseCoverId(code)
    if (read.kind === 'cover') this.#set({ cover: read.id })
  }

  /** A reader types into whatever field has the focus: its code goes to the case, not into the field. */
  readonly #onInput = (event: Event): void => {
    const field = event.composedPath()[0]
    if (!(field instanceof HTMLInputElement) || field.type === 'file') return
    const at = field.value.search(/OPIS-/i)
    if (at < 0 || parseCoverId(field.value.slice(at)).kind !== 'cover') return
    this.#cover(field.value.slice(at))
    field.value = field.value.slice(0, at)
    field.dispatchEvent(new Event('input', { bubbles: true, composed: true }))
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.defaultPrevented) return
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault()
      return void this.#save(null)
    }
    const fields = [...this.renderRoot.querySelectorAll<HTMLElement>('[data-field]')]
    const at = fields.findIndex((field) => event.composedPath().includes(field))
    if (at < 0) return
    event.preventDefault()
    fields[at + 1]?.focus()
  }

  async #save(awaitUntil: string | null): Promise<void> {
    const { service, draft } = this
    if (this.busy || service === null) return
    const missing = missingPapers(service, draft, this.held)
    const order = orderOf(service, draft, missing.length > 0 ? awaitUntil : null)
    if (order === null) return this.renderRoot.querySelector<HTMLElement>('opis-correspondent-field')?.focus()
    this.fault = missingField([...service.fields, ...service.moreFields], draft.fields)
    if (this.fault !== null) return this.renderRoot.querySelector<HTMLElement>(`#field-${CSS.escape(this.fault)}`)?.focus()
    if (missing.length > 0 && awaitUntil === null) {
      this.asking = service.papers.filter(({ code }) => missing.includes(code)).map(({ name, code }) => localName(name, code))
      await this.updateComplete
      return this.renderRoot.querySelector<HTMLElement>('#until')?.focus()
    }
    await this.attempt(async () => {
      const done = await registerCase(order, draft.key)
      this.#kept = { language: draft.language, cover: draft.cover }
      this.#empty()
      this.done = done
    })
  }

  #empty(): void {
    this.#store.clear()
    this.draft = emptyDraft(currentLanguage())
    this.service = null
    this.held = []
    this.asking = null
    this.error = null
  }

  #next(): void {
    this.done = null
    this.#empty()
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('opis-service-field')?.focus())
  }
}

function person(): string {
  const now = session.get()
  return now.kind === 'signed-in' ? now.view.user.name : ''
}

const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)

function unitName(unit: string): string {
  return unit === 'working-day' ? msg('working days') : unit === 'month' ? msg('months') : unit === 'hour' ? msg('hours') : msg('days')
}

define('opis-counter', CounterScreen)
