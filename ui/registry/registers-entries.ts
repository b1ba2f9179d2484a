import '@awesome.me/webawesome/dist/components/button/button.js'
import '@awesome.me/webawesome/dist/components/input/input.js'
import { msg, str } from '@lit/localize'
import { html, nothing } from 'lit'
import { annulEntry, readEntries, type EntryView, type RegisterView } from '../api/registers.ts'
import { define } from '../elements/base.ts'
import { readForm } from '../elements/read-form.ts'
import { WorkElement } from '../elements/work-element.ts'
import { announce } from '../state/notice.ts'
import { may } from '../state/permissions.ts'
import { shared } from '../styles/shared.ts'
import { formatDate } from '../text/format.ts'
import { annulReason, sourceName } from './registers-words.ts'

/** The newest numbers of a register; older ones on demand. A number is annulled here with its reason. */
export class RegisterEntries extends WorkElement {
  static override properties = { of: { attribute: false }, entries: { state: true }, more: { state: true }, annulling: { state: true } }
  declare of: RegisterView
  declare entries: readonly EntryView[]
  declare more: boolean
  declare annulling: string | null

  static override styles = shared

  constructor() {
    super()
    this.entries = []
    this.more = false
    this.annulling = null
  }

  override firstUpdated(): void {
    void this.#load(false)
  }

  override render() {
    return html`<section class="card stack" aria-labelledby="numbers">
      <h2 id="numbers">${msg('Newest numbers')}</h2>
      ${this.problem()}
      ${this.entries.length === 0 ? html`<p class="quiet">${msg('Nothing is entered yet.')}</p>` : html`<ul class="rows">${this.entries.map((one) => this.#row(one))}</ul>`}
      ${this.more ? html`<div><wa-button appearance="outlined" @click=${() => this.#load(true)}>${msg('Show older ones')}</wa-button></div>` : nothing}
    </section>`
  }

  #row(one: EntryView) {
    const shown = one.card === null ? html`<strong>${one.number}</strong>` : html`<a href=${`/registry/cards/${one.card}`}><strong>${one.number}</strong></a>`
    const about = [formatDate(one.enteredOn), one.correspondent, one.subject, sourceName(one.source)].filter((part) => part !== null && part !== '').join(' · ')
    const mayAnnul = one.annulled === null && one.source !== 'imported' && this.of.mine && may('cards.register')
    return html`<li>
      <div>${shown}<p class="small quiet">${about}</p>${this.annulling === one.id ? this.#form(one) : nothing}</div>
      ${one.annulled === null ? nothing : html`<span class="badge tone-care">${msg(str`annulled: ${annulReason(one)}`)}</span>`}
      ${mayAnnul && this.annulling !== one.id ? html`<wa-button size="s" appearance="plain" @click=${() => (this.annulling = one.id)}>${msg('Annul')}<span class="unseen">${one.number}</span></wa-button>` : nothing}
    </li>`
  }

  #form(one: EntryView) {
    return html`<form class="row" @submit=${(event: SubmitEvent) => this.#annul(event, one)}>
      <wa-input name="reason" label=${msg('Reason')} hint=${msg('The number stays in the register as annulled and is never given out again.')} maxlength="500" required autofocus></wa-input>
      <wa-button type="submit" variant="danger" size="s" ?loading=${this.busy}>${msg('Annul')}</wa-button>
      <wa-button size="s" appearance="outlined" @click=${() => (this.annulling = null)}>${msg('Cancel')}</wa-button>
    </form>`
  }

  async #load(older: boolean): Promise<void> {
    await this.attempt(async () => {
      const page = await readEntries(this.of.code, this.of.running, older ? this.entries.at(-1)?.seq : undefined)
      this.more = page.length >= 50
      this.entries = older ? [...this.entries, ...page] : page
    })
  }

  async #annul(event: SubmitEvent, one: EntryView): Promise<void> {
    const read = readForm(event)
    if (read === null) return
    const annulled = await this.attempt(async () => {
      await annulEntry(one.id, read.text('reason'))
      this.annulling = null
      announce(msg(str`Annulled: ${one.number}`))
      return true
    })
    if (annulled !== null) await this.#load(false)
  }
}

define('opis-register-entries', RegisterEntries)
