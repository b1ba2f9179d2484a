import '@awesome.me/webawesome/dist/components/button/button.js'
import '@awesome.me/webawesome/dist/components/icon/icon.js'
import '@awesome.me/webawesome/dist/components/textarea/textarea.js'
import { msg, str } from '@lit/localize'
import { html, nothing } from 'lit'
import type { ScheduleFault, VersionView } from '#contract/schedules.ts'
import { changeDraft, readVersion } from '../../api/schedules.ts'
import { define } from '../../elements/base.ts'
import '../../elements/confirm-button.ts'
import { waiting } from '../../elements/waiting.ts'
import { WorkElement } from '../../elements/work-element.ts'
import { announce } from '../../state/notice.ts'
import '../retention-nav.ts'
import { localName } from '../../text/local-name.ts'
import { listOf, partOf, textOf, withField, type Part } from './draft-value.ts'
import { editStyles } from './edit-styles.ts'
import './head-editor.ts'
import './rule-editor.ts'

/** A draft as forms, or as the text that people exchange: the same file either way. */
export class EditScreen extends WorkElement {
  static override properties = { version: {}, view: { state: true }, value: { state: true }, chosen: { state: true }, asText: { state: true }, dirty: { state: true } }
  /** Id of the draft. */
  declare version: string
  declare view: VersionView | null
  declare value: Part
  /** Index of the rule in the form; -1 is the head of the schedule. */
  declare chosen: number
  declare asText: boolean
  declare dirty: boolean

  static override styles = editStyles

  constructor() {
    super()
    this.version = ''
    this.view = null
    this.value = {}
    this.chosen = -1
    this.asText = false
    this.dirty = false
  }

  override firstUpdated(): void {
    void this.#do(() => readVersion(this.version))
  }

  override render() {
    const { view } = this
    return html`<div class="page stack">
      <opis-retention-nav path="/retention/schedules"></opis-retention-nav>
      <p><a class="back" href=${`/retention/schedules/${this.version}`}><wa-icon name="chevron-left"></wa-icon>${msg('Back to the version')}</a></p>
      ${this.problem()} ${view === null ? waiting() : this.#editor(view)}
    </div>`
  }

  #editor(view: VersionView) {
    return html`<div class="row spread">
        <h1>${view.schedule} ${view.version}</h1>
        <div class="row">
          <wa-button appearance="outlined" ?disabled=${this.dirty} @click=${() => (this.asText = !this.asText)}>${this.asText ? msg('As forms') : msg('As text')}</wa-button>
          <wa-button variant="brand" ?loading=${this.busy} @click=${this.#save}>${msg('Save and check')}</wa-button>
        </div>
      </div>
      <p class="quiet" role="status">${this.#state(view)}</p>
      ${this.asText ? this.#text(view) : this.#forms(view)}`
  }

  #state(view: VersionView): string {
    if (this.dirty) return msg('Not saved yet.')
    return view.faultList.length === 0 ? msg('Saved; the check finds no fault.') : msg(str`Saved; the check finds faults: ${view.faultList.length}`)
  }

  #text(view: VersionView) {
    return html`${this.#faults(view.faultList)}<wa-textarea class="text" label=${msg('Text of the file')} rows="30" spellcheck="false" .value=${view.yaml} @input=${() => (this.dirty = true)}></wa-textarea>`
  }

  #faults(faults: readonly ScheduleFault[]) {
    if (faults.length === 0) return nothing
    return html`<ul class="note tone-bad" role="alert" lang="en">${faults.map(({ line, path, message }) => html`<li class="small">${msg(str`Line ${line}`)}: <code>${path}</code> ${message}</li>`)}</ul>`
  }

  #forms(view: VersionView) {
    const rules = listOf(this.value['rules']).map(partOf)
    const rule = rules[this.chosen]
    const outside = view.faultList.filter(({ path }) => !path.startsWith('rules.'))
    return html`<div class="sides">
      <nav class="card stack" aria-label=${msg('Rules')}>
        <wa-button size="s" appearance="outlined" @click=${() => this.#put([...rules, { id: `new-${rules.length + 1}`, cite: '', title: {}, classes: [], retain: { for: 'P5Y', from: 'file.closed' }, at_end: 'review', source: { status: 'local' } }], rules.length)}>${msg('Add a rule')}</wa-button>
        <ul>
          <li>${this.#entry(-1, msg('About the schedule'), '', outside.length)}</li>
          ${rules.map((each, index) => html`<li>${this.#entry(index, citeOf(each), localName(titleOf(each)), faultsAt(view, index).length)}</li>`)}
        </ul>
      </nav>
      <section class="card stack" aria-live="off">
        ${rule === undefined
          ? html`${this.#faults(outside)}<opis-schedule-head .value=${this.value} @changed=${(event: CustomEvent<Part>) => this.#change(event.detail)}></opis-schedule-head>`
          : html`<div class="row spread">
                <h2>${citeOf(rule)} ${localName(titleOf(rule))}</h2>
                <opis-confirm .label=${msg('Remove the rule')} .about=${textOf(rule['id'])} .question=${msg('Remove this rule? What has no other rule becomes unscheduled.')} @confirmed=${() => this.#put(rules.filter((_, at) => at !== this.chosen), -1)}></opis-confirm>
              </div>
              <opis-rule .rule=${rule} .marks=${Object.keys(partOf(this.value['marks']))} .faults=${faultsAt(view, this.chosen)} @changed=${(event: CustomEvent<Part>) => this.#put(rules.with(this.chosen, event.detail), this.chosen)}></opis-rule>`}
      </section>
    </div>`
  }

  #entry(index: number, cite: string, title: string, faults: number) {
    return html`<button class="entry" aria-current=${this.chosen === index ? 'true' : nothing} @click=${() => (this.chosen = index)}>
      <strong>${cite}</strong> <span>${title}</span> ${faults === 0 ? nothing : html`<span class="badge tone-bad">${msg(str`faults: ${faults}`)}</span>`}
    </button>`
  }

  #put(rules: readonly Part[], chosen: number): void {
    this.#change(withField(this.value, 'rules', rules))
    this.chosen = chosen
  }

  #change(value: Part): void {
    this.value = value
    this.dirty = true
  }

  async #save(): Promise<void> {
    const text = this.renderRoot.querySelector<HTMLTextAreaElement>('.text')
    const view = await this.#do(() => changeDraft(this.version, text === null ? { value: this.value } : { yaml: text.value }))
    if (view !== null) announce(this.#state(view))
  }

  #do(call: () => Promise<VersionView>): Promise<VersionView | null> {
    return this.attempt(async () => {
      const view = await call()
      this.view = view
      this.value = partOf(view.value)
      this.dirty = false
      if (Object.keys(this.value).length === 0) this.asText = true
      return view
    })
  }
}

/** Faults of one rule, their paths inside it. */
function faultsAt({ faultList }: VersionView, index: number): readonly ScheduleFault[] {
  const prefix = `rules.${index}`
  return faultList.filter(({ path }) => path === prefix || path.startsWith(`${prefix}.`)).map((fault) => ({ ...fault, path: fault.path.slice(prefix.length + 1) }))
}

/** The article; a rule that has neither article nor title yet is called what it is, so that nothing stands without a name. */
function citeOf(rule: Part): string {
  const cite = textOf(rule['cite'])
  return cite === '' && localName(titleOf(rule)) === '' ? msg('New rule') : cite
}

const titleOf = (rule: Part): Record<string, string> => Object.fromEntries(Object.entries(partOf(rule['title'])).map(([language, text]) => [language, textOf(text)]))

define('opis-schedule-edit', EditScreen)
