import { html, nothing } from 'lit'
import type { ReactiveController, ReactiveControllerHost, TemplateResult } from 'lit'

/** After the last key press, before the server is asked. */
const restMs = 120

export type Finder<One> = {
  /** Asks the server; the best first. */
  find(words: string, signal: AbortSignal): Promise<readonly One[]>
  choose(one: One): void
  /** What is offered behind the last that was found. */
  more?: () => void
  /** Whether the field has a list before anything is typed. */
  beforeTyping: boolean
  /** Each time something is typed. */
  typing?: () => void
  /** What went wrong when the server was asked, null when nothing did. */
  failed(error: unknown): void
}

/** `id`: of the input; `maxLength`: in characters; `option` draws what was found, `more` the offer behind it, `none` stands where nothing was found. */
export type FieldTexts<One> = { id: string; label: string; list: string; placeholder: string; maxLength: number; option(one: One): unknown; more?: unknown; none?: string }

/**
 * Finds while somebody types, and lets one be chosen with arrows, Enter and Escape as in any list (the combobox of WAI-ARIA). Only
 * the latest question counts; fast fingers, whose list is not there yet, get the first of theirs and not of the list before.
 */
export class FindWhileTyping<One> implements ReactiveController {
  typed = ''
  found: readonly One[] = []
  active = 0
  isOpen = false
  readonly #host: ReactiveControllerHost
  readonly #finder: Finder<One>
  #asked: AbortController | null = null
  #rest: ReturnType<typeof setTimeout> | undefined
  /** The list is still that of what was typed before. */
  #isStale = false

  constructor(host: ReactiveControllerHost, finder: Finder<One>) {
    this.#host = host
    this.#finder = finder
    host.addController(this)
  }

  hostDisconnected(): void {
    this.#forget()
  }

  /** Begins with words that somebody else gave; Enter looks for them. */
  begin(words: string): void {
    this.#forget()
    this.typed = words
    this.found = []
    this.#isStale = words !== ''
    this.close()
  }

  close(): void {
    this.isOpen = false
    this.#host.requestUpdate()
  }

  /** Somebody typed. */
  type(words: string): void {
    this.#forget()
    this.typed = words
    this.#isStale = true
    this.#finder.typing?.()
    if (words.trim() === '' && !this.#finder.beforeTyping) return this.close()
    this.#rest = setTimeout(() => void this.find(), restMs)
    this.#host.requestUpdate()
  }

  /** Asks for what is typed now. */
  async find(): Promise<void> {
    this.#forget()
    const asked = new AbortController()
    this.#asked = asked
    try {
      const found = await this.#finder.find(this.typed, asked.signal)
      if (asked.signal.aborted) return
      this.found = found
      this.active = 0
      this.isOpen = true
      this.#isStale = false
      this.#finder.failed(null)
    } catch (error) {
      if (!asked.signal.aborted) this.#finder.failed(error)
    }
    this.#host.requestUpdate()
  }

  /** Marks the next one, or the one before; behind the last comes the first. */
  mark(step: 1 | -1): void {
    const count = this.#count()
    if (count > 0) this.active = (this.active + step + count) % count
    this.#host.requestUpdate()
  }

  /** Chooses what is marked. A list that was not shown is shown first. */
  async take(): Promise<void> {
    const wasShown = this.isOpen
    if (this.#isStale || !wasShown) {
      await this.find()
      if (this.#isStale || !wasShown) return
    }
    const one = this.found[this.active]
    if (one !== undefined) this.#finder.choose(one)
    else this.#finder.more?.()
  }

  /** Label, input and list below it. */
  field({ id, label, list, placeholder, maxLength, option, more, none }: FieldTexts<One>): TemplateResult {
    const marked = this.isOpen && this.#count() > 0 ? `option-${this.active}` : nothing
    const row = (at: number, text: unknown, pick: () => void) => html`<li id="option-${at}" role="option" aria-selected=${this.active === at} @mousedown=${(event: Event) => event.preventDefault()} @click=${pick}>${text}</li>`
    return html`<div class="field">
      <label for=${id}>${label}</label>
      <input id=${id} role="combobox" autocomplete="off" maxlength=${maxLength} aria-autocomplete="list" aria-controls="list" aria-expanded=${this.isOpen} aria-activedescendant=${marked} placeholder=${placeholder} .value=${this.typed} @focus=${() => void (this.#finder.beforeTyping && this.find())} @blur=${() => this.close()} @input=${(event: Event) => this.type((event.target as HTMLInputElement).value)} @keydown=${(event: KeyboardEvent) => this.#onKey(event)} />
      <ul id="list" role="listbox" aria-label=${list} ?hidden=${!this.isOpen}>
        ${this.found.map((one, at) => row(at, option(one), () => this.#finder.choose(one)))} ${more === undefined ? nothing : row(this.found.length, more, () => this.#finder.more?.())}
        ${none !== undefined && this.found.length === 0 ? html`<li class="quiet" role="option" aria-disabled="true">${none}</li>` : nothing}
      </ul>
    </div>`
  }

  /** The question that was asked, or was about to be, counts no more. */
  #forget(): void {
    clearTimeout(this.#rest)
    this.#asked?.abort()
  }

  #count(): number {
    return this.found.length + (this.#finder.more === undefined ? 0 : 1)
  }

  #onKey(event: KeyboardEvent): void {
    const isSend = event.ctrlKey || event.metaKey
    if (event.key === 'Enter' && !isSend && (this.#finder.beforeTyping || this.typed.trim() !== '')) {
      event.preventDefault()
      event.stopPropagation()
      return void this.take()
    }
    if (event.key === 'Escape') return this.close()
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
    event.preventDefault()
    this.mark(event.key === 'ArrowDown' ? 1 : -1)
  }
}
