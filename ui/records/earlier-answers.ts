import { msg, str } from '@lit/localize'
import { css, html, nothing } from 'lit'
import type { RetentionHistory } from '#contract/retention-explained.ts'
import { readAnswers } from '../api/retention-explained.ts'
import { define } from '../elements/base.ts'
import { formatDate } from '../text/format.ts'
import { changeOfAnswer } from './answer-change.ts'
import { withEventTitles } from './event-name.ts'
import { ToldSection } from './told-section.ts'

type Answer = RetentionHistory['answers'][number]

/** What was answered for a record or a file until now, behind a line that opens it: day, sentence, version of the rules, what changed. */
export class EarlierAnswers extends ToldSection<RetentionHistory> {
  static override styles = [
    ...ToldSection.frame,
    css`
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

  protected readonly testName = 'earlier-answers'
  protected readonly read = readAnswers
  protected readonly draw = draw
  protected heading(): string {
    return msg('Earlier answers')
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
