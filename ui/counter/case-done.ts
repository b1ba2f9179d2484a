import '@awesome.me/webawesome/dist/components/button/button.js'
import { msg, str } from '@lit/localize'
import { css, html, nothing } from 'lit'
import { assignCover } from '../api/card-papers.ts'
import { caseReceiptOf, type CounterRegistered } from '../api/counter.ts'
import { listenForCodes } from '../capture/reader/listen-for-codes.ts'
import { define, OpisElement } from '../elements/base.ts'
import { fieldStyles } from '../registry/field-styles.ts'
import { shellKey } from '../shell/keys.ts'
import { showError } from '../shell/show-error.ts'
import { announce } from '../state/notice.ts'
import { formatDate } from '../text/format.ts'

/**
 * The number, large, and the receipt: P prints it, Enter goes on. A cover sheet that the barcode reader gives is assigned
 * to the case, so that the station scans its papers. Announces `next`.
 */
export class CaseDone extends OpisElement {
  static override properties = { done: { attribute: false }, language: {}, cover: {}, error: { state: true } }
  declare done: CounterRegistered | null
  /** Of the receipt. */
  declare language: string
  declare cover: string
  declare error: unknown

  static override styles = [
    fieldStyles,
    css`
      .big {
        font-size: 2.75rem;
        font-weight: 700;
        line-height: 1.1;
        overflow-wrap: anywhere;
      }
    `,
  ]
  #stop: () => void = () => undefined

  constructor() {
    super()
    this.done = null
    this.language = 'en'
    this.cover = ''
    this.error = null
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.#stop = listenForCodes((code) => void this.#assign(code))
    document.addEventListener('keydown', this.#onKey)
    if (this.cover !== '') void this.#assign(this.cover)
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('#next')?.focus())
  }

  override disconnectedCallback(): void {
    this.#stop()
    document.removeEventListener('keydown', this.#onKey)
    super.disconnectedCallback()
  }

  override render() {
    const { done } = this
    if (done === null) return nothing
    return html`<section class="card stack" role="status" aria-label=${msg('Registered')}>
      <p class="quiet">${msg('Registered')}</p>
      <p class="big">${done.number}</p>
      <p>${formatDate(done.registeredOn)}${done.dueOn === null ? nothing : html` · ${msg(str`due on ${formatDate(done.dueOn)}`)}`} · <span class="quiet">${msg('Check value')}</span> <code>${done.checkValue}</code></p>
      ${done.awaitUntil === null ? nothing : html`<p class="care">${msg(str`Papers are awaited until ${formatDate(done.awaitUntil)}.`)}</p>`}
      <div class="row">
        <wa-button id="next" variant="brand" @click=${() => this.dispatchEvent(new CustomEvent('next'))}>${msg('Next visitor')}</wa-button>
        <a class="back" id="receipt" href=${caseReceiptOf(done.id, this.language)} target="_blank" rel="noopener"><wa-icon name="print"></wa-icon>${msg('Receipt')} <kbd>P</kbd></a>
        <a class="back" href="/registry/cards/${done.id}">${msg('Open the card')}</a>
      </div>
      <p class="quiet">${this.cover === '' ? msg('Scan the code of a cover sheet, lay it on the papers, and the station scans them for this case.') : msg(str`Cover sheet ${this.cover} is assigned; lay it on the papers.`)}</p>
      ${this.error === null ? nothing : showError(this.error)}
    </section>`
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    if (shellKey(event, 'p')) this.renderRoot.querySelector<HTMLElement>('#receipt')?.click()
  }

  async #assign(code: string): Promise<void> {
    if (this.done === null) return
    this.error = null
    try {
      const { cover } = await assignCover(this.done.id, code)
      this.cover = cover
      announce(msg('The cover sheet was assigned'))
    } catch (error) {
      this.cover = ''
      this.error = error
    }
  }
}

define('opis-case-done', CaseDone)
