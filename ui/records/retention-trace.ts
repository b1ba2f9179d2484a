import { msg } from '@lit/localize'
import { css, html, nothing } from 'lit'
import type { RetentionExplained } from '#contract/retention-explained.ts'
import { explainRetention } from '../api/retention-explained.ts'
import { define } from '../elements/base.ts'
import { withEventTitles } from './event-name.ts'
import { ToldSection } from './told-section.ts'

/** How the answer came about, behind a line that opens it: rule, event and its source, counting, holds, what would change it. */
export class RetentionTrace extends ToldSection<RetentionExplained> {
  static override styles = [
    ...ToldSection.frame,
    css`
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

  protected readonly testName = 'retention-trace'
  protected readonly read = explainRetention
  protected readonly draw = draw
  protected heading(): string {
    return msg('How this was worked out')
  }
}

function draw({ lines }: RetentionExplained) {
  const changes = lines.filter((line) => line.kind === 'change')
  return html`<ol>${lines.filter((line) => line.kind !== 'change').map((line) => html`<li class=${line.kind}>${withEventTitles(line.text)}</li>`)}</ol>
    ${changes.length === 0 ? nothing : html`<h3>${msg('What would change it')}</h3><ul>${changes.map((line) => html`<li>${withEventTitles(line.text)}</li>`)}</ul>`}`
}

define('opis-retention-trace', RetentionTrace)
