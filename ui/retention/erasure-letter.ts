import '@awesome.me/webawesome/dist/components/option/option.js'
import '@awesome.me/webawesome/dist/components/select/select.js'
import { Task } from '@lit/task'
import { msg } from '@lit/localize'
import { css, html } from 'lit'
import { languages, type Language } from '#kernel/language.ts'
import { readErasureLetter } from '../api/erasure-requests.ts'
import { define, OpisElement } from '../elements/base.ts'
import { waiting } from '../elements/waiting.ts'
import { showError } from '../shell/show-error.ts'
import { shared } from '../styles/shared.ts'
import { currentLanguage, languageNames } from '../text/locale.ts'

/** The answer to a request as a text, in a language of choice, to be read over, copied and signed. */
export class ErasureLetter extends OpisElement {
  static override properties = { number: {}, language: { state: true } }
  declare number: string
  declare language: Language

  readonly #letter = new Task(this, { task: ([number, language]) => readErasureLetter(number, language), args: () => [this.number, this.language] as const })

  static override styles = [
    shared,
    css`
      .letter {
        white-space: pre-wrap;
        overflow-wrap: anywhere;
        padding: var(--o-4);
        background: var(--o-sunken);
        border-radius: var(--o-radius-small);
      }
    `,
  ]

  constructor() {
    super()
    this.number = ''
    this.language = currentLanguage()
  }

  override render() {
    return html`<section class="card stack" aria-labelledby="letter">
      <h2 id="letter">${msg('The answer')}</h2>
      <wa-select label=${msg('Language of the answer')} value=${this.language} @change=${this.#choose}>${languages.map((code) => html`<wa-option value=${code}>${languageNames[code]}</wa-option>`)}</wa-select>
      ${this.#letter.render({
        pending: waiting,
        complete: ({ text, language }) => html`<p class="letter" lang=${language} tabindex="0">${text}</p>`,
        error: (error) => showError(error, () => void this.#letter.run()),
      })}
    </section>`
  }

  #choose(event: Event): void {
    const { value } = event.target as HTMLSelectElement
    this.language = languages.find((code) => code === value) ?? this.language
  }
}

define('opis-erasure-letter', ErasureLetter)
