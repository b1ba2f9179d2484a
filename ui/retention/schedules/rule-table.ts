import '@awesome.me/webawesome/dist/components/button/button.js'
import '@awesome.me/webawesome/dist/components/input/input.js'
import { msg } from '@lit/localize'
import { css, html, nothing } from 'lit'
import type { RuleView, VersionView } from '#contract/schedules.ts'
import { confirmRule, retractConfirmation } from '../../api/schedules.ts'
import { define } from '../../elements/base.ts'
import '../../elements/confirm-button.ts'
import { stacked } from '../../elements/stacked.ts'
import { WorkElement } from '../../elements/work-element.ts'
import { announce } from '../../state/notice.ts'
import { may } from '../../state/permissions.ts'
import { shared } from '../../styles/shared.ts'
import { actorName } from '../../text/actor-name.ts'
import { formatInstant } from '../../text/format.ts'
import { localName } from '../../text/local-name.ts'

/** The rules of a version with their articles, loudly marked where nobody compared them with the act. Announces `confirmed`. */
export class RuleTable extends WorkElement {
  static override properties = { view: { attribute: false }, open: { state: true } }
  declare view: VersionView
  /** Rule that is being confirmed. */
  declare open: string | null

  static override styles = [
    shared,
    css`
      tr.loud > td {
        background: var(--o-bad-quiet);
      }
      td code {
        overflow-wrap: break-word;
      }
      form {
        display: grid;
        gap: var(--o-3);
        margin-block-start: var(--o-3);
      }
    `,
  ]

  constructor() {
    super()
    this.open = null
  }

  override render() {
    return html`<table ${stacked()}>
      <thead><tr><th>${msg('Article')}</th><th>${msg('Records')}</th><th>${msg('Term and end')}</th><th>${msg('Source')}</th></tr></thead>
      <tbody>${this.view.ruleList.map((rule) => this.#row(rule))}</tbody>
    </table>`
  }

  #row(rule: RuleView) {
    const loud = rule.needsConfirmation && rule.confirmation === null
    return html`<tr class=${loud ? 'loud' : ''}>
      <td><strong>${rule.cite}</strong>${rule.cite === rule.id ? nothing : html`<br /><code>${rule.id}</code>`}</td>
      <td>${localName(rule.title)}<p class="small quiet">${rule.classes.join(', ')}</p></td>
      <td>${localName(rule.said)}</td>
      <td>${this.#source(rule, loud)}</td>
    </tr>`
  }

  #source(rule: RuleView, loud: boolean) {
    if (rule.confirmation !== null) {
      const { by, at, note, document } = rule.confirmation
      return html`<span class="badge tone-good">${msg('confirmed here')}</span>
        <p class="small quiet">${`${actorName(by)}, ${formatInstant(at)}`}: ${note}${document === null ? '' : ` (${document})`}</p>
        ${may('rules.confirm') ? html`<opis-confirm .label=${msg('Take back')} .about=${rule.id} .question=${msg('Take the confirmation back? Lines of acts under this rule become void.')} .busy=${this.busy} @confirmed=${() => void this.#retract(rule)}></opis-confirm>` : nothing}`
    }
    if (!loud) return html`<span class="badge ${rule.source === 'local' ? 'tone-plain' : 'tone-good'}">${rule.source === 'local' ? msg('decided by the body itself') : msg('seen in the act')}</span>`
    return html`<span class="badge tone-bad">${msg('NOT CONFIRMED')}</span>
      <p class="small">${rule.source === 'memory' ? msg('No source was found. It reaches no act until a records manager compares it with the act.') : msg('Known second hand only. It reaches no act until a records manager compares it with the act.')}</p>
      ${may('rules.confirm') && this.view.state === 'approved' ? this.#confirmation(rule) : nothing}`
  }

  #confirmation(rule: RuleView) {
    if (this.open !== rule.id) return html`<wa-button size="s" appearance="outlined" @click=${() => this.#begin(rule)}>${msg('Confirm')}<span class="unseen">${rule.id}</span></wa-button>`
    return html`<form @submit=${(event: SubmitEvent) => void this.#confirm(event, rule)}>
      <wa-input name="note" label=${msg('What was compared')} minlength="3" maxlength="2000" required autofocus></wa-input>
      <wa-input name="document" label=${msg('Where the act stands')} hint=${msg('Gazette, page, file')} maxlength="500"></wa-input>
      ${this.problem()}
      <div class="row">
        <wa-button type="submit" size="s" variant="brand" ?loading=${this.busy}>${msg('I compared it with the act')}</wa-button>
        <wa-button size="s" appearance="outlined" @click=${() => (this.open = null)}>${msg('Cancel')}</wa-button>
      </div>
    </form>`
  }

  #begin(rule: RuleView): void {
    this.open = rule.id
    this.error = null
  }

  async #confirm(event: SubmitEvent, rule: RuleView): Promise<void> {
    event.preventDefault()
    if (!(event.target instanceof HTMLFormElement)) return
    const data = new FormData(event.target)
    await this.#do(() => confirmRule({ schedule: this.view.schedule, version: this.view.version, rule: rule.id, note: String(data.get('note') ?? ''), document: String(data.get('document') ?? '') }), msg('Confirmed'))
  }

  #retract(rule: RuleView): Promise<void> {
    return this.#do(() => retractConfirmation({ schedule: this.view.schedule, version: this.view.version, rule: rule.id }), msg('The confirmation was taken back'))
  }

  async #do(call: () => Promise<void>, said: string): Promise<void> {
    await this.attempt(async () => {
      await call()
      this.open = null
      announce(said)
      this.dispatchEvent(new CustomEvent('confirmed'))
    })
  }
}

define('opis-rule-table', RuleTable)
