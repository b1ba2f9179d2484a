import { Task } from '@lit/task'
import { css, html } from 'lit'
import type { Language } from '#kernel/language.ts'
import { define, OpisElement } from '../elements/base.ts'
import { waiting } from '../elements/waiting.ts'
import { showError } from '../shell/show-error.ts'
import { shared } from '../styles/shared.ts'
import { currentLanguage } from '../text/locale.ts'
import { readHandbook } from './read-handbook.ts'
import type { Block, Span } from './read-handbook.ts'

const pages: Readonly<Record<Language, () => Promise<{ default: string }>>> = {
  en: () => import('./en.md?raw'),
  uk: () => import('./uk.md?raw'),
  ro: () => import('./ro.md?raw'),
  ru: () => import('./ru.md?raw'),
  ka: () => import('./ka.md?raw'),
}

const pictures: Readonly<Record<string, string>> = {
  'search.png': new URL('./pictures/search.png', import.meta.url).href,
  'page.png': new URL('./pictures/page.png', import.meta.url).href,
  'batch.png': new URL('./pictures/batch.png', import.meta.url).href,
}

/** The users' handbook in the language of the UI. */
export class HandbookScreen extends OpisElement {
  readonly #blocks = new Task(this, {
    task: async ([language]) => readHandbook((await pages[language]()).default),
    args: () => [currentLanguage()] as const,
  })

  static override styles = [
    shared,
    css`
      article {
        max-inline-size: 42rem;
        display: grid;
        gap: var(--o-3);
        line-height: 1.6;
      }
      h2 {
        margin-block-start: var(--o-4);
        font-size: 1.25rem;
      }
      img {
        inline-size: 100%;
        block-size: auto;
        border: 1px solid var(--o-line-strong);
        border-radius: var(--o-radius);
      }
      ul {
        display: grid;
        gap: var(--o-2);
        list-style: disc;
        padding-inline-start: var(--o-5);
      }
    `,
  ]

  override render() {
    return html`<div class="page">
      <article lang=${currentLanguage()}>
        ${this.#blocks.render({ pending: waiting, complete: (blocks) => blocks.map(drawBlock), error: (error) => showError(error) })}
      </article>
    </div>`
  }
}

function drawBlock(block: Block) {
  switch (block.kind) {
    case 'title':
      return html`<h1>${drawSpans(block.spans)}</h1>`
    case 'heading':
      return html`<h2>${drawSpans(block.spans)}</h2>`
    case 'text':
      return html`<p>${drawSpans(block.spans)}</p>`
    case 'picture':
      return html`<img src=${pictures[block.name] ?? ''} alt=${block.alt} width="1280" height="850" loading="lazy" />`
    case 'list':
      return html`<ul>${block.items.map((item) => html`<li>${drawSpans(item)}</li>`)}</ul>`
  }
}

function drawSpans(spans: readonly Span[]) {
  return spans.map((span) => (span.strong ? html`<strong>${span.text}</strong>` : span.text))
}

define('opis-handbook', HandbookScreen)
