import '@awesome.me/webawesome/dist/components/button/button.js'
import '@awesome.me/webawesome/dist/components/input/input.js'
import '@awesome.me/webawesome/dist/components/option/option.js'
import '@awesome.me/webawesome/dist/components/select/select.js'
import { Task } from '@lit/task'
import { msg } from '@lit/localize'
import { html } from 'lit'
import { languages, type Language } from '#kernel/language.ts'
import { beginDraft, readDraftTemplates } from '../api/drafts.ts'
import { readKinds, readRegistersOfHouse, type KindView } from '../api/kinds.ts'
import { define } from '../elements/base.ts'
import { takeFocus } from '../elements/take-focus.ts'
import { waiting } from '../elements/waiting.ts'
import { readForm } from '../elements/read-form.ts'
import { WorkElement } from '../elements/work-element.ts'
import { showError } from '../shell/show-error.ts'
import { shared } from '../styles/shared.ts'
import { currentLanguage, languageNames } from '../text/locale.ts'
import { localName } from '../text/local-name.ts'

const flows: readonly string[] = ['outgoing', 'decisions', 'orders', 'internal', 'contracts']

/** Begins a draft: as what, in which register, in which language, from which template. Announces `begun` with its id, and `close`. */
export class BeginDraft extends WorkElement {
  static override properties = { card: {}, kind: { state: true }, language: { state: true } }
  declare card: string
  declare kind: string
  declare language: Language

  static override styles = shared

  readonly #choices = new Task(this, {
    task: async (_args, { signal }) => {
      const [kinds, registers, templates] = await Promise.all([readKinds(signal), readRegistersOfHouse(signal), readDraftTemplates(signal)])
      const offered = kinds.filter((one) => one.now && one.retiredOn === null && flows.includes(one.flow) && registers.some((register) => register.flow === one.flow && register.closedOn === null))
      this.kind = (offered.find((one) => one.flow === 'outgoing') ?? offered[0])?.code ?? ''
      return { kinds: offered, registers: registers.filter((one) => one.closedOn === null), templates }
    },
    args: () => [],
  })

  constructor() {
    super()
    this.card = ''
    this.kind = ''
    this.language = currentLanguage()
  }

  override render() {
    return this.#choices.render({
      pending: waiting,
      complete: (choices) => this.#form(choices),
      error: (error) => showError(error, () => void this.#choices.run()),
    })
  }

  #form({ kinds, registers, templates }: { kinds: KindView[]; registers: Awaited<ReturnType<typeof readRegistersOfHouse>>; templates: Awaited<ReturnType<typeof readDraftTemplates>> }) {
    if (kinds.length === 0) return html`<p class="note tone-care">${msg('There is no kind of document that goes out, or no register for it. An administrator adds them.')}</p>`
    const flow = kinds.find((one) => one.code === this.kind)?.flow
    const fitting = registers.filter((one) => one.flow === flow).toSorted((a, b) => Number(b.mine) - Number(a.mine))
    const offered = templates.filter((one) => one.kind === this.kind && one.language === this.language)
    return html`<form ${takeFocus()} class="fields" aria-label=${msg('Begin a draft')} @submit=${this.#begin}>
      <wa-select name="kind" label=${msg('What it will be')} .value=${this.kind} @change=${(event: Event) => (this.kind = (event.target as HTMLSelectElement).value)}>${kinds.map((one) => html`<wa-option value=${one.code}>${localName(one.name, one.code)}</wa-option>`)}</wa-select>
      <wa-select name="register" label=${msg('Into the register')} .value=${fitting[0]?.code ?? ''}>${fitting.map((one) => html`<wa-option value=${one.code}>${localName(one.title, one.code)}</wa-option>`)}</wa-select>
      <wa-select name="language" label=${msg('Language')} .value=${this.language} @change=${this.#speak}>${languages.map((one) => html`<wa-option value=${one}>${languageNames[one]}</wa-option>`)}</wa-select>
      <wa-select name="template" label=${msg('Template')} .value=${offered[0]?.code ?? '-'}><wa-option value="-">${msg('none')}</wa-option>${offered.map((one) => html`<wa-option value=${one.code}>${one.title}</wa-option>`)}</wa-select>
      <wa-input name="subject" label=${msg('Subject')} hint=${msg('That of the template or of the document if left empty')} maxlength="500"></wa-input>
      ${this.problem()}
      <div class="row">
        <wa-button type="submit" variant="brand" ?loading=${this.busy}>${msg('Begin')}</wa-button>
        <wa-button appearance="outlined" @click=${() => this.dispatchEvent(new CustomEvent('close'))}>${msg('Cancel')}</wa-button>
      </div>
    </form>`
  }

  #speak = (event: Event): void => {
    const { value } = event.target as HTMLSelectElement
    this.language = languages.find((one) => one === value) ?? this.language
  }

  #begin = async (event: SubmitEvent): Promise<void> => {
    const given = readForm(event)
    if (given === null) return
    const [template, subject] = [given.text('template'), given.text('subject')]
    const order = { card: this.card, kind: this.kind, register: given.text('register'), language: this.language, ...(template === '' || template === '-' ? {} : { template }), ...(subject === '' ? {} : { subject }) }
    const begun = await this.work(() => beginDraft(order), msg('Draft begun.'))
    if (begun !== null) this.dispatchEvent(new CustomEvent('begun', { detail: begun.id }))
  }
}

define('opis-begin-draft', BeginDraft)
