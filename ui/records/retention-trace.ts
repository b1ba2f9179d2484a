import { Task } from '@lit/task'
import { msg } from '@lit/localize'
import { css, html, nothing } from 'lit'
import type { RetentionExplained } from '#contract/retention-explained.ts'
import { explainRetention } from '../api/retention-explained.ts'
import { define, OpisElement } from '../elements/base.ts'
import { waiting } from '../elements/waiting.ts'
import { showError } from '../shell/show-error.ts'
import { currentLanguage } from '../text/locale.ts'
import { shared } from '../styles/shared.ts'
import { withEventTitles } from './event-name.ts'

/** How the answer came about, behind a line that opens it: rule, event and its source, counting, holds, what would change it. */
export class RetentionTrace extends OpisElement {
  static override properties = { kind: {}, subject: {}, opened: { state: true } }
  declare kind: 'record' | 'file'
  declare subject: string
  declare opened: boolean

  readonly #told = new Task(this, {
    task: ([opened, kind, subject, language], { signal }) => (opened && subject !== '' ? explainRetention(kind, subject, language, signal) : Promise.resolve(null)),
    args: () => [this.opened, this.kind, this.subject, currentLanguage()] as const,
  })

  static override styles = [
    shared,
    css`
      summary {
        cursor: pointer;
        padding-block: var(--o-2);
        font-size: var(--o-small);
        font-weight: 600;
      }
      ol,
      ul {
        margin: 0;
        padding-inline-start: var(--o-5);
        list-style: revert;
        font-size: var(--o-small);
        line-height: 1.6;
        overflow-wrap: anywhere;
      }
      h3 {
        margin-block: var(--o-3) var(--o-2);
        font-size: var(--o-small);
      }
      .retracted {
        color: var(--o-quiet);
      }
    `,
  ]

  constructor() {
    super()
    this.kind = 'record'
    this.subject = ''
    this.opened = false
  }

  override render() {
    return html`<details @toggle=${this.#toggled} data-test="retention-trace">
      <summary>${msg('How this was worked out')}</summary>
      ${this.opened ? this.#told.render({ pending: waiting, complete: (told) => (told === null ? nothing : draw(told)), error: (error) => showError(error, () => void this.#told.run()) }) : nothing}
    </details>`
  }

  readonly #toggled = (event: Event): void => {
    this.opened = event.target instanceof HTMLDetailsElement && event.target.open
  }
}

function draw({ lines }: RetentionExplained) {
  const changes = lines.filter((line) => line.kind === 'change')
  return html`<ol>${lines.filter((line) => line.kind !== 'change').map((line) => html`<li class=${line.kind}>${withEventTitles(line.text)}</li>`)}</ol>
    ${changes.length === 0 ? nothing : html`<h3>${msg('What would change it')}</h3><ul>${changes.map((line) => html`<li>${withEventTitles(line.text)}</li>`)}</ul>`}`
}

define('opis-retention-trace', RetentionTrace)
