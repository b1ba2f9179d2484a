import '@awesome.me/webawesome/dist/components/checkbox/checkbox.js'
import '@awesome.me/webawesome/dist/components/input/input.js'
import '@awesome.me/webawesome/dist/components/option/option.js'
import '@awesome.me/webawesome/dist/components/select/select.js'
import { msg } from '@lit/localize'
import { css, html, nothing } from 'lit'
import type { ScheduleFault } from '#contract/schedules.ts'
import { languages } from '#kernel/language.ts'
import { define, OpisElement } from '../../elements/base.ts'
import { classTitle, plan } from '../../state/classes.ts'
import { StoreController } from '../../state/store.ts'
import { shared } from '../../styles/shared.ts'
import { languageNames } from '../../text/locale.ts'
import './condition-rows.ts'
import './span-editor.ts'
import { isPart, listOf, partOf, textOf, withField, type Part } from './draft-value.ts'
import { endName, ends, sourceName, sources } from './schedule-words.ts'
import { isChecked, valueOf } from './span-editor.ts'

/** One rule as a form, with what is wrong beside the field. Announces `changed` with the rule as it is then. */
export class RuleEditor extends OpisElement {
  static override properties = { rule: { attribute: false }, marks: { attribute: false }, faults: { attribute: false } }
  declare rule: Part
  /** Names of marks that the schedule defines. */
  declare marks: readonly string[]
  /** Paths inside the rule, as in `retain.for`. */
  declare faults: readonly ScheduleFault[]

  readonly #plan = new StoreController(this, plan)

  static override styles = [
    shared,
    css`
      .fault {
        color: var(--o-bad);
        font-size: var(--o-small);
      }
      details {
        border: 1px solid var(--o-line);
        border-radius: var(--o-radius-small);
        padding: var(--o-3) var(--o-4);
      }
      summary {
        cursor: pointer;
        font-weight: 600;
        font-size: var(--o-small);
      }
      details > :not(summary) {
        margin-block-start: var(--o-3);
      }
    `,
  ]

  constructor() {
    super()
    this.rule = {}
    this.marks = []
    this.faults = []
  }

  override render() {
    const { rule } = this
    return html`<div class="stack">
      ${this.#said('')}
      <div class="fields">
        ${this.#text('id', msg('Name of the rule'), msg('Latin letters, digits, dot, hyphen'))} ${this.#text('cite', msg('Article'), msg('As people cite it'))}
      </div>
      ${this.#words('title', msg('Title'), true)}
      <div class="fields">${this.#classes()}</div>
      <opis-span .span=${rule['retain']} .heading=${msg('Term')} @changed=${(event: CustomEvent<Part>) => this.#set('retain', event.detail)}></opis-span>
      ${this.#said('retain')}
      <div class="fields">
        ${this.#select('at_end', msg('At the end'), ends.map((end) => [end, endName(end)]), false)}
        ${this.#select('mark', msg('Mark'), this.marks.map((mark) => [mark, mark]), true)}
        ${this.#select('unit', msg('What is kept together'), [['file', msg('whole file')], ['record', msg('single record')]], true)}
      </div>
      ${this.#optionalSpan('fallback', msg('While the event is not known (provisional)'))} ${this.#optionalSpan('erase_by', msg('Must be erased by'))}
      <details ?open=${rule['when'] !== undefined}><summary>${msg('Only under conditions')}</summary>
        <opis-conditions .when=${rule['when']} @changed=${(event: CustomEvent<Part>) => this.#set('when', event.detail)}></opis-conditions>
      </details>
      ${this.#said('when')} ${this.#transfer()} ${this.#overrides()} ${this.#source()} ${this.#words('note', msg('Note'), false)}
    </div>`
  }

  #classes() {
    const chosen = listOf(this.rule['classes']).map(textOf)
    const offered = [...new Set([...this.#plan.value.classes.map(({ code }) => code), ...chosen])].slice(0, 1000)
    return html`<div>
        <wa-select label=${msg('Classes of the file plan')} multiple max-options-visible="4" .value=${chosen} @change=${(event: Event) => this.#set('classes', [(event.target as unknown as { value: string | string[] }).value].flat())}>
          ${offered.map((code) => html`<wa-option value=${code}>${classTitle(code)}${classTitle(code) === code ? '' : ` (${code})`}</wa-option>`)}
        </wa-select>
        ${this.#said('classes')}
      </div>
      <wa-input label=${msg('Another class')} hint=${msg('Its code, then Enter')} @keydown=${(event: KeyboardEvent) => this.#addClass(event, chosen)}></wa-input>`
  }

  #addClass(event: KeyboardEvent, chosen: readonly string[]): void {
    if (event.key !== 'Enter') return
    event.preventDefault()
    const input = event.target as HTMLInputElement
    if (input.value.trim() !== '') this.#set('classes', [...new Set([...chosen, input.value.trim()])])
    input.value = ''
  }

  #optionalSpan(name: string, heading: string) {
    const span = this.rule[name]
    return html`<wa-checkbox ?checked=${span !== undefined} @change=${(event: Event) => this.#set(name, isChecked(event) ? { for: 'P5Y', from: 'file.closed' } : undefined)}>${heading}</wa-checkbox>
      ${span === undefined ? nothing : html`<opis-span .span=${span} .heading=${heading} @changed=${(event: CustomEvent<Part>) => this.#set(name, event.detail)}></opis-span>`} ${this.#said(name)}`
  }

  #transfer() {
    const transfer = this.rule['transfer']
    const set = (name: string, value: unknown) => this.#set('transfer', withField(partOf(transfer), name, value))
    return html`<wa-checkbox ?checked=${transfer !== undefined} @change=${(event: Event) => this.#set('transfer', isChecked(event) ? { to: 'state-archive', for: 'P10Y', from: 'file.closed' } : undefined)}>${msg('Handed over to an archive before the end')}</wa-checkbox>
      ${isPart(transfer)
        ? html`<div class="fields">
            <wa-input label=${msg('To whom')} .value=${textOf(transfer['to'])} @change=${(event: Event) => set('to', valueOf(event))}></wa-input>
            <wa-input label=${msg('After')} hint="P10Y" .value=${textOf(transfer['for'])} @change=${(event: Event) => set('for', valueOf(event))}></wa-input>
            <wa-input label=${msg('Name of the event')} .value=${textOf(transfer['from'])} @change=${(event: Event) => set('from', valueOf(event))}></wa-input>
          </div>`
        : nothing}
      ${this.#said('transfer')}`
  }

  #overrides() {
    const others = listOf(this.rule['overrides']).map(textOf).join(', ')
    return html`<details ?open=${others !== ''}><summary>${msg('Goes before other rules')}</summary><div class="fields">
      <wa-input label=${msg('Rules that give way')} hint=${msg('Their names, separated by commas')} .value=${others} @change=${(event: Event) => this.#set('overrides', valueOf(event).split(',').map((each) => each.trim()).filter((each) => each !== ''))}></wa-input>
      ${this.#text('override_basis', msg('Legal basis'), '')}
    </div></details>${this.#said('overrides')}`
  }

  #source() {
    const source = partOf(this.rule['source'])
    const set = (name: string, value: unknown) => this.#set('source', withField(source, name, value))
    return html`<div class="fields">
        <wa-select label=${msg('Source')} .value=${textOf(source['status'])} @change=${(event: Event) => set('status', valueOf(event))}>${sources.map((each) => html`<wa-option value=${each}>${sourceName(each)}</wa-option>`)}</wa-select>
        <wa-input label=${msg('Where it was seen')} .value=${textOf(source['url'])} @change=${(event: Event) => set('url', valueOf(event))}></wa-input>
        <wa-input type="date" label=${msg('Checked on')} .value=${textOf(source['checked'])} @change=${(event: Event) => set('checked', valueOf(event))}></wa-input>
      </div>
      ${this.#said('source')}`
  }

  #words(name: string, label: string, open: boolean) {
    const words = partOf(this.rule[name])
    return html`<details ?open=${open || Object.keys(words).length > 0}><summary>${label}</summary><div class="fields">
      ${languages.map((language) => html`<wa-input label=${`${label}: ${languageNames[language]}`} lang=${language} .value=${textOf(words[language])} @change=${(event: Event) => this.#set(name, withField(words, language, valueOf(event)))}></wa-input>`)}
    </div></details>${this.#said(name)}`
  }

  #text(name: string, label: string, hint: string) {
    return html`<div><wa-input label=${label} hint=${hint} .value=${textOf(this.rule[name])} @change=${(event: Event) => this.#set(name, valueOf(event).trim())}></wa-input>${this.#said(name)}</div>`
  }

  #select(name: string, label: string, options: readonly (readonly [string, string])[], clear: boolean) {
    return html`<div><wa-select label=${label} ?with-clear=${clear} .value=${textOf(this.rule[name])} @change=${(event: Event) => this.#set(name, valueOf(event))}>${options.map(([value, text]) => html`<wa-option value=${value}>${text}</wa-option>`)}</wa-select>${this.#said(name)}</div>`
  }

  /** What the check says of a field; '' is the rule as a whole. */
  #said(name: string) {
    const said = this.faults.filter(({ path }) => (name === '' ? path === '' : path === name || path.startsWith(`${name}.`)))
    return said.map(({ message }) => html`<p class="fault" role="alert" lang="en">${message}</p>`)
  }

  #set(name: string, value: unknown): void {
    this.dispatchEvent(new CustomEvent('changed', { detail: withField(this.rule, name, value) }))
  }
}

define('opis-rule', RuleEditor)
