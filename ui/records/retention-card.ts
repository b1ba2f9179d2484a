import '@awesome.me/webawesome/dist/components/icon/icon.js'
import { msg } from '@lit/localize'
import { css, html, nothing } from 'lit'
import type { RecordView } from '#contract/records.ts'
import { define, OpisElement } from '../elements/base.ts'
import { may } from '../state/permissions.ts'
import { shared } from '../styles/shared.ts'
import { formatDate } from '../text/format.ts'
import { withEventTitles } from './event-name.ts'
import './earlier-answers.ts'
import './retention-trace.ts'
import { retentionName } from './state-names.ts'

type Retention = RecordView['retention']
type Tone = 'calm' | 'good' | 'care'

/** Until when a record is kept, and why, in one sentence. */
export class RetentionCard extends OpisElement {
  static override properties = { retention: { attribute: false }, kind: {}, subject: {} }
  declare retention: Retention
  /** The record or file whose trace and earlier answers can be opened; empty: none. */
  declare kind: 'record' | 'file'
  declare subject: string

  static override styles = [
    shared,
    css`
      section {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: var(--o-2) var(--o-4);
        padding: var(--o-5);
      }
      section > wa-icon {
        font-size: 1.75rem;
      }
      h2 {
        color: var(--ink);
        font-size: var(--o-small);
      }
      .sentence {
        font-size: 1.125rem;
        line-height: 1.5;
      }
      .facts {
        display: flex;
        flex-wrap: wrap;
        gap: 0 var(--o-5);
        margin-block-start: var(--o-3);
        font-size: var(--o-small);
      }
      .facts div {
        display: flex;
        gap: var(--o-2);
      }
      dt {
        color: var(--o-quiet);
      }
      dd {
        font-weight: 600;
      }
    `,
  ]

  constructor() {
    super()
    this.kind = 'record'
    this.subject = ''
  }

  override render() {
    const { state, eligibleOn, rule, explanation, unconfirmed } = this.retention
    const tone = toneOf(state)
    return html`<section class="note tone-${tone}" aria-labelledby="why">
      <wa-icon name=${tone === 'care' ? 'warning' : 'shield'}></wa-icon>
      <div>
        <h2 id="why">${msg('How long it is kept, and why')}</h2>
        <p class="sentence" data-test="retention">${explanation === '' ? msg('The period is being computed; it will be here in a moment.') : withEventTitles(explanation)}</p>
        ${unconfirmed === true ? html`<p><span class="badge tone-bad">${msg('NOT CONFIRMED')}</span> ${msg('Nobody here has compared this rule with the law yet; under it nothing is destroyed.')}</p>` : nothing}
        <dl class="facts">
          <div><dt>${msg('State')}</dt><dd>${retentionName(state)}</dd></div>
          ${eligibleOn === null ? nothing : html`<div><dt>${msg('May be reviewed from')}</dt><dd>${formatDate(eligibleOn)}</dd></div>`}
          ${rule === null ? nothing : html`<div><dt>${msg('Rule')}</dt><dd>${rule}</dd></div>`}
        </dl>
        ${this.subject === '' ? nothing : html`<opis-retention-trace .kind=${this.kind} .subject=${this.subject}></opis-retention-trace>`}
        ${this.subject === '' || !may('retention.watch') ? nothing : html`<opis-earlier-answers .kind=${this.kind} .subject=${this.subject}></opis-earlier-answers>`}
      </div>
    </section>`
  }
}

function toneOf(state: string): Tone {
  if (state === 'permanent') return 'good'
  return ['waiting', 'unscheduled', 'conflict', 'held', 'eligible'].includes(state) ? 'care' : 'calm'
}

define('opis-retention', RetentionCard)
