import '@awesome.me/webawesome/dist/components/button/button.js'
import '@awesome.me/webawesome/dist/components/input/input.js'
import '@awesome.me/webawesome/dist/components/option/option.js'
import '@awesome.me/webawesome/dist/components/select/select.js'
import { Task } from '@lit/task'
import { msg } from '@lit/localize'
import { css, html, nothing } from 'lit'
import { addFact, readFacts, retractFact } from '../api/files.ts'
import type { FactList, FactSubject, FactView } from '../api/files.ts'
import { define } from '../elements/base.ts'
import { waiting } from '../elements/waiting.ts'
import { eventTitle } from '../records/event-name.ts'
import { showError } from '../shell/show-error.ts'
import { may } from '../state/permissions.ts'
import { shared } from '../styles/shared.ts'
import { actorName } from '../text/actor-name.ts'
import { formatDate, formatInstant } from '../text/format.ts'
import './reason-button.ts'
import { datePattern, readForm, WorkElement } from './work-element.ts'

/** What is offered for each kind of subject; any other name can be typed. */
const offered: Readonly<Record<FactSubject, readonly string[]>> = {
  record: ['record.date', 'contract.ended', 'superseded', 'need.ended', 'audit.completed'],
  file: ['contract.ended', 'superseded', 'need.ended', 'audit.completed'],
  person: ['subject.born', 'subject.died', 'contract.ended'],
  body: ['org.liquidated', 'org.archive_source'],
}
const other = 'other'

/** Facts by which rules that are no dates are answered. */
const yesOrNo = ['org.archive_source']

/** Facts of a file, a person or the body: list, entry, retraction with a reason. Announces `changed`. */
export class FactSection extends WorkElement {
  static override properties = { ...WorkElement.properties, kind: {}, subject: {}, heading: {}, chosen: { state: true } }
  declare kind: FactSubject
  declare subject: string
  /** Another heading than the usual one. */
  declare heading: string
  declare chosen: string

  readonly #facts = new Task(this, { task: ([kind, subject], { signal }) => readFacts(kind, subject, signal), args: () => [this.kind, this.subject] as const })

  static override styles = [
    shared,
    css`
      .gone strong,
      .gone .date {
        text-decoration: line-through;
        color: var(--o-quiet);
      }
    `,
  ]

  constructor() {
    super()
    this.kind = 'file'
    this.subject = ''
    this.heading = ''
    this.chosen = ''
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
      ${this.error === null ? nothing : showError(this.error)} ${may('files.keep') ? this.#form() : nothing}
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
        <strong>${factTitle(fact.name)}</strong> · <span class="date">${fact.date === null ? valueText(fact.value) : formatDate(fact.date)}</span>
        <p class="small quiet">
          ${actorName(fact.recordedBy)}, ${formatInstant(fact.recordedAt)}${fact.evidence === null ? nothing : html` · ${factTitle(fact.evidence)}`}
          ${gone ? html` · ${msg('retracted')}${reason === null ? nothing : html`: ${reason}`}` : nothing}
        </p>
      </div>
      ${gone || fact.name === 'file.closed' || !may('files.keep')
        ? nothing
        : html`<opis-reason .label=${msg('Retract')} .about=${factTitle(fact.name)} .field=${msg('Why')} .busy=${this.busy} @given=${(event: CustomEvent<string>) => void this.#retract(fact.id, event.detail)}></opis-reason>`}
    </li>`
  }

  #form() {
    const names = offered[this.kind]
    const chosen = this.chosen === '' ? (names[0] ?? other) : this.chosen
    return html`<form class="fields" @submit=${this.#add} aria-label=${msg('Enter a fact')}>
      <wa-select name="name" label=${msg('What happened')} value=${chosen} @change=${this.#choose}>
        ${names.map((name) => html`<wa-option value=${name}>${factTitle(name)}</wa-option>`)} <wa-option value=${other}>${msg('Something else')}</wa-option>
      </wa-select>
      ${chosen === other ? html`<wa-input name="own" label=${msg('Its name in the rules')} placeholder="project.ended" pattern="[a-z][a-z0-9_\\-]*(\\.[a-z][a-z0-9_\\-]*)*" required autocomplete="off"></wa-input>` : nothing}
      ${yesOrNo.includes(chosen)
        ? html`<wa-select name="value" label=${msg('Does it hold?')} value="true"><wa-option value="true">${msg('Yes')}</wa-option><wa-option value="false">${msg('No')}</wa-option></wa-select>`
        : html`<wa-input name="date" label=${msg('On which date')} placeholder="2024-12-31" pattern=${datePattern} required autocomplete="off" title=${msg('Year, or year-month, or year-month-day')}></wa-input>`}
      <wa-input name="evidence" label=${msg('Evidence, if any')} maxlength="500" autocomplete="off"></wa-input>
      <wa-button type="submit" variant="brand" ?loading=${this.busy}>${msg('Enter')}</wa-button>
    </form>`
  }

  #choose(event: Event): void {
    this.chosen = (event.target as HTMLElement & { value: string }).value
  }

  async #add(event: SubmitEvent): Promise<void> {
    const read = readForm(event)
    if (read === null) return
    const { form, text } = read
    const name = text('name') === other ? text('own') : text('name')
    const known = yesOrNo.includes(name) ? { value: text('value') === 'true' } : { date: text('date') }
    const evidence = text('evidence')
    const saved = await this.work(() => addFact({ kind: this.kind, subject: this.subject, name, ...known, ...(evidence === '' ? {} : { evidence }) }), msg('The fact was entered'))
    if (saved !== null) {
      form.reset()
      this.refresh()
    }
  }

  async #retract(id: string, reason: string): Promise<void> {
    if ((await this.work(() => retractFact(id, reason), msg('The entry was retracted'))) !== null) this.refresh()
  }
}

function factTitle(name: string): string {
  return name === 'org.archive_source' ? msg('The body hands papers over to the state archive') : eventTitle(name)
}

function valueText(value: FactView['value']): string {
  return typeof value === 'boolean' ? (value ? msg('Yes') : msg('No')) : String(value ?? '')
}

define('opis-facts', FactSection)
