import '@awesome.me/webawesome/dist/components/button/button.js'
import '@awesome.me/webawesome/dist/components/input/input.js'
import '@awesome.me/webawesome/dist/components/option/option.js'
import '@awesome.me/webawesome/dist/components/select/select.js'
import { msg, str } from '@lit/localize'
import { html, nothing } from 'lit'
import { channels } from '#contract/cards.ts'
import { registerDraftOf, sendDraftOf, type DraftView } from '../api/drafts.ts'
import { define } from '../elements/base.ts'
import { readForm } from '../elements/read-form.ts'
import { WorkElement } from '../elements/work-element.ts'
import { channelName } from '../registry/card-words.ts'
import { drawExtraFields, filledFields, missingField, type FieldValues } from '../registry/extra-fields.ts'
import { fieldStyles } from '../registry/field-styles.ts'
import { formatDate } from '../text/format.ts'

type Channel = (typeof channels)[number]
const ways: readonly Channel[] = ['post', 'counter', 'e-mail', 'portal', 'exchange', 'internal']

/** What follows the approval: the number, the papers, and how the document left the house. */
export class DraftSending extends WorkElement {
  static override properties = { draft: { attribute: false }, extra: { state: true }, missing: { state: true } }
  declare draft: DraftView
  declare extra: FieldValues
  /** Code of a required field that is empty. */
  declare missing: string | null

  static override styles = fieldStyles

  constructor() {
    super()
    this.extra = {}
    this.missing = null
  }

  override render() {
    const { result, sending, may } = this.draft
    if (result === null && !may.register) return nothing
    return html`<section class="card stack" aria-labelledby="sending">
      <h2 id="sending">${msg('Registration and sending')}</h2>
      ${may.register ? this.#register() : nothing}
      ${result === null ? nothing : this.#result(result)} ${may.send ? this.#form() : nothing}
      ${sending === null ? nothing : html`<p>${msg(str`Sent on ${formatDate(sending.on)}: ${channelName(ways.find((one) => one === sending.channel) ?? 'post')}`)}${sending.address === '' ? nothing : html` · ${sending.address}`}</p>`}
      ${this.problem()}
    </section>`
  }

  #register() {
    const { fields } = this.draft
    const set = (code: string, value: string) => {
      this.extra = { ...this.extra, [code]: value }
      this.missing = null
    }
    return html`${fields.length === 0 ? nothing : html`<div class="fields">${drawExtraFields(fields, this.extra, { fault: this.missing, set })}</div>`}
      <div><wa-button variant="brand" ?loading=${this.busy} @click=${this.#number}>${msg('Register')}</wa-button></div>`
  }

  #number = (): void => {
    this.missing = missingField(this.draft.fields, this.extra)
    if (this.missing !== null) return this.renderRoot.querySelector<HTMLElement>(`#field-${CSS.escape(this.missing)}`)?.focus()
    void this.work(() => registerDraftOf(this.draft.id, filledFields(this.draft.fields, this.extra)), msg('Document registered.'))
  }

  #result({ card, number, registeredOn, record, sheet }: NonNullable<DraftView['result']>) {
    return html`<p><a href=${`/registry/cards/${card}`}><strong>${number}</strong></a> ${msg(str`of ${formatDate(registeredOn)}`)}</p>
      ${sheet === null || record === null
        ? html`<p class="row"><span class="quiet">${msg('The papers are being drawn up.')}</span> <wa-button size="s" appearance="outlined" @click=${() => this.dispatchEvent(new CustomEvent('reload'))}>${msg('Look again')}</wa-button></p>`
        : html`<ul class="row"><li><a href=${`/records/${record}`}>${msg('The document')}</a></li><li><a href=${`/records/${sheet}`}>${msg('Approval sheet')}</a></li></ul>`}`
  }

  #form() {
    return html`<form class="fields" aria-label=${msg('Note the sending')} @submit=${this.#send}>
      <wa-select name="channel" label=${msg('Sent by')} value="post">${ways.map((way) => html`<wa-option value=${way}>${channelName(way)}</wa-option>`)}</wa-select>
      <wa-input name="on" type="date" label=${msg('On')} hint=${msg('Today if left empty')}></wa-input>
      <wa-input name="address" label=${msg('Address')} hint=${msg('That of the correspondent if left empty')} maxlength="500"></wa-input>
      <wa-input name="note" label=${msg('Note')} maxlength="500"></wa-input>
      <div class="row"><wa-button type="submit" variant="brand" ?loading=${this.busy}>${msg('Note the sending')}</wa-button></div>
    </form>`
  }

  #send = (event: SubmitEvent): void => {
    const given = readForm(event)
    if (given === null) return
    const on = given.text('on')
    const channel = ways.find((way) => way === given.text('channel')) ?? 'post'
    void this.work(() => sendDraftOf(this.draft.id, { channel, address: given.text('address'), note: given.text('note'), ...(on === '' ? {} : { on }) }), msg('Sending noted.'))
  }
}

define('opis-draft-sending', DraftSending)
