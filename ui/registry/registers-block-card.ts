import '@awesome.me/webawesome/dist/components/button/button.js'
import '@awesome.me/webawesome/dist/components/input/input.js'
import '@awesome.me/webawesome/dist/components/option/option.js'
import '@awesome.me/webawesome/dist/components/select/select.js'
import { Task } from '@lit/task'
import { msg, str } from '@lit/localize'
import { html, nothing } from 'lit'
import type { FieldForm } from '#contract/registers.ts'
import { readKinds, type KindView } from '../api/kinds.ts'
import { enterBlockCard, type BlockView, type RegisterView } from '../api/registers.ts'
import { define } from '../elements/base.ts'
import { WorkElement } from '../elements/work-element.ts'
import { announce } from '../state/notice.ts'
import { localName } from '../text/local-name.ts'
import { drawExtraFields, filledFields, missingField, type FieldValues } from './extra-fields.ts'
import { fieldStyles } from './field-styles.ts'

/** A paper that was written under a number of a block: its number, day, kind and subject. The rest is added on its card. Announces `entered`. */
export class RegisterBlockCard extends WorkElement {
  static override properties = { code: {}, flow: {}, fields: { attribute: false }, kind: { state: true }, extra: { state: true }, missing: { state: true }, block: { attribute: false } }
  declare code: string
  declare flow: RegisterView['flow']
  /** Extra fields of the register. */
  declare fields: readonly FieldForm[]
  declare block: BlockView
  /** The kind that was chosen; empty: the first. */
  declare kind: string
  declare extra: FieldValues
  /** Code of a required field that is empty. */
  declare missing: string | null

  readonly #kinds = new Task(this, { task: (_, { signal }) => readKinds(signal), args: () => [] as const })

  static override styles = fieldStyles

  constructor() {
    super()
    this.code = ''
    this.flow = 'incoming'
    this.fields = []
    this.kind = ''
    this.extra = {}
    this.missing = null
  }

  override render() {
    const open = this.block.numbers.filter(({ state }) => state === 'open')
    const kinds = this.#inUse()
    if (open.length === 0) return html`<p class="quiet">${msg('Every number of the block has its document.')}</p>`
    return html`<form class="stack" @submit=${this.#enter}>
      <div class="fields">
        <wa-select name="seq" label=${msg('Number on the paper')} value=${String(open[0]?.seq ?? '')}>${open.map(({ seq, number }) => html`<wa-option value=${String(seq)}>${number}</wa-option>`)}</wa-select>
        <wa-input name="on" type="date" label=${msg('Day on the paper')} required></wa-input>
        ${kinds.length === 0 ? nothing : html`<wa-select name="kind" label=${msg('Kind')} value=${kinds[0]?.code ?? ''} @change=${(event: Event) => (this.kind = (event.target as HTMLInputElement).value)}>${kinds.map(({ code, name }) => html`<wa-option value=${code}>${localName(name, code)}</wa-option>`)}</wa-select>`}
        <wa-input name="subject" label=${msg('Subject')} maxlength="2000" required></wa-input>
        ${drawExtraFields(this.#forms(kinds), this.extra, { fault: this.missing, set: (code, value) => this.#fill(code, value) })}
        <wa-button type="submit" variant="brand" size="s" ?loading=${this.busy}>${msg('Enter')}</wa-button>
      </div>
      ${this.problem()}
    </form>`
  }

  #inUse(): KindView[] {
    return [...new Map((this.#kinds.value ?? []).toReversed().map((kind) => [kind.code, kind])).values()].sort((one, other) => Number(other.flow === this.flow) - Number(one.flow === this.flow))
  }

  #forms(kinds: readonly KindView[]): FieldForm[] {
    const kind = kinds.find(({ code }) => code === this.kind) ?? kinds[0]
    return [...new Map([...(kind?.fields ?? []), ...this.fields].map((form) => [form.code, form])).values()]
  }

  #fill(code: string, value: string): void {
    this.extra = { ...this.extra, [code]: value }
    this.missing = null
  }

  async #enter(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    const form = event.target
    if (!(form instanceof HTMLFormElement)) return
    const data = new FormData(form)
    const text = (name: string) => String(data.get(name) ?? '').trim()
    const forms = this.#forms(this.#inUse())
    this.missing = missingField(forms, this.extra)
    if (this.missing !== null) return this.renderRoot.querySelector<HTMLElement>(`#field-${CSS.escape(this.missing)}`)?.focus()
    await this.attempt(async () => {
      const { number } = await enterBlockCard(this.code, this.block.id, { seq: Number(text('seq')), on: text('on'), card: { kind: text('kind'), subject: text('subject'), fields: filledFields(forms, this.extra) } })
      this.extra = {}
      announce(msg(str`Registered: ${number}`))
      const subject = this.renderRoot.querySelector<HTMLInputElement>('[name=subject]')
      if (subject !== null) subject.value = ''
      this.dispatchEvent(new CustomEvent('entered'))
    })
  }
}

define('opis-register-block-card', RegisterBlockCard)
