import '@awesome.me/webawesome/dist/components/button/button.js'
import '@awesome.me/webawesome/dist/components/icon/icon.js'
import '@awesome.me/webawesome/dist/components/input/input.js'
import { Task } from '@lit/task'
import { msg, str } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import { endLocalCopy, inventoryFile, inventoryPdf, packagePath, readTransfer, recordPaper, sayHandedOver, sendReceipt, type TransferView } from '../api/transfers.ts'
import { define } from '../elements/base.ts'
import { waiting } from '../elements/waiting.ts'
import { WorkElement } from '../elements/work-element.ts'
import { showError } from '../shell/show-error.ts'
import { may } from '../state/permissions.ts'
import { session } from '../state/session.ts'
import { formatDate, formatInstant, formatNumber } from '../text/format.ts'
import { currentLanguage } from '../text/locale.ts'
import { rowStyles } from './holds-styles.ts'
import { progressOf, yearsOf } from './transfer-words.ts'

type Said = (name: string) => string

const packedAfterMs = 1500

/** One handing over: its inventory, who agreed, the package, the receipt of the archive and what does not agree. */
export class TransferScreen extends WorkElement {
  static override properties = { act: {} }
  declare act: string

  readonly #found = new Task(this, { task: async ([id], { signal }) => readTransfer(id, signal), args: () => [this.act] as const })

  static override styles = rowStyles

  constructor() {
    super()
    this.act = ''
  }

  override render() {
    return html`<div class="page stack">
      <p><a class="back" href="/retention/transfers"><wa-icon name="chevron-left"></wa-icon>${msg('All inventories')}</a></p>
      ${this.#found.render({
        pending: () => (this.#found.value === undefined ? waiting() : this.#whole(this.#found.value)),
        complete: (found) => this.#whole(found),
        error: (error) => showError(error, () => void this.#found.run()),
      })}
    </div>`
  }

  #whole(found: TransferView) {
    const { name, tone } = progressOf(found)
    const language = currentLanguage()
    return html`<div class="row spread"><h1>${found.number} ${found.title}</h1><span class="badge ${tone}">${name}</span></div>
      <section class="card stack" aria-label=${msg('Inventory')}>
        <p>${msg(str`Fonds ${found.fonds}, ${yearsOf(found)}`)} · ${msg(str`files: ${formatNumber(found.lines)}`)} · ${found.archive}</p>
        <p class="small quiet">${msg(str`Drawn up by ${found.drawnBy} on ${formatDate(found.drawnOn)}`)}</p>
        ${found.agreed === null ? nothing : html`<p class="small">${msg(str`Agreed by the commission: ${found.agreed.document}, ${formatDate(found.agreed.on)}`)}</p>`}
        ${found.approved === null ? nothing : html`<p class="small">${msg(str`Approved by the archive: ${found.approved.document}, ${formatDate(found.approved.on)}`)}</p>`}
        <p class="row">
          <a href=${inventoryPdf(found.id, language)} target="_blank">${msg('Print the inventory (PDF)')}</a>
          <a href=${inventoryFile(found.id, 'ods', language)} download>ODS</a>
          <a href=${inventoryFile(found.id, 'csv', language)} download>CSV</a>
        </p>
      </section>
      ${this.#next(found)} ${this.problem()} ${this.#receipt(found)}`
  }

  /** What can be done now, and by whom. */
  #next(found: TransferView): TemplateResult | typeof nothing {
    const now = session.get()
    const own = now.kind === 'signed-in' && now.view.user.name === found.drawnBy
    if (found.state === 'inventory' && found.actState !== 'approved') {
      if (own) return html`<p class="quiet">${msg('You drew this inventory up; another person records that it was agreed and approved.')}</p>`
      return may('acts.approve') ? this.#paper(found) : nothing
    }
    if (found.state === 'confirmed') return this.#ending(found, own)
    if (!may('acts.write') || found.state === 'ending' || found.state === 'ended') return nothing
    return html`<section class="card stack" aria-labelledby="hand-over">
      <h2 id="hand-over">${msg('Package')}</h2>
      <form method="post" action=${packagePath(found.id)} @submit=${this.#packing}>
        <wa-button type="submit" appearance="outlined">${found.packagedAt === null ? msg('Make the package') : msg('Make the package anew')}</wa-button>
      </form>
      ${found.packagedAt === null ? nothing : html`<p class="small quiet">${msg(str`Made ${formatInstant(found.packagedAt)}, files: ${formatNumber(found.files.total)}`)}</p>`}
      ${found.state === 'packaged'
        ? html`<form class="fields" @submit=${(event: SubmitEvent) => void this.#step(event, (said) => sayHandedOver(found.id, said('on')), msg('Recorded. The local copy stays until the receipt agrees.'))}>
            <wa-input name="on" type="date" label=${msg('Handed over on')} required></wa-input>
            <wa-button type="submit" variant="brand" ?loading=${this.busy}>${msg('The archive has it')}</wa-button>
          </form>`
        : nothing}
      ${found.state === 'transfer-pending' ? this.#receiptForm(found) : nothing}
    </section>`
  }

  #paper(found: TransferView) {
    const agrees = found.actState === 'draft'
    const step = agrees ? 'agree' : 'approve'
    return html`<section class="card stack" aria-labelledby="paper">
      <h2 id="paper">${agrees ? msg('The commission agreed') : msg('The archive approved')}</h2>
      <form class="fields" @submit=${(event: SubmitEvent) => void this.#step(event, (said) => recordPaper(found.id, step, { document: said('document'), on: said('on') }), msg('Recorded.'))}>
        <wa-input name="document" label=${msg('Number of the paper')} maxlength="300" required></wa-input>
        <wa-input name="on" type="date" label=${msg('Date of the paper')} required></wa-input>
        <wa-button type="submit" variant="brand" ?loading=${this.busy}>${msg('Write it down')}</wa-button>
      </form>
    </section>`
  }

  #receiptForm(found: TransferView) {
    return html`<form class="fields" @submit=${(event: SubmitEvent) => this.#sendReceipt(event, found.id)}>
      <wa-input name="document" label=${msg('Number of the receipt')} maxlength="300" required></wa-input>
      <label>${msg('File with the checksums that the archive sent back')} <input name="receipt" type="file" required /></label>
      <wa-button type="submit" variant="brand" ?loading=${this.busy}>${msg('Compare')}</wa-button>
    </form>`
  }

  #ending(found: TransferView, own: boolean) {
    if (!may('acts.approve') || own || found.notBefore === null) return html`<p class="quiet">${msg('The archive has every file unchanged. The head may end the local copy.')}</p>`
    if (Date.parse(found.notBefore) > Date.now()) return html`<p class="quiet">${msg(str`The local copy may be ended from ${formatInstant(found.notBefore)}.`)}</p>`
    return html`<form @submit=${(event: SubmitEvent) => void this.#step(event, () => endLocalCopy(found.id), msg('The local copy is being ended.'))}>
      <wa-button type="submit" variant="danger" appearance="outlined" ?loading=${this.busy}>${msg('End the local copy')}</wa-button>
    </form>`
  }

  #receipt({ receipt, files, faults }: TransferView) {
    if (receipt === null) return nothing
    return html`<section class="card stack" aria-labelledby="receipt">
      <h2 id="receipt">${msg(str`Receipt ${receipt.document}`)}</h2>
      <p>${files.faults === 0 ? msg('Every file agrees.') : msg(str`Files that do not agree: ${formatNumber(files.faults)} of ${formatNumber(files.total)}`)}</p>
      <ul class="rows">${faults.map((one) => html`<li><code>${one.path}</code><span class="badge tone-bad">${one.fault === 'missing' ? msg('missing from the receipt') : msg('another checksum')}</span></li>`)}</ul>
    </section>`
  }

  /** The browser saves the package while the page stays: nothing tells when the server has noted it. */
  #packing(): void {
    setTimeout(() => void this.#found.run(), packedAfterMs)
  }

  #sendReceipt(event: SubmitEvent, id: string): void {
    void this.#step(event, async (said) => {
      const input = this.renderRoot.querySelector<HTMLInputElement>('input[name="receipt"]')
      return sendReceipt(id, said('document'), input?.files?.[0] ?? new Blob([]))
    }, msg('The receipt was compared.'))
  }

  async #step(event: SubmitEvent, act: (said: Said) => Promise<TransferView>, done: string): Promise<void> {
    if ((await this.submit(event, act, done)) !== null) await this.#found.run()
  }
}

define('opis-transfer', TransferScreen)
