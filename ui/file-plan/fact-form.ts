import '@awesome.me/webawesome/dist/components/button/button.js'
import '@awesome.me/webawesome/dist/components/input/input.js'
import '@awesome.me/webawesome/dist/components/option/option.js'
import '@awesome.me/webawesome/dist/components/select/select.js'
import { msg } from '@lit/localize'
import { html, nothing } from 'lit'
import { addFact } from '../api/files.ts'
import type { FactSubject, NewFact } from '../api/files.ts'
import { define } from '../elements/base.ts'
import { eventTitle, yesOrNoFacts } from '../records/event-name.ts'
import { shared } from '../styles/shared.ts'
import { readForm } from '../elements/read-form.ts'
import { WorkElement } from '../elements/work-element.ts'
import { datePattern } from './date-pattern.ts'

/** What is offered for each kind of subject; any other name can be typed. */
const offered: Readonly<Record<FactSubject, readonly string[]>> = {
  record: ['record.date', 'file.closed', 'contract.ended', 'superseded', 'need.ended', 'audit.completed', 'record.period', 'record.concerns_body', 'record.approved_here', 'record.real_estate', 'record.annual_accounts', 'record.harmful_work'],
  file: ['contract.ended', 'superseded', 'need.ended', 'audit.completed', 'record.period'],
  person: ['subject.born', 'subject.died', 'subject.head', 'contract.ended'],
  body: ['org.archive_source', 'org.personal_accounts', 'org.liquidated'],
}
const other = 'other'

type Sort = 'date' | 'yes-no' | 'value' | 'period'

/** Enters a fact: a day of known precision, yes or no, another value, or a period. Announces `changed`. */
export class FactForm extends WorkElement {
  static override properties = { kind: {}, subject: {}, chosen: { state: true }, sort: { state: true } }
  declare kind: FactSubject
  declare subject: string
  declare chosen: string
  /** What a fact with a name of one's own holds. */
  declare sort: Sort

  static override styles = shared

  constructor() {
    super()
    this.kind = 'file'
    this.subject = ''
    this.chosen = ''
    this.sort = 'date'
  }

  override render() {
    const names = offered[this.kind]
    const chosen = this.chosen === '' ? (names[0] ?? other) : this.chosen
    return html`<form class="fields" @submit=${this.#add} aria-label=${msg('Enter a fact')}>
      <wa-select name="name" label=${msg('What happened')} value=${chosen} @change=${(event: Event) => (this.chosen = valueOf(event))}>
        ${names.map((name) => html`<wa-option value=${name}>${eventTitle(name)}</wa-option>`)} <wa-option value=${other}>${msg('Something else')}</wa-option>
      </wa-select>
      ${chosen === other ? this.#ownName() : nothing} ${this.#answer(this.#sortOf(chosen))}
      ${chosen === 'audit.completed' ? drawPeriod(false) : nothing}
      <wa-input name="evidence" label=${msg('Evidence, if any')} maxlength="500" autocomplete="off"></wa-input>
      ${this.problem()}
      <wa-button type="submit" variant="brand" ?loading=${this.busy}>${msg('Enter')}</wa-button>
    </form>`
  }

  #ownName() {
    return html`<wa-input name="own" label=${msg('Its name in the rules')} placeholder="project.ended" pattern="[a-z][a-z0-9_\\-]*(\\.[a-z][a-z0-9_\\-]*)*" maxlength="64" required autocomplete="off"></wa-input>
      <wa-select name="sort" label=${msg('What it holds')} value=${this.sort} @change=${(event: Event) => (this.sort = sorts.find((one) => one === valueOf(event)) ?? 'date')}>
        <wa-option value="date">${msg('a date')}</wa-option> <wa-option value="yes-no">${msg('yes or no')}</wa-option> <wa-option value="value">${msg('a number or words')}</wa-option>
      </wa-select>`
  }

  #sortOf(chosen: string): Sort {
    if (chosen === other) return this.sort
    if (chosen === 'record.period') return 'period'
    return yesOrNoFacts.includes(chosen) ? 'yes-no' : 'date'
  }

  #answer(sort: Sort) {
    switch (sort) {
      case 'yes-no':
        return html`<wa-select name="value" label=${msg('Does it hold?')} value="true"><wa-option value="true">${msg('Yes')}</wa-option><wa-option value="false">${msg('No')}</wa-option></wa-select>`
      case 'value':
        return html`<wa-input name="value" label=${msg('Value')} maxlength="500" required autocomplete="off"></wa-input>`
      case 'period':
        return drawPeriod(true)
      case 'date':
        return html`<wa-input name="date" label=${msg('On which date')} placeholder="2024-12-31" pattern=${datePattern} required autocomplete="off" title=${msg('Year, or year-month, or year-month-day')}></wa-input>`
    }
  }

  async #add(event: SubmitEvent): Promise<void> {
    const read = readForm(event)
    if (read === null) return
    const { form, text } = read
    const known = this.#known(this.#sortOf(text('name')), text)
    const name = text('name') === other ? text('own') : text('name')
    const [from, to, evidence] = [text('from'), text('to'), text('evidence')]
    const fact: NewFact = { kind: this.kind, subject: this.subject, name, ...known, ...(from === '' || to === '' ? {} : { covers: { from, to } }), ...(evidence === '' ? {} : { evidence }) }
    if ((await this.work(() => addFact(fact), msg('The fact was entered'))) !== null) form.reset()
  }

  #known(sort: Sort, text: (name: string) => string): Pick<NewFact, 'date' | 'value'> {
    if (sort === 'date') return { date: text('date') }
    if (sort === 'period') return { value: `${text('from')} – ${text('to')}` }
    const value = text('value')
    if (sort === 'yes-no') return { value: value === 'true' }
    return { value: /^-?\d{1,15}(\.\d{1,9})?$/.test(value) ? Number(value) : value }
  }
}

const sorts: readonly Sort[] = ['date', 'yes-no', 'value']

/** The period of a document, or the one that an audit covers. */
function drawPeriod(required: boolean) {
  return html`<wa-input name="from" type="date" label=${msg('Period from')} ?required=${required}></wa-input><wa-input name="to" type="date" label=${msg('Period to')} ?required=${required}></wa-input>`
}

const valueOf = (event: Event): string => (event.target as HTMLElement & { value: string }).value

define('opis-fact-form', FactForm)
