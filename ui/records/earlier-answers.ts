import { Task } from '@lit/task'
import { msg, str } from '@lit/localize'
import { css, html, nothing } from 'lit'
import type { RetentionHistory } from '#contract/retention-explained.ts'
import { readAnswers } from '../api/retention-explained.ts'
import { define, OpisElement } from '../elements/base.ts'
import { waiting } from '../elements/waiting.ts'
import { showError } from '../shell/show-error.ts'
import { formatDate } from '../text/format.ts'
import { currentLanguage } from '../text/locale.ts'
import { shared } from '../styles/shared.ts'
import { changeOfAnswer } from './answer-change.ts'
import { withEventTitles } from './event-name.ts'

type Answer = RetentionHistory['answers'][number]

/** What was answered for a record or a file until now, behind a line that opens it: day, sentence, version of the rules, what changed. */
export class EarlierAnswers extends OpisElement {
  static override properties = { kind: {}, subject: {}, opened: { state: true } }
  declare kind: 'record' | 'file'
  declare subject: string
  declare opened: boolean

  readonly #answers = new Task(this, {
    task: ([opened, kind, subject, language], { signal }) => (opened && subject !== '' ? readAnswers(kind, subject, language, signal) : Promise.resolve(null)),
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
      ol {
        display: grid;
        gap: var(--o-3);
        margin-block: var(--o-2);
        font-size: var(--o-small);
        line-height: 1.6;
        overflow-wrap: anywhere;
      }
      li.answer {
        padding-inline-start: var(--o-3);
        border-inline-start: 3px solid var(--o-line);
      }
      ul {
        padding-inline-start: var(--o-5);
        list-style: disc;
      }
      time {
        font-weight: 600;
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
    return html`<details @toggle=${this.#toggled} data-test="earlier-answers">
      <summary>${msg('Earlier answers')}</summary>
      ${this.opened ? this.#answers.render({ pending: waiting, complete: (told) => (told === null ? nothing : draw(told)), error: (error) => showError(error, () => void this.#answers.run()) }) : nothing}
    </details>`
  }

  readonly #toggled = (event: Event): void => {
    this.opened = event.target instanceof HTMLDetailsElement && event.target.open
  }
}

function draw({ answers }: RetentionHistory) {
  if (answers.length === 0) return html`<p class="small quiet">${msg('Nothing has been answered yet.')}</p>`
  return html`<ol>${answers.map((answer, index) => drawAnswer(answer, index === 0))}</ol>`
}

function drawAnswer({ on, sentence, version, rule, changes, repeats }: Answer, isNow: boolean) {
  return html`<li class="answer">
    <p><time datetime=${on}>${formatDate(on)}</time>${isNow ? html` <span class="badge tone-plain">${msg('this is the answer now')}</span>` : nothing}</p>
    <p>${sentence === null ? msg('The rules of that day are no longer kept, so the answer cannot be told again.') : withEventTitles(sentence)}</p>
    ${rule === null || version === null ? nothing : html`<p class="quiet">${msg(str`Rule ${rule}, version ${version} of the rules`)}</p>`}
    ${changes === null ? nothing : drawChanges(changes)}
    ${repeats === false ? html`<p><span class="badge tone-care">${msg('From the same facts and rules the program now answers otherwise; tell the administrator.')}</span></p>` : nothing}
  </li>`
}

function drawChanges(changes: NonNullable<Answer['changes']>) {
  return html`<p class="quiet">${msg('What changed:')}</p>
    <ul>${changes.length === 0 ? html`<li>${msg('something that does not show in the answer')}</li>` : changes.map((change) => html`<li>${changeOfAnswer(change)}</li>`)}</ul>`
}

define('opis-earlier-answers', EarlierAnswers)
