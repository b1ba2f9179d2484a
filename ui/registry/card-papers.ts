import '@awesome.me/webawesome/dist/components/button/button.js'
import '@awesome.me/webawesome/dist/components/input/input.js'
import { Task } from '@lit/task'
import { msg, str } from '@lit/localize'
import { html, nothing } from 'lit'
import { parseCoverId } from '#kernel/cover-id.ts'
import { assignCover, attachFile, offerReply, printCoverSheet, readCardPapers, readOffers, withdrawReply } from '../api/card-papers.ts'
import type { CardPaper, CardPapers, Offers } from '../api/card-papers.ts'
import { define } from '../elements/base.ts'
import '../elements/confirm-button.ts'
import { waiting } from '../elements/waiting.ts'
import { planStyles } from '../file-plan/plan-styles.ts'
import { readForm } from '../elements/read-form.ts'
import { WorkElement } from '../elements/work-element.ts'
import { showError } from '../shell/show-error.ts'
import { may } from '../state/permissions.ts'
import { currentLanguage } from '../text/locale.ts'
import { actorName } from '../text/actor-name.ts'
import { formatDate, formatInstant } from '../text/format.ts'
import { fieldStyles } from './field-styles.ts'
import { paperFormName, paperRoleName } from './paper-words.ts'

/** The papers of a registration card: files and scans with what each is in law, and the cover sheet under which more come. */
export class CardPapersSection extends WorkElement {
  static override properties = { card: {}, closed: { type: Boolean }, replacing: { state: true } }
  declare card: string
  /** Nothing is added any more. */
  declare closed: boolean
  /** The record that the next file takes the place of. */
  declare replacing: string | null

  readonly #papers = new Task(this, { task: async ([card], { signal }) => ({ ...(await readCardPapers(card, signal)), offers: await readOffers(card, signal) }), args: () => [this.card] as const })

  static override styles = [planStyles, fieldStyles]

  constructor() {
    super()
    this.card = ''
    this.closed = false
    this.replacing = null
  }

  override render() {
    return html`<section class="card stack" aria-labelledby="papers">
      <h2 id="papers">${msg('Papers')}</h2>
      ${this.#papers.render({
        pending: () => (this.#papers.value === undefined ? waiting() : this.#list(this.#papers.value)),
        complete: (list) => this.#list(list),
        error: (error) => showError(error, () => void this.#papers.run()),
      })}
      ${this.problem()}
    </section>`
  }

  #list({ cover, papers, offers }: CardPapers & { offers: Offers }) {
    return html`${papers.length === 0 ? html`<p class="quiet">${msg('No file and no scan yet.')}</p>` : html`<ul class="rows">${papers.map((paper) => this.#row(paper, offers))}</ul>`}
      ${this.#offersOfOthers(papers, offers)}
      ${this.closed ? nothing : this.#add()} ${this.closed || !may('card.covers') ? nothing : this.#cover(cover)}`
  }

  #row(paper: CardPaper, offers: Offers) {
    const offer = offers.find(({ record }) => record === paper.record)
    const old = paper.replacedBy !== null
    return html`<li>
      <div>
        ${paper.state === 'destroyed' ? html`<span>${msg('Destroyed under an act')}</span>` : html`<a href="/records/${paper.record}">${paper.name === '' || parseCoverId(paper.name).kind === 'cover' ? paper.title : paper.name}</a>`}
        <span class="badge tone-plain">${paperRoleName(paper.role)}</span>
        <span class="badge ${paper.form === 'electronic-original' ? 'tone-good' : 'tone-plain'}">${paperFormName(paper.form)}</span>
        ${old ? html`<span class="badge tone-care">${msg('Replaced')}</span>` : nothing}
        ${offer === undefined ? nothing : html`<span class="badge tone-calm">${offer.untilOn === null ? msg('Public page offers it') : msg(str`Public page offers it until ${formatDate(offer.untilOn)}`)}</span>`}
        <div class="quiet">${msg(str`Version ${paper.version} · ${paper.pages} pages · ${actorName(paper.addedBy)}, ${formatInstant(paper.addedAt)}`)}</div>
      </div>
      ${offer !== undefined ? this.#takeBack(offer) : old || paper.state === 'destroyed' || !may('cards.register') ? nothing : html`<opis-confirm .label=${msg('Offer for download')} .about=${paper.name} .question=${msg('Whoever knows number and check value of the document may download it from the public page?')} ?busy=${this.busy} @confirmed=${() => void this.#change(() => offerReply(this.card, paper.record, paper.name === '' ? paper.title : paper.name), msg('The public page offers it now'))}></opis-confirm>`}
      ${old || this.closed || (paper.addedBy === 'system' && paper.form === 'electronic-original') ? nothing : html`<div class="row"><wa-button size="s" appearance="plain" @click=${() => this.#replace(paper.record)}>${msg('Replace')}</wa-button></div>`}
    </li>`
  }

  #takeBack({ record, name, mayWithdraw }: Offers[number]) {
    if (!mayWithdraw) return nothing
    return html`<opis-confirm .label=${msg('Take the offer back')} .about=${name} .question=${msg('Take it off the public page at once? Whoever asks for it then reads that it is no longer available.')} ?busy=${this.busy} @confirmed=${() => void this.#change(() => withdrawReply(this.card, record), msg('The public page no longer offers it'))}></opis-confirm>`
  }

  /** Papers of a reply that are offered with this document and do not lie with it. */
  #offersOfOthers(papers: readonly CardPaper[], offers: Offers) {
    const others = offers.filter(({ record }) => !papers.some((paper) => paper.record === record))
    return others.length === 0 ? nothing : html`<ul class="rows" aria-label=${msg('Public page offers it')}>${others.map((offer) => html`<li><div><a href="/records/${offer.record}">${offer.name}</a> <span class="badge tone-calm">${msg('Public page offers it')}</span></div>${this.#takeBack(offer)}</li>`)}</ul>`
  }

  async #change(call: () => Promise<unknown>, done: string): Promise<void> {
    if ((await this.work(call, done)) !== null) void this.#papers.run()
  }

  #add() {
    return html`<form class="fields" @submit=${(event: SubmitEvent) => event.preventDefault()}>
      <label class="field">
        <span>${this.replacing === null ? msg('Lay a file to the document (PDF, picture, text)') : msg('Choose the file that takes its place')}</span>
        <input type="file" name="file" accept=".pdf,.txt,image/jpeg,image/png,image/tiff,image/webp" ?disabled=${this.busy} @change=${(event: Event) => void this.#attach(event)} />
      </label>
      <label class="field">
        <span>${msg('It is')}</span>
        <select name="form">
          <option value="scanned-copy">${paperFormName('scanned-copy')}</option>
          <option value="electronic-original">${paperFormName('electronic-original')}</option>
        </select>
      </label>
      ${this.replacing === null ? nothing : html`<wa-button size="s" appearance="outlined" @click=${() => (this.replacing = null)}>${msg('Cancel')}</wa-button>`}
    </form>`
  }

  #cover(cover: string | null) {
    return html`<form class="fields" aria-label=${msg('Cover sheet')} @submit=${(event: SubmitEvent) => void this.#assign(event)}>
      <wa-input name="code" size="s" label=${msg('Cover sheet: scan its code or type its number')} placeholder=${cover ?? ''} autocomplete="off" maxlength="100"></wa-input>
      <div class="row">
        <wa-button type="submit" size="s" appearance="outlined" ?loading=${this.busy}>${msg('Assign')}</wa-button>
        <wa-button size="s" appearance="outlined" ?loading=${this.busy} @click=${() => void this.#print()}>${msg('Print a cover sheet')}</wa-button>
      </div>
      ${cover === null ? nothing : html`<p class="quiet">${msg(str`Scans under ${cover} come to this document.`)}</p>`}
    </form>`
  }

  #replace(record: string): void {
    this.replacing = record
    this.renderRoot.querySelector<HTMLInputElement>('input[type=file]')?.focus()
  }

  async #attach(event: Event): Promise<void> {
    const input = event.target
    if (!(input instanceof HTMLInputElement)) return
    const file = input.files?.[0]
    const form = input.form?.querySelector('select')?.value === 'electronic-original' ? 'electronic-original' : 'scanned-copy'
    if (file === undefined) return
    const replaces = this.replacing === null ? {} : { replaces: this.replacing }
    const done = await this.work(() => attachFile(this.card, file, { role: 'document', form, ...replaces }), msg('The file was laid to the document'))
    input.value = ''
    if (done === null) return
    this.replacing = null
    void this.#papers.run()
  }

  async #assign(event: SubmitEvent): Promise<void> {
    const read = readForm(event)
    if (read === null || read.text('code') === '') return
    if ((await this.work(() => assignCover(this.card, read.text('code')), msg('The cover sheet was assigned'))) === null) return
    read.form.reset()
    void this.#papers.run()
  }

  async #print(): Promise<void> {
    const pdf = await this.work(() => printCoverSheet(this.card, currentLanguage()), msg('A cover sheet was made'))
    if (pdf === null) return
    window.open(URL.createObjectURL(pdf), '_blank')
    void this.#papers.run()
  }
}

define('opis-card-papers', CardPapersSection)
