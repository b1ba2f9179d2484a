import '@awesome.me/webawesome/dist/components/button/button.js'
import '@awesome.me/webawesome/dist/components/option/option.js'
import '@awesome.me/webawesome/dist/components/select/select.js'
import { Task } from '@lit/task'
import { msg, str } from '@lit/localize'
import { html, nothing } from 'lit'
import type { TrainingLoaded } from '#contract/training.ts'
import { languages, type Language } from '#kernel/language.ts'
import { loadTraining } from '../api/municipality.ts'
import { readMode } from '../api/registers.ts'
import { define } from '../elements/base.ts'
import { WorkElement } from '../elements/work-element.ts'
import { showError } from '../shell/show-error.ts'
import { shared } from '../styles/shared.ts'
import { currentLanguage, languageNames } from '../text/locale.ts'

/** Invented documents to learn with: a button in test mode, a word on how to get there otherwise. */
export class TrainingSection extends WorkElement {
  static override properties = { language: { state: true }, loaded: { state: true } }
  declare language: Language
  declare loaded: TrainingLoaded | null

  readonly #mode = new Task(this, { task: (_, { signal }) => readMode(signal), args: () => [] as const })

  static override styles = shared

  constructor() {
    super()
    this.language = currentLanguage()
    this.loaded = null
  }

  override render() {
    return html`<section class="card stack" aria-labelledby="training">
      <h2 id="training">${msg('Documents to learn with')}</h2>
      <p>${msg('Invented letters, appeals, replies, a decision and an order in all stages, in the registers of this house. They come in test mode only, and going live removes them.')}</p>
      ${this.#mode.render({ complete: ({ mode }) => (mode === 'test' ? this.#form() : html`<p class="quiet">${msg('This house is not in test mode. It begins under Registry, Registers, as long as nothing was registered in earnest.')}</p>`), error: (error) => showError(error) })}
      ${this.problem()}
      ${this.loaded === null ? nothing : html`<p role="status">${msg(str`Training documents loaded: ${this.loaded.documents}. There already: ${this.loaded.already}.`)}</p>`}
    </section>`
  }

  #form() {
    return html`<div class="row">
      <wa-select label=${msg('Language')} value=${this.language} @change=${this.#chosen}>${languages.map((one) => html`<wa-option value=${one}>${languageNames[one]}</wa-option>`)}</wa-select>
      <wa-button id="load-training" appearance="outlined" ?loading=${this.busy} @click=${() => void this.#load()}>${msg('Load training documents')}</wa-button>
    </div>`
  }

  #chosen(event: Event): void {
    const value = (event.target as { value?: unknown } | null)?.value
    this.language = languages.find((one) => one === value) ?? this.language
  }

  async #load(): Promise<void> {
    this.loaded = null
    this.loaded = await this.attempt(() => loadTraining(this.language))
  }
}

define('opis-training', TrainingSection)
