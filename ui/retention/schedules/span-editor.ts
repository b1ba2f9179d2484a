import '@awesome.me/webawesome/dist/components/button/button.js'
import '@awesome.me/webawesome/dist/components/checkbox/checkbox.js'
import '@awesome.me/webawesome/dist/components/input/input.js'
import '@awesome.me/webawesome/dist/components/option/option.js'
import '@awesome.me/webawesome/dist/components/select/select.js'
import { msg } from '@lit/localize'
import { css, html, nothing } from 'lit'
import { define, OpisElement } from '../../elements/base.ts'
import { eventTitle, offeredEvents } from '../../records/event-name.ts'
import { shared } from '../../styles/shared.ts'
import { changeKind, durationOf, isPart, kindOf, lengthOf, listOf, partOf, textOf, withField, type Part, type Unit } from './draft-value.ts'
import { countingName, countings, termKindName, termKinds, unitName, units, type TermKind } from './schedule-words.ts'

/** One term: a length counted from an event, permanent, until an event, or several of them. Announces `changed` with the new value. */
export class SpanEditor extends OpisElement {
  static override properties = { span: { attribute: false }, heading: {}, depth: { type: Number } }
  declare span: unknown
  declare heading: string
  declare depth: number

  static override styles = [
    shared,
    css`
      fieldset {
        border: 1px solid var(--o-line);
        border-radius: var(--o-radius-small);
        padding: var(--o-3) var(--o-4) var(--o-4);
        margin: 0;
        display: grid;
        gap: var(--o-3);
        min-inline-size: 0;
      }
      legend {
        font-weight: 600;
        font-size: var(--o-small);
        padding-inline: var(--o-2);
      }
    `,
  ]

  constructor() {
    super()
    this.span = null
    this.heading = ''
    this.depth = 0
  }

  override render() {
    const kind = kindOf(this.span)
    const offered = this.depth < 3 ? termKinds : termKinds.slice(0, 3)
    return html`<fieldset>
      <legend>${this.heading}</legend>
      <wa-select label=${msg('How long')} .value=${kind ?? ''} @change=${(event: Event) => this.#tell(changeKind(this.span, valueOf(event) as TermKind))}>
        ${offered.map((each) => html`<wa-option value=${each}>${termKindName(each)}</wa-option>`)}
      </wa-select>
      ${kind === null ? html`<p class="small care">${msg('This term cannot be shown as a form. Choose another, or change it in the text.')}</p>` : this.#fields(kind)}
    </fieldset>`
  }

  #fields(kind: TermKind) {
    if (kind === 'permanent') return nothing
    if (kind === 'until') return html`<div class="fields">${this.#event()}</div>`
    return kind === 'term' ? this.#term() : this.#several(kind === 'latest' ? 'latest_of' : 'earliest_of')
  }

  #term() {
    const span = partOf(this.span)
    const length = lengthOf(span['for'])
    const lessAge = isPart(span['for'])
    return html`<div class="fields">
        ${length === null
          ? html`<wa-input label=${msg('Length')} hint="P1Y6M" .value=${textOf(span['for'])} @change=${(event: Event) => this.#set('for', valueOf(event))}></wa-input>`
          : html`<wa-input type="number" min="0" max="1000000" label=${msg('Length')} .value=${String(length.count)} @change=${(event: Event) => this.#length(Number(valueOf(event)), length.unit, lessAge)}></wa-input>
              <wa-select label=${msg('Unit of time')} .value=${length.unit} ?disabled=${lessAge} @change=${(event: Event) => this.#length(length.count, valueOf(event) as Unit, lessAge)}>${units.map((unit) => html`<wa-option value=${unit}>${unitName(unit)}</wa-option>`)}</wa-select>`}
        ${this.#event()}
        <wa-select label=${msg('Counted')} .value=${textOf(span['count_from'])} placeholder=${msg('as the schedule says')} with-clear @change=${(event: Event) => this.#set('count_from', valueOf(event))}>
          ${countings.map((each) => html`<wa-option value=${each}>${countingName(each)}</wa-option>`)}
        </wa-select>
      </div>
      <div class="row">
        <wa-checkbox ?checked=${lessAge} @change=${(event: Event) => this.#length(length?.count ?? 75, length?.unit ?? 'years', isChecked(event))}>${msg('less the age of the person')}</wa-checkbox>
        <wa-checkbox ?checked=${'covering' in span} @change=${(event: Event) => this.#set('covering', isChecked(event) ? 'record.period' : undefined)}>${msg('must cover the period of the record')}</wa-checkbox>
        <wa-checkbox ?checked=${span['pick'] === 'first'} @change=${(event: Event) => this.#set('pick', isChecked(event) ? 'first' : undefined)}>${msg('the first event counts, not the last')}</wa-checkbox>
      </div>`
  }

  /** The events that the product offers, and beside them whichever name the file brings. */
  #event() {
    const from = textOf(partOf(this.span)['from'])
    const known = offeredEvents.some((each) => each === from)
    return html`<wa-select label=${msg('Event')} .value=${known ? from : 'other'} @change=${(event: Event) => this.#set('from', valueOf(event) === 'other' ? 'event.name' : valueOf(event))}>
        ${offeredEvents.map((each) => html`<wa-option value=${each}>${eventTitle(each)}</wa-option>`)}<wa-option value="other">${msg('another event')}</wa-option>
      </wa-select>
      ${known ? nothing : html`<wa-input label=${msg('Name of the event')} hint=${msg('Small Latin letters, with dots, as in decision.issued')} .value=${from} @change=${(event: Event) => this.#set('from', valueOf(event))}></wa-input>`}`
  }

  #several(name: 'latest_of' | 'earliest_of') {
    const spans = listOf(partOf(this.span)[name])
    const put = (next: readonly unknown[]) => this.#tell({ [name]: next })
    return html`${spans.map(
        (span, index) => html`<opis-span .span=${span} .heading=${`${index + 1}`} .depth=${this.depth + 1} @changed=${(event: CustomEvent<Part>) => this.#stop(event, () => put(spans.with(index, event.detail)))}></opis-span>
          ${spans.length > 2 ? html`<wa-button size="s" appearance="plain" @click=${() => put(spans.filter((_, at) => at !== index))}>${msg('Remove')}<span class="unseen">${index + 1}</span></wa-button>` : nothing}`,
      )}
      <wa-button size="s" appearance="outlined" @click=${() => put([...spans, { for: 'P1Y', from: 'file.closed' }])}>${msg('Add another')}</wa-button>`
  }

  #length(count: number, unit: Unit, lessAge: boolean): void {
    this.#set('for', lessAge ? { years: count, minus: 'age-at-trigger' } : durationOf(count, unit))
  }

  #set(name: string, value: unknown): void {
    this.#tell(withField(partOf(this.span), name, value))
  }

  #stop(event: Event, then: () => void): void {
    event.stopPropagation()
    then()
  }

  #tell(detail: Part): void {
    this.dispatchEvent(new CustomEvent('changed', { detail }))
  }
}

/** What the person chose or typed. */
export function valueOf(event: Event): string {
  return (event.target as HTMLInputElement).value
}

export function isChecked(event: Event): boolean {
  return (event.target as HTMLInputElement).checked
}

define('opis-span', SpanEditor)
