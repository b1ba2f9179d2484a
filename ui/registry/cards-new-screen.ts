import '@awesome.me/webawesome/dist/components/button/button.js'
import { Task } from '@lit/task'
import { msg } from '@lit/localize'
import { css, html, nothing } from 'lit'
import { findLike, readDesk, registerCard, relateCard } from '../api/cards.ts'
import type { CardDesk, CardRegistered, CorrespondentBrief, Likeness } from '../api/cards.ts'
import { define } from '../elements/base.ts'
import { waiting } from '../elements/waiting.ts'
import { WorkElement } from '../elements/work-element.ts'
import { showError } from '../shell/show-error.ts'
import { session } from '../state/session.ts'
import { localName } from '../text/local-name.ts'
import { channelList, channelName } from './card-words.ts'
import { draftStore, readDraft, type CardDraft, type DraftFault } from './cards-new-draft.ts'
import { drawDone } from './cards-new-done.ts'
import { drawLike } from './cards-new-like.ts'
import type { CorrespondentField } from './correspondent-field.ts'
import './correspondent-field.ts'
import { drawExtraFields, missingField } from './extra-fields.ts'
import { fieldStyles } from './field-styles.ts'
import { readDay } from './read-day.ts'
import './registry-nav.ts'

const restMs = 400

/**
 * Registers a document by keyboard alone: Enter goes to the next field, Ctrl+Enter registers. What is typed survives a
 * reload; documents that may be the same are shown before anything is saved.
 */
export class NewCardScreen extends WorkElement {
  static override properties = { draft: { state: true }, like: { state: true }, warned: { state: true }, fault: { state: true }, missing: { state: true }, done: { state: true } }
  declare draft: CardDraft
  declare like: Likeness
  /** The clerk has seen those that may be the same. */
  declare warned: boolean
  declare fault: DraftFault | null
  /** Code of a required extra field that is empty. */
  declare missing: string | null
  declare done: CardRegistered | null

  static override styles = [
    fieldStyles,
    css`
      .grid {
        display: grid;
        grid-template-columns: repeat(12, minmax(0, 1fr));
        gap: var(--o-3) var(--o-4);
        align-items: start;
      }
      .grid > * {
        grid-column: span 3;
      }
      .grid > .half {
        grid-column: span 6;
      }
      .grid > .whole {
        grid-column: 1 / -1;
      }
      @media (max-width: 48rem) {
        .grid > *,
        .grid > .half {
          grid-column: span 6;
        }
        .grid > .long {
          grid-column: 1 / -1;
        }
      }
      .big {
        font-size: 2.75rem;
        font-weight: 700;
        line-height: 1.1;
        overflow-wrap: anywhere;
      }
    `,
  ]

  readonly #store = draftStore(person())
  readonly #desk = new Task(this, { task: (_args, { signal }) => readDesk(signal).then((desk) => this.#settle(desk)), args: () => [] })
  #rest: ReturnType<typeof setTimeout> | undefined
  /** Whether the form is new and the fingers want the first field. */
  #toBegin = false

  constructor() {
    super()
    this.draft = this.#store.draft()
    this.like = { duplicates: [], related: [] }
    this.warned = false
    this.fault = null
    this.missing = null
    this.done = null
  }

  override updated(): void {
    const first = this.renderRoot.querySelector<CorrespondentField>('opis-correspondent-field')
    if (!this.#toBegin || first === null) return
    this.#toBegin = false
    void first.updateComplete.then(() => first.focus())
  }

  override disconnectedCallback(): void {
    clearTimeout(this.#rest)
    super.disconnectedCallback()
  }

  override render() {
    return html`<div class="page stack">
      <opis-registry-nav></opis-registry-nav>
      <h1>${msg('Register a document')}</h1>
      ${this.done !== null ? drawDone(this.done, () => this.#next()) : this.#desk.render({ pending: waiting, complete: (desk) => this.#form(desk), error: (error) => showError(error, () => void this.#desk.run()) })}
    </div>`
  }

  #form(desk: CardDesk) {
    const { draft } = this
    const register = desk.registers.find(({ code }) => code === draft.register)
    const kinds = desk.kinds.filter(({ flow }) => flow === register?.flow)
    if (desk.registers.length === 0) return html`<p class="card">${msg('There is no open register into which you may enter documents. Ask the administrator.')}</p>`
    return html`<form class="stack" autocomplete="off" aria-label=${msg('Register a document')} @submit=${(event: Event) => event.preventDefault()} @keydown=${this.#onKey}>
      <div class="card grid">
        ${this.#choice('register', msg('Into the register'), desk.registers.map(({ code, title }) => [code, localName(title, code)]), 'long')}
        ${this.#choice('kind', msg('Kind'), kinds.map(({ code, name }) => [code, localName(name, code)]), 'long')}
        ${this.#choice('channel', msg('How it came'), channelList.map((code) => [code, channelName(code)]))}
        ${this.#text('receivedOn', msg('Received on'), { placeholder: msg('today') })}
        <opis-correspondent-field class="half long" data-field .chosen=${draft.correspondent} @chosen=${this.#chosen}></opis-correspondent-field>
        ${this.#text('theirNumber', msg('Their number'), { max: 100 })} ${this.#text('theirDate', msg('Their date'), { placeholder: msg('day.month.year') })}
        <div class="field whole">
          <label for="subject">${msg('Subject')}</label>
          <textarea id="subject" data-field rows="2" maxlength="2000" aria-invalid=${this.fault === 'subject'} .value=${draft.subject} @input=${(event: Event) => this.#set({ subject: (event.target as HTMLTextAreaElement).value })}></textarea>
        </div>
        ${this.#text('sheets', msg('Sheets'), { numeric: true })} ${this.#text('annexSheets', msg('Sheets of annexes'), { numeric: true })}
        ${this.#choice('paper', msg('Paper'), [['kept', msg('kept here')], ['returned', msg('given back')], ['none', msg('no paper')]])}
        ${draft.paper === 'kept' ? this.#text('paperPlace', msg('Place of the paper'), { max: 200 }) : nothing}
        ${drawExtraFields(this.#extraForms(desk), draft.fields, { fault: this.missing, set: (code, value) => this.#set({ fields: { ...this.draft.fields, [code]: value } }) })}
        <label class="half long"><input type="checkbox" .checked=${draft.restricted} @change=${(event: Event) => this.#set({ restricted: (event.target as HTMLInputElement).checked })} /> ${msg('For named people only')}</label>
      </div>
      ${drawLike(this.like, draft.relations, { warned: this.warned, relate: (relations) => this.#set({ relations }) })}
      ${this.problem()}
      <div class="row">
        <wa-button variant="brand" ?loading=${this.busy} @click=${() => void this.#save()}>${msg('Register')}</wa-button>
        <span class="quiet small"><kbd>Ctrl</kbd> + <kbd>Enter</kbd></span>
        <wa-button appearance="plain" @click=${() => this.#clear()}>${msg('Empty the form')}</wa-button>
      </div>
    </form>`
  }

  #choice(name: 'register' | 'kind' | 'channel' | 'paper', label: string, options: readonly (readonly [string, string])[], width = '') {
    return html`<div class="field ${width}">
      <label for=${name}>${label}</label>
      <select id=${name} data-field aria-invalid=${this.fault === name} @change=${(event: Event) => this.#set({ [name]: (event.target as HTMLSelectElement).value })}>
        ${options.map(([value, text]) => html`<option value=${value} ?selected=${this.draft[name] === value} .selected=${this.draft[name] === value}>${text}</option>`)}
      </select>
    </div>`
  }

  #text(name: 'receivedOn' | 'theirNumber' | 'theirDate' | 'sheets' | 'annexSheets' | 'paperPlace', label: string, more: { placeholder?: string; numeric?: boolean; max?: number }) {
    return html`<div class="field">
      <label for=${name}>${label}</label>
      <input id=${name} data-field maxlength=${more.max ?? 10} placeholder=${more.placeholder ?? ''} inputmode=${more.numeric === true ? 'numeric' : 'text'} aria-invalid=${this.fault === name} .value=${this.draft[name]} @input=${(event: Event) => this.#set({ [name]: (event.target as HTMLInputElement).value })} />
    </div>`
  }

  #extraForms(desk: CardDesk) {
    const register = desk.registers.find(({ code }) => code === this.draft.register)
    const kind = desk.kinds.find(({ code }) => code === this.draft.kind)
    return [...new Map([...(kind?.fields ?? []), ...(register?.fields ?? [])].map((form) => [form.code, form])).values()]
  }

  /** Puts the usual register and kind in where nothing fitting is chosen. */
  #settle(desk: CardDesk): CardDesk {
    const register = desk.registers.find(({ code }) => code === this.draft.register) ?? desk.registers[0]
    const kinds = desk.kinds.filter(({ flow }) => flow === register?.flow)
    const kind = kinds.find(({ code }) => code === this.draft.kind) ?? kinds[0]
    this.draft = { ...this.draft, register: register?.code ?? '', kind: kind?.code ?? '' }
    this.#toBegin = true
    return desk
  }

  #set(change: Partial<CardDraft>): void {
    this.draft = { ...this.draft, ...change }
    this.fault = null
    this.missing = null
    this.#store.keep(this.draft)
    if ('register' in change && this.#desk.value !== undefined) this.#settleKind(this.#desk.value)
    if (!['subject', 'theirNumber', 'theirDate', 'correspondent'].some((name) => name in change)) return
    this.warned = false
    clearTimeout(this.#rest)
    this.#rest = setTimeout(() => void this.#look().catch(() => undefined), restMs)
  }

  #settleKind(desk: CardDesk): void {
    const flow = desk.registers.find(({ code }) => code === this.draft.register)?.flow
    const kinds = desk.kinds.filter((one) => one.flow === flow)
    if (!kinds.some(({ code }) => code === this.draft.kind)) this.#set({ kind: kinds[0]?.code ?? '' })
  }

  #chosen(event: CustomEvent<CorrespondentBrief | null>): void {
    this.#set({ correspondent: event.detail })
    if (event.detail !== null) this.renderRoot.querySelector<HTMLElement>('#theirNumber')?.focus()
  }

  async #look(): Promise<void> {
    const { subject, correspondent, theirNumber, theirDate } = this.draft
    const day = readDay(theirDate, this.#desk.value?.today ?? '')
    this.like = await findLike({ subject: subject.trim(), correspondent: correspondent?.id, theirNumber: theirNumber.trim() === '' ? undefined : theirNumber.trim(), theirDate: day === null || day === '' ? undefined : day })
  }

  #onKey(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || event.defaultPrevented) return
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault()
      return void this.#save()
    }
    const fields = [...this.renderRoot.querySelectorAll<HTMLElement>('[data-field]')]
    const at = fields.findIndex((field) => event.composedPath().includes(field))
    if (at < 0) return
    event.preventDefault()
    fields[at + 1]?.focus()
  }

  async #save(): Promise<void> {
    if (this.busy || this.done !== null) return
    const today = this.#desk.value?.today ?? ''
    const read = readDraft(this.draft, today)
    if ('fault' in read) {
      this.fault = read.fault
      this.renderRoot.querySelector<HTMLElement>(`#${read.fault}`)?.focus()
      return
    }
    this.missing = this.#desk.value === undefined ? null : missingField(this.#extraForms(this.#desk.value), this.draft.fields)
    if (this.missing !== null) return this.renderRoot.querySelector<HTMLElement>(`#field-${CSS.escape(this.missing)}`)?.focus()
    clearTimeout(this.#rest)
    await this.attempt(async () => {
      if (!this.warned) await this.#look()
      if (!this.warned && this.like.duplicates.length > 0) {
        this.warned = true
        return
      }
      const done = await registerCard(read.card, this.draft.key)
      for (const relation of read.relations) await relateCard(done.id, relation)
      this.draft = this.#store.next(this.draft)
      this.done = done
      void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('#next')?.focus())
    })
  }

  #next(): void {
    this.done = null
    this.#clear()
  }

  #clear(): void {
    this.draft = this.#store.next({ ...this.draft })
    this.like = { duplicates: [], related: [] }
    this.warned = false
    this.fault = null
    this.missing = null
    this.error = null
    if (this.#desk.value !== undefined) this.#settle(this.#desk.value)
  }
}

function person(): string {
  const now = session.get()
  return now.kind === 'signed-in' ? now.view.user.name : ''
}

define('opis-new-card', NewCardScreen)
