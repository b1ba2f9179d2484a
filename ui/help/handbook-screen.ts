import { Task } from '@lit/task'
import { css, html } from 'lit'
import { define, OpisElement } from '../elements/base.ts'
import { waiting } from '../elements/waiting.ts'
import { showError } from '../shell/show-error.ts'
import { shared } from '../styles/shared.ts'
import { currentLanguage } from '../text/locale.ts'
import { readHandbook } from './read-handbook.ts'
import type { Block, Span } from './read-handbook.ts'

/** The users' handbook, in Ukrainian or else in English. */
export class HandbookScreen extends OpisElement {
  readonly #blocks = new Task(this, {
    task: async ([language]) => {
      const file = language === 'uk' ? await import('./uk.md?raw') : await import('./en.md?raw')
      return readHandbook(file.default)
    },
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
      <article lang=${currentLanguage() === 'uk' ? 'uk' : 'en'}>
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
    case 'list':
      return html`<ul>${block.items.map((item) => html`<li>${drawSpans(item)}</li>`)}</ul>`
  }
}

function drawSpans(spans: readonly Span[]) {
  return spans.map((span) => (span.strong ? html`<strong>${span.text}</strong>` : span.text))
}

define('opis-handbook', HandbookScreen)
