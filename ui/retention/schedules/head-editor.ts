import '@awesome.me/webawesome/dist/components/input/input.js'
import '@awesome.me/webawesome/dist/components/option/option.js'
import '@awesome.me/webawesome/dist/components/select/select.js'
import { msg } from '@lit/localize'
import { html } from 'lit'
import { languages } from '#kernel/language.ts'
import { define, OpisElement } from '../../elements/base.ts'
import { languageNames } from '../../text/locale.ts'
import { partOf, textOf, withField, type Part } from './draft-value.ts'
import { countingName, countings, transitionName, transitions } from './schedule-words.ts'
import { valueOf } from './span-editor.ts'

/** What a schedule says of itself: version, first day, what it replaces, counting. Announces `changed`. */
export class HeadEditor extends OpisElement {
  static override properties = { value: { attribute: false } }
  declare value: Part

  constructor() {
    super()
    this.value = {}
  }

  override render() {
    return html`<div class="stack">
      <h2>${msg('About the schedule')}</h2>
      <div class="fields">${this.#own('version', msg('Version'))} ${this.#inside('effective', 'from', msg('In force from'), 'date')} ${this.#inside('effective', 'until', msg('In force until'), 'date')}</div>
      <div class="fields">
        ${this.#inside('replaces', 'version', msg('Replaces version'))}
        ${this.#choice('replaces', 'transition', msg('Earlier answers'), transitions.map((each) => [each, transitionName(each)]))}
        ${this.#inside('replaces', 'basis', msg('Legal basis'))}
      </div>
      <div class="fields">${this.#inside('authority', 'act', msg('Act'))} ${this.#inside('authority', 'number', msg('Number'))} ${this.#inside('authority', 'date', msg('Date'), 'date')} ${this.#inside('authority', 'url', msg('Where it was seen'))}</div>
      <div class="fields">
        ${this.#choice('defaults', 'count_from', msg('Counted'), countings.map((each) => [each, countingName(each)]))}
        ${this.#choice('defaults', 'unit', msg('What is kept together'), [['file', msg('whole file')], ['record', msg('single record')]])}
        ${this.#inside('defaults', 'time_zone', msg('Time zone'))} ${this.#inside('defaults', 'year_start', msg('First day of the year'))}
      </div>
      <div class="fields">${languages.map((language) => this.#inside('title', language, `${msg('Title')}: ${languageNames[language]}`))}</div>
      <p class="small quiet">${msg('Marks, approvals and preconditions are changed in the text.')}</p>
    </div>`
  }

  #own(name: string, label: string) {
    return html`<wa-input label=${label} .value=${textOf(this.value[name])} @change=${(event: Event) => this.#tell(withField(this.value, name, valueOf(event).trim()))}></wa-input>`
  }

  #inside(group: string, name: string, label: string, type: 'text' | 'date' = 'text') {
    return html`<wa-input type=${type} label=${label} .value=${textOf(partOf(this.value[group])[name])} @change=${(event: Event) => this.#set(group, name, valueOf(event).trim())}></wa-input>`
  }

  #choice(group: string, name: string, label: string, options: readonly (readonly [string, string])[]) {
    return html`<wa-select label=${label} .value=${textOf(partOf(this.value[group])[name])} @change=${(event: Event) => this.#set(group, name, valueOf(event))}>${options.map(([value, text]) => html`<wa-option value=${value}>${text}</wa-option>`)}</wa-select>`
  }

  #set(group: string, name: string, value: string): void {
    this.#tell(withField(this.value, group, withField(partOf(this.value[group]), name, value)))
  }

  #tell(detail: Part): void {
    this.dispatchEvent(new CustomEvent('changed', { detail }))
  }
}

define('opis-schedule-head', HeadEditor)
