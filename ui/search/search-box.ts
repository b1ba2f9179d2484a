import '@awesome.me/webawesome/dist/components/icon/icon.js'
import { msg } from '@lit/localize'
import { css, html } from 'lit'
import { limits } from '#kernel/limits.ts'
import { define, OpisElement } from '../elements/base.ts'
import { shared } from '../styles/shared.ts'

/** The query field; announces `search` with the words when they are sent. */
export class SearchBox extends OpisElement {
  static override properties = { q: {} }
  declare q: string

  static override styles = [
    shared,
    css`
      form {
        display: flex;
        align-items: center;
        background: var(--o-surface);
        border: 1.5px solid var(--o-line-strong);
        border-radius: 2rem;
        box-shadow: var(--o-shadow);
        padding: 0.25rem;
      }
      form:focus-within {
        border-color: var(--o-focus);
        outline: 3px solid color-mix(in oklab, var(--o-focus) 35%, transparent);
      }
      wa-icon {
        margin-inline: var(--o-3) var(--o-2);
        color: var(--o-quiet);
        font-size: 1.25rem;
      }
      input {
        flex: 1;
        min-inline-size: 0;
        block-size: 2.75rem;
        border: 0;
        background: none;
        color: inherit;
        font: inherit;
        font-size: 1.125rem;
      }
      input:focus {
        outline: none;
      }
      input:placeholder-shown {
        text-overflow: ellipsis;
      }
      input::placeholder {
        color: var(--o-quiet);
      }
      button {
        block-size: 2.75rem;
        padding-inline: var(--o-5);
        border: 0;
        border-radius: 2rem;
        background: var(--o-accent);
        color: var(--o-on-accent);
        font: inherit;
        font-weight: 600;
        cursor: pointer;
      }
      button:hover {
        filter: brightness(1.1);
      }
      button:focus-visible {
        border-radius: 2rem;
      }
      @media (max-width: 40rem) {
        button {
          padding-inline: var(--o-4);
        }
        wa-icon {
          display: none;
        }
        input {
          padding-inline-start: var(--o-3);
        }
      }
    `,
  ]

  override render() {
    return html`<form role="search" @submit=${this.#send}>
      <wa-icon name="search"></wa-icon>
      <input type="search" name="q" .value=${this.q} maxlength=${limits.queryChars} aria-label=${msg('Search words')}
        placeholder=${msg('Words, "a phrase", -without, begin*')} autocomplete="off" spellcheck="false" enterkeyhint="search" />
      <button type="submit">${msg('Search')}</button>
    </form>`
  }

  override focus(): void {
    this.renderRoot.querySelector('input')?.select()
  }

  #send(event: SubmitEvent): void {
    event.preventDefault()
    const q = this.renderRoot.querySelector('input')?.value.trim() ?? ''
    this.dispatchEvent(new CustomEvent('search', { detail: q }))
  }
}

define('opis-search-box', SearchBox)
