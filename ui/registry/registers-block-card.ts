import '@awesome.me/webawesome/dist/components/button/button.js'
import '@awesome.me/webawesome/dist/components/input/input.js'
import '@awesome.me/webawesome/dist/components/option/option.js'
import '@awesome.me/webawesome/dist/components/select/select.js'
import { Task } from '@lit/task'
import { msg, str } from '@lit/localize'
import { html, nothing } from 'lit'
import { readKinds } from '../api/kinds.ts'
import { enterBlockCard, type BlockView, type RegisterView } from '../api/registers.ts'
import { define, OpisElement } from '../elements/base.ts'
import { showError } from '../shell/show-error.ts'
import { announce } from '../state/notice.ts'
import { shared } from '../styles/shared.ts'
import { localName } from '../text/local-name.ts'

/** A paper that was written under a number of a block: its number, day, kind and subject. The rest is added on its card. Announces `entered`. */
export class RegisterBlockCard extends OpisElement {
  static override properties = { code: {}, flow: {}, block: { attribute: false }, error: { state: true }, busy: { state: true } }
  declare code: string
  declare flow: RegisterView['flow']
  declare block: BlockView
  declare error: unknown
  declare busy: boolean

  readonly #kinds = new Task(this, { task: (_, { signal }) => readKinds(signal), args: () => [] as const })

  static override styles = shared

  constructor() {
    super()
    this.code = ''
    this.flow = 'incoming'
    this.error = null
    this.busy = false
  }

  override render() {
    const open = this.block.numbers.filter(({ state }) => state === 'open')
    const kinds = [...new Map((this.#kinds.value ?? []).toReversed().map((kind) => [kind.code, kind])).values()].sort((one, other) => Number(other.flow === this.flow) - Number(one.flow === this.flow))
    if (open.length === 0) return html`<p class="quiet">${msg('Every number of the block has its document.')}</p>`
    return html`<form class="stack" @submit=${this.#enter}>
      <div class="fields">
        <wa-select name="seq" label=${msg('Number on the paper')} value=${String(open[0]?.seq ?? '')}>${open.map(({ seq, number }) => html`<wa-option value=${String(seq)}>${number}</wa-option>`)}</wa-select>
        <wa-input name="on" type="date" label=${msg('Day on the paper')} required></wa-input>
        ${kinds.length === 0 ? nothing : html`<wa-select name="kind" label=${msg('Kind')} value=${kinds[0]?.code ?? ''}>${kinds.map(({ code, name }) => html`<wa-option value=${code}>${localName(name, code)}</wa-option>`)}</wa-select>`}
        <wa-input name="subject" label=${msg('Subject')} maxlength="2000" required></wa-input>
        <wa-button type="submit" variant="brand" size="s" ?loading=${this.busy}>${msg('Enter')}</wa-button>
      </div>
      ${this.error === null ? nothing : showError(this.error)}
    </form>`
  }

  async #enter(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    const form = event.target
    if (!(form instanceof HTMLFormElement)) return
    const data = new FormData(form)
    const text = (name: string) => String(data.get(name) ?? '').trim()
    this.busy = true
    this.error = null
    try {
      const { number } = await enterBlockCard(this.code, this.block.id, { seq: Number(text('seq')), on: text('on'), card: { kind: text('kind'), subject: text('subject') } })
      announce(msg(str`Registered: ${number}`))
      const subject = this.renderRoot.querySelector<HTMLInputElement>('[name=subject]')
      if (subject !== null) subject.value = ''
      this.dispatchEvent(new CustomEvent('entered'))
    } catch (error) {
      this.error = error
    } finally {
      this.busy = false
    }
  }
}

define('opis-register-block-card', RegisterBlockCard)
