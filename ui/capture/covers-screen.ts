import '@awesome.me/webawesome/dist/components/button/button.js'
import '@awesome.me/webawesome/dist/components/icon/icon.js'
import '@awesome.me/webawesome/dist/components/input/input.js'
import '@awesome.me/webawesome/dist/components/option/option.js'
import '@awesome.me/webawesome/dist/components/select/select.js'
import { msg } from '@lit/localize'
import { css, html, nothing } from 'lit'
import { languages } from '#kernel/language.ts'
import type { CoverOrder, IssuedCovers } from '#contract/capture.ts'
import { orderCovers } from '../api/capture.ts'
import { define } from '../elements/base.ts'
import { WorkElement } from '../elements/work-element.ts'
import { classTitle, plan } from '../state/classes.ts'
import { StoreController } from '../state/store.ts'
import { shared } from '../styles/shared.ts'
import { languageNames } from '../text/locale.ts'
import { readOrder } from './read-order.ts'

/** Orders cover sheets and offers their PDF for printing. */
export class CoversScreen extends WorkElement {
  static override properties = { issued: { state: true }, pdf: { state: true } }
  declare issued: IssuedCovers['covers']
  /** Address of the PDF in this browser, until the screen is left. */
  declare pdf: string | null

  readonly #plan = new StoreController(this, plan)

  static override styles = [
    shared,
    css`
      .page {
        max-inline-size: 52rem;
      }
      .fields {
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 17rem), 1fr));
      }
      .ids {
        display: flex;
        flex-wrap: wrap;
        gap: var(--o-1) var(--o-4);
        max-block-size: 12rem;
        overflow: auto;
      }
    `,
  ]

  constructor() {
    super()
    this.issued = []
    this.pdf = null
  }

  override disconnectedCallback(): void {
    this.#forget()
    super.disconnectedCallback()
  }

  override render() {
    return html`<div class="page stack">
      <p><a class="back" href="/capture"><wa-icon name="chevron-left"></wa-icon>${msg('All batches')}</a></p>
      <h1>${msg('Print cover sheets')}</h1>
      <p class="quiet">${msg('Lay one cover sheet before each record. It tells the station where a record begins and what it is.')}</p>
      <form class="card fields" @submit=${this.#order}>
        <wa-input name="count" type="number" label=${msg('How many')} value="10" min="1" max="500" required></wa-input>
        <wa-select name="class" label=${msg('Class')} with-clear placeholder=${msg('None')}>
          ${this.#plan.value.classes.map(({ code }) => html`<wa-option value=${code}>${classTitle(code)}</wa-option>`)}
        </wa-select>
        <wa-input name="file" label=${msg('File')} hint=${msg('Title or index of the file, as people write it')} maxlength="200"></wa-input>
        <wa-input name="sheets" type="number" label=${msg('Sheets expected behind each')} min="1" max="2000"></wa-input>
        <wa-input name="date" label=${msg('Date of the record')} hint=${msg('Year, or year-month, or year-month-day')} placeholder="2024-12-31" pattern="\\d{4}(-\\d{2}(-\\d{2})?)?"></wa-input>
        <wa-select name="language" label=${msg('Language of the record')} with-clear placeholder=${msg('Find out by itself')}>
          ${languages.map((code) => html`<wa-option value=${code}>${languageNames[code]}</wa-option>`)}
        </wa-select>
        <wa-button type="submit" variant="brand" ?loading=${this.busy}>${msg('Make the PDF')}</wa-button>
      </form>
      ${this.problem()} ${this.pdf === null ? nothing : this.#result(this.pdf)}
    </div>`
  }

  #result(pdf: string) {
    return html`<section class="card stack" role="status" aria-label=${msg('The cover sheets are ready')}>
      <h2>${msg('The cover sheets are ready')}</h2>
      <div class="row">
        <a class="action" href=${pdf} target="_blank" rel="noopener"><wa-icon name="print"></wa-icon>${msg('Open and print')}</a>
        <a class="back" href=${pdf} download="opis-covers.pdf"><wa-icon name="download"></wa-icon>${msg('Download')}</a>
      </div>
      <ul class="ids">${this.issued.map(({ id }) => html`<li><code>${id}</code></li>`)}</ul>
    </section>`
  }

  async #order(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    if (!(event.target instanceof HTMLFormElement)) return
    await this.#send(readOrder(new FormData(event.target)))
  }

  async #send(order: CoverOrder): Promise<void> {
    await this.attempt(async () => {
      this.#forget()
      const { covers, pdfBase64 } = await orderCovers(order)
      const bytes = Uint8Array.from(atob(pdfBase64), (char) => char.charCodeAt(0))
      this.issued = covers
      this.pdf = URL.createObjectURL(new Blob([bytes], { type: 'application/pdf' }))
    })
  }

  #forget(): void {
    if (this.pdf !== null) URL.revokeObjectURL(this.pdf)
    this.pdf = null
  }
}

define('opis-covers', CoversScreen)
