import '@awesome.me/webawesome/dist/components/button/button.js'
import '@awesome.me/webawesome/dist/components/input/input.js'
import '@awesome.me/webawesome/dist/components/option/option.js'
import '@awesome.me/webawesome/dist/components/select/select.js'
import { msg } from '@lit/localize'
import { html, nothing } from 'lit'
import { flow, type RegisterConstants, type ResetRule } from '#contract/registers.ts'
import { changeRegister, openRegister, previewTemplate, type Preview, type RegisterForm, type RegisterList, type RegisterView } from '../api/registers.ts'
import { define } from '../elements/base.ts'
import { WorkElement } from '../elements/work-element.ts'
import { shared } from '../styles/shared.ts'
import { currentLanguage } from '../text/locale.ts'
import { localName } from '../text/local-name.ts'
import { flowList, flowName } from './card-words.ts'
import { templateFaultText } from './registers-words.ts'

const restMs = 250
const constantNames = ['group', 'kind', 'unit', 'suffix'] as const

/** Opens a register, or changes the one in `of`; shows at once what its template prints. Announces `saved` with the register, and `close`. */
export class RegisterFormElement extends WorkElement {
  static override properties = { of: { attribute: false }, units: { attribute: false }, preview: { state: true }, reset: { state: true } }
  /** The register to be changed; null: a new one. */
  declare of: RegisterView | null
  declare units: RegisterList['units']
  declare preview: Preview | null
  declare reset: ResetRule['kind']
  #timer: ReturnType<typeof setTimeout> | undefined

  static override styles = shared

  constructor() {
    super()
    this.of = null
    this.units = []
    this.preview = null
    this.reset = 'yearly'
  }

  override firstUpdated(): void {
    if (this.of !== null) this.reset = this.of.reset.kind
    void this.#look()
  }

  override disconnectedCallback(): void {
    clearTimeout(this.#timer)
    super.disconnectedCallback()
  }

  override render() {
    const { of } = this
    const title = of === null ? msg('Open a register') : msg('Change the register')
    return html`<form class="card stack" @submit=${this.#save} @input=${this.#typed} aria-label=${title}>
      <h2>${title}</h2>
      ${of === null ? nothing : html`<p class="small quiet">${msg('A change holds for the numbers given out afterwards. Unit, flow, reset and first number stay once numbers were given out.')}</p>`}
      <div class="fields">
        ${of === null ? html`<wa-input name="code" label=${msg('Code')} hint=${msg('Small letters, digits and dashes: incoming-2026')} pattern="[a-z0-9][a-z0-9._\\-]{0,63}" required autofocus></wa-input>` : nothing}
        <wa-input name="title" label=${msg('Name of the register')} maxlength="300" value=${of === null ? '' : localName(of.title)} required></wa-input>
        <wa-select name="unit" label=${msg('Unit')} value=${of?.unit ?? this.units[0]?.code ?? ''} required>${this.units.map(({ code, name }) => html`<wa-option value=${code}>${localName(name, code)}</wa-option>`)}</wa-select>
        <wa-select name="flow" label=${msg('Documents')} value=${of?.flow ?? 'incoming'} required>${flowList.map((one) => html`<wa-option value=${one}>${flowName(one)}</wa-option>`)}</wa-select>
        ${of === null ? html`<wa-input name="openedOn" type="date" label=${msg('Takes entries from')} required></wa-input>` : nothing}
        <wa-input name="firstSeq" type="number" min="1" max="9999999" label=${msg('First number')} hint=${msg('The numbers before it are in the paper book and are never given out here.')} value=${of === null ? '1' : ''}></wa-input>
      </div>
      <div class="fields">
        <wa-input name="template" label=${msg('Number template')} value=${of?.template ?? '{group}-{seq}/{yyyy}'} maxlength="120" required></wa-input>
        ${constantNames.map((name) => html`<wa-input name=${name} label=${`{${name}}`} maxlength="20" value=${of?.constants[name] ?? ''}></wa-input>`)}
        <wa-select name="reset" label=${msg('Numbering begins anew')} value=${of?.reset.kind ?? 'yearly'} @change=${this.#chooseReset}>
          <wa-option value="yearly">${msg('each year')}</wa-option><wa-option value="convocation">${msg('with each convocation')}</wa-option><wa-option value="never">${msg('never')}</wa-option>
        </wa-select>
        ${this.reset === 'yearly' ? html`<wa-input name="on" label=${msg('on the day (MM-DD)')} pattern="(0[1-9]|1[0-2])-[0-3][0-9]" value=${of?.reset.kind === 'yearly' ? of.reset.on : '01-01'} required></wa-input>` : nothing}
        <wa-input name="convocation" type="number" min="1" max="99" label="{convocation}" value=${of?.constants.convocation ?? ''}></wa-input>
      </div>
      <p class="small quiet">${msg('Tokens')}: <code>{seq} {seq:4} {yyyy} {yy} {y} {group} {kind} {unit} {suffix} {file} {corr} {convocation} {repeat:-}</code></p>
      <p class="note ${this.preview?.fault === null ? 'tone-calm' : 'tone-care'}" role="status">${this.#previewText()}</p>
      ${this.problem()}
      <div class="row">
        <wa-button type="submit" variant="brand" ?loading=${this.busy} ?disabled=${this.preview?.fault !== null}>${of === null ? msg('Open') : msg('Save')}</wa-button>
        <wa-button appearance="outlined" @click=${() => this.dispatchEvent(new CustomEvent('close'))}>${msg('Cancel')}</wa-button>
      </div>
    </form>`
  }

  #previewText() {
    if (this.preview === null) return msg('The preview of the number appears here.')
    return this.preview.fault === null ? html`${msg('It prints')}: <strong>${this.preview.examples.join(' · ')}</strong>` : html`${msg('The template cannot be used yet')}: ${templateFaultText(this.preview.fault)}`
  }

  #chooseReset(event: Event): void {
    const { value } = event.target as HTMLSelectElement
    this.reset = (['yearly', 'convocation', 'never'] as const).find((one) => one === value) ?? 'yearly'
    this.#typed()
  }

  #typed(): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.#look(), restMs)
  }

  async #look(): Promise<void> {
    await this.updateComplete
    const { template, constants, reset, firstSeq } = this.#read()
    if (template === '') return
    this.preview = await previewTemplate({ template, constants, reset, firstSeq: firstSeq ?? 1 }).catch(() => null)
  }

  #read(): { template: string; constants: RegisterConstants; reset: ResetRule; firstSeq: number | undefined; text: (name: string) => string } {
    const form = this.renderRoot.querySelector('form')
    const data = form === null ? new FormData() : new FormData(form)
    const text = (name: string) => String(data.get(name) ?? '').trim()
    const convocation = Number(text('convocation'))
    const constants = { ...Object.fromEntries(constantNames.flatMap((name) => (text(name) === '' ? [] : [[name, text(name)]]))), ...(convocation > 0 ? { convocation } : {}) }
    const reset: ResetRule = this.reset === 'yearly' ? { kind: 'yearly', on: text('on') || '01-01' } : { kind: this.reset }
    return { template: text('template'), constants, reset, firstSeq: text('firstSeq') === '' ? undefined : Number(text('firstSeq')), text }
  }

  async #save(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    const { template, constants, reset, firstSeq, text } = this.#read()
    const shown = { title: { ...this.of?.title, [currentLanguage()]: text('title') }, unit: text('unit'), flow: flow.parse(text('flow')), template, constants, reset }
    await this.attempt(async () => {
      const opened: RegisterForm = { ...shown, code: text('code'), openedOn: text('openedOn'), firstSeq: firstSeq ?? 1, fields: [] }
      const detail = this.of === null ? await openRegister(opened) : await changeRegister(this.of.code, { ...shown, ...(firstSeq === undefined ? {} : { firstSeq }) })
      this.dispatchEvent(new CustomEvent('saved', { detail }))
    })
  }
}

define('opis-register-form', RegisterFormElement)
