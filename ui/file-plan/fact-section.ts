import { Task } from '@lit/task'
import { msg, str } from '@lit/localize'
import { css, html, nothing } from 'lit'
import { readFacts, retractFact } from '../api/files.ts'
import type { FactList, FactSubject, FactView } from '../api/files.ts'
import { define } from '../elements/base.ts'
import { waiting } from '../elements/waiting.ts'
import { eventTitle } from '../records/event-name.ts'
import { showError } from '../shell/show-error.ts'
import { may } from '../state/permissions.ts'
import { shared } from '../styles/shared.ts'
import { actorName } from '../text/actor-name.ts'
import { formatDate, formatInstant } from '../text/format.ts'
import './fact-form.ts'
import './reason-button.ts'
import { WorkElement } from '../elements/work-element.ts'

/** Facts of a record, a file, a person or the body: list, entry, retraction with a reason. Announces `changed`. */
export class FactSection extends WorkElement {
  static override properties = { kind: {}, subject: {}, heading: {} }
  declare kind: FactSubject
  declare subject: string
  /** Another heading than the usual one. */
  declare heading: string

  readonly #facts = new Task(this, { task: ([kind, subject], { signal }) => readFacts(kind, subject, signal), args: () => [this.kind, this.subject] as const })

  static override styles = [
    shared,
    css`
      .gone strong,
      .gone .date {
        text-decoration: line-through;
        color: var(--o-quiet);
      }
      .rows > li > opis-reason:last-child:last-child {
        margin-inline-end: 0;
      }
    `,
  ]

  constructor() {
    super()
    this.kind = 'file'
    this.subject = ''
    this.heading = ''
  }

  /** Reads the list anew: closing a file changes its facts. */
  refresh(): void {
    void this.#facts.run()
  }

  override render() {
    return html`<section class="card stack" aria-labelledby="facts">
      <h2 id="facts">${this.heading === '' ? msg('Facts that retention counts from') : this.heading}</h2>
      ${this.#facts.render({
        pending: () => (this.#facts.value === undefined ? waiting() : this.#list(this.#facts.value)),
        complete: (list) => this.#list(list),
        error: (error) => showError(error, () => void this.#facts.run()),
      })}
      ${this.problem()} ${may('files.keep') ? html`<opis-fact-form .kind=${this.kind} .subject=${this.subject} @changed=${() => this.refresh()}></opis-fact-form>` : nothing}
    </section>`
  }

  #list({ facts }: FactList) {
    if (facts.length === 0) return html`<p class="quiet">${msg('Nothing has been entered yet.')}</p>`
    return html`<ul class="rows">${facts.map((fact) => this.#row(fact))}</ul>`
  }

  #row(fact: FactView) {
    const gone = fact.retracted !== null
    const reason = fact.retracted?.reason ?? null
    return html`<li class=${gone ? 'gone' : ''}>
      <div>
        <strong>${eventTitle(fact.name)}</strong> · <span class="date">${fact.date === null ? valueText(fact.value) : formatDate(fact.date)}</span>${fact.coversFrom === null || fact.coversTo === null ? nothing : html` · ${msg(str`covers ${formatDate(fact.coversFrom)} to ${formatDate(fact.coversTo)}`)}`}
        <p class="small quiet">
          ${actorName(fact.recordedBy)}, ${formatInstant(fact.recordedAt)}${fact.evidence === null ? nothing : html` · ${eventTitle(fact.evidence)}`}
          ${gone ? html` · ${msg('retracted')}${reason === null ? nothing : html`: ${reason}`}` : nothing}
        </p>
      </div>
      ${gone || (this.kind === 'file' && fact.name === 'file.closed') || !may('files.keep')
        ? nothing
        : html`<opis-reason .label=${msg('Retract')} .about=${eventTitle(fact.name)} .field=${msg('Why')} .busy=${this.busy} @given=${(event: CustomEvent<string>) => void this.#retract(fact.id, event.detail)}></opis-reason>`}
    </li>`
  }

  async #retract(id: string, reason: string): Promise<void> {
    if ((await this.work(() => retractFact(id, reason), msg('The entry was retracted'))) !== null) this.refresh()
  }
}

function valueText(value: FactView['value']): string {
  return typeof value === 'boolean' ? (value ? msg('Yes') : msg('No')) : String(value ?? '')
}

define('opis-facts', FactSection)
