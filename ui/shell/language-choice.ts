import { msg } from '@lit/localize'
import { css, html } from 'lit'
import { languages } from '#kernel/language.ts'
import { define, OpisElement } from '../elements/base.ts'
import { chooseLanguage, currentLanguage, languageNames } from '../text/locale.ts'
import { shared } from '../styles/shared.ts'

/** The language of the UI, each named in itself. */
export class LanguageChoice extends OpisElement {
  static override styles = [
    shared,
    css`
      label {
        display: grid;
        gap: var(--o-1);
        font-size: var(--o-small);
        color: var(--o-quiet);
      }
      select {
        font: inherit;
        font-size: 0.9375rem;
        color: var(--o-text);
        background: var(--o-surface);
        border: 1px solid var(--o-line-strong);
        border-radius: var(--o-radius-small);
        padding: var(--o-2) var(--o-3);
      }
    `,
  ]

  override render() {
    return html`<label
      >${msg('Language')}
      <select @change=${this.#choose}>
        ${languages.map((code) => html`<option value=${code} lang=${code} ?selected=${code === currentLanguage()}>${languageNames[code]}</option>`)}
      </select>
    </label>`
  }

  #choose(event: Event): void {
    const value = event.target instanceof HTMLSelectElement ? event.target.value : ''
    const code = languages.find((known) => known === value)
    if (code !== undefined) void chooseLanguage(code)
  }
}

define('opis-language', LanguageChoice)
