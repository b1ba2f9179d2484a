import '@awesome.me/webawesome/dist/components/button/button.js'
import '@awesome.me/webawesome/dist/components/input/input.js'
import { msg, str } from '@lit/localize'
import { html, nothing } from 'lit'
import { fileCardInto, readFiling, reopenCardOf, type FilingProposal } from '../api/drafts.ts'
import { define } from '../elements/base.ts'
import { takeFocus } from '../elements/take-focus.ts'
import '../file-plan/reason-button.ts'
import { readForm } from '../elements/read-form.ts'
import { WorkElement } from '../elements/work-element.ts'
import { showError } from '../shell/show-error.ts'
import { may } from '../state/permissions.ts'
import { shared } from '../styles/shared.ts'

/** Files a finished document into a file of the file plan, or takes a filed one up again. Announces `changed` with the card. */
export class FileCardForm extends WorkElement {
  static override properties = { card: {}, state: {}, proposal: { state: true } }
  declare card: string
  /** State of the card. */
  declare state: string
  /** What the server proposes; null while the form is not open. */
  declare proposal: FilingProposal | null

  static override styles = shared

  constructor() {
    super()
    this.card = ''
    this.state = ''
    this.proposal = null
  }

  override render() {
    if (this.state === 'filed') return may('cards.reopen') ? html`<opis-reason .label=${msg('Take up again')} .field=${msg('Reason')} ?busy=${this.busy} @given=${(event: CustomEvent<string>) => void this.work(() => reopenCardOf(this.card, event.detail), msg('Document taken up again.'))}></opis-reason>${this.#fault()}` : nothing
    if (this.state === 'annulled' || !may('cards.file')) return nothing
    return html`${this.proposal === null ? html`<wa-button size="s" appearance="outlined" ?loading=${this.busy} @click=${this.#open}>${msg('File the document')}</wa-button>` : this.#form(this.proposal)}${this.#fault()}`
  }

  #fault() {
    return this.error === null ? nothing : showError(this.error)
  }

  #form({ class: inClass, files, records, openTasks, openDrafts }: FilingProposal) {
    const waits = [...(openTasks > 0 ? [msg(str`open tasks: ${openTasks}`)] : []), ...(openDrafts > 0 ? [msg(str`drafts not sent: ${openDrafts}`)] : [])]
    return html`<form ${takeFocus()} class="fields" aria-label=${msg('File the document')} @submit=${this.#file}>
      ${waits.length === 0 ? nothing : html`<p class="note tone-care">${msg(str`Not yet possible: ${waits.join(', ')}.`)}</p>`}
      <p class="small quiet">${msg(str`Records that go along: ${records}. Replies are filed with the document.`)}</p>
      <wa-input name="class" label=${msg('Class of the file plan')} .value=${inClass ?? ''} maxlength="64" required></wa-input>
      <wa-input name="number" label=${msg('Index of the file')} hint=${files.length === 0 ? msg('A file that is not there is opened.') : files.map((file) => file.number).slice(0, 8).join(', ')} maxlength="200" required></wa-input>
      <wa-input name="title" label=${msg('Title, for a new file')} maxlength="200"></wa-input>
      <div class="row">
        <wa-button type="submit" variant="brand" ?loading=${this.busy} ?disabled=${waits.length > 0}>${msg('File the document')}</wa-button>
        <wa-button appearance="outlined" @click=${() => (this.proposal = null)}>${msg('Cancel')}</wa-button>
      </div>
    </form>`
  }

  #open = async (): Promise<void> => {
    await this.attempt(async () => (this.proposal = await readFiling(this.card)))
  }

  #file = (event: SubmitEvent): void => {
    const given = readForm(event)
    if (given === null) return
    const title = given.text('title')
    void this.work(() => fileCardInto(this.card, { class: given.text('class'), number: given.text('number'), ...(title === '' ? {} : { title }) }), msg('Document filed.')).then((done) => (this.proposal = done === null ? this.proposal : null))
  }
}

define('opis-file-card', FileCardForm)
