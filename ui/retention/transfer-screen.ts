import '@awesome.me/webawesome/dist/components/button/button.js'
import '@awesome.me/webawesome/dist/components/input/input.js'
import { Task } from '@lit/task'
import { msg, str } from '@lit/localize'
import { html, nothing } from 'lit'
import { drawUpTransfer, readCandidates, readTransfers, transfersFile, type CandidateList, type TransferSummary } from '../api/transfers.ts'
import { define } from '../elements/base.ts'
import { fileLinks } from '../elements/file-links.ts'
import { waiting } from '../elements/waiting.ts'
import { readForm } from '../elements/read-form.ts'
import { WorkElement } from '../elements/work-element.ts'
import { showError } from '../shell/show-error.ts'
import { may } from '../state/permissions.ts'
import { go } from '../state/router.ts'
import { formatNumber } from '../text/format.ts'
import { rowStyles } from './holds-styles.ts'
import './retention-nav.ts'
import { progressOf, yearsOf } from './transfer-words.ts'

/** Inventories of permanent files and their handing over to the state archive. */
export class TransfersScreen extends WorkElement {
  readonly #found = new Task(this, { task: async (_args, { signal }) => ({ list: await readTransfers(signal), waits: await readCandidates(signal) }), args: () => [] })

  static override styles = rowStyles

  override render() {
    return html`<div class="page stack">
      <opis-retention-nav path="/retention/transfers"></opis-retention-nav>
      <h1>${msg('Handing over to the archive')}</h1>
      ${this.#found.render({
        pending: waiting,
        complete: ({ list, waits }) => html`${this.#waiting(waits)}${this.#list(list.transfers)}`,
        error: (error) => showError(error, () => void this.#found.run()),
      })}
    </div>`
  }

  #waiting({ total, years }: CandidateList) {
    return html`<section class="card stack" aria-labelledby="waits">
      <h2 id="waits">${msg('Permanent files without an inventory')}</h2>
      ${total === 0
        ? html`<p class="quiet">${msg('Every closed file of permanent keeping is on an inventory.')}</p>`
        : html`<ul class="rows">${years.map((one) => html`<li><span>${msg(str`Fonds ${one.fonds}, ${one.year}`)}</span><span class="small quiet">${msg(str`files: ${formatNumber(one.files)}`)}</span></li>`)}</ul>
            ${may('acts.write') ? this.#form(years) : nothing}`}
      ${this.problem()}
    </section>`
  }

  #form(years: CandidateList['years']) {
    const [first, last] = [years[0], years.at(-1)]
    return html`<form class="fields" @submit=${this.#draw}>
      <wa-input name="title" label=${msg('Title of the inventory')} maxlength="300" required></wa-input>
      <wa-input name="archive" label=${msg('Archive that takes the files')} maxlength="300" required></wa-input>
      <wa-input name="fonds" label=${msg('Fonds')} value=${first?.fonds ?? '1'} maxlength="50" required></wa-input>
      <wa-input name="from" type="number" label=${msg('From year')} value=${String(first?.year ?? '')} required></wa-input>
      <wa-input name="to" type="number" label=${msg('To year')} value=${String(last?.year ?? '')} required></wa-input>
      <wa-button type="submit" variant="brand" ?loading=${this.busy}>${msg('Draw up the inventory')}</wa-button>
    </form>`
  }

  #list(transfers: readonly TransferSummary[]) {
    return html`<section class="card stack" aria-labelledby="transfers">
      <div class="row spread"><h2 id="transfers">${msg('Inventories')}</h2>${fileLinks(transfersFile)}</div>
      ${transfers.length === 0 ? html`<p class="quiet">${msg('No inventory has been drawn up.')}</p>` : html`<ul class="rows">${transfers.map((one) => this.#row(one))}</ul>`}
    </section>`
  }

  #row(one: TransferSummary) {
    const { name, tone } = progressOf(one)
    return html`<li>
      <div>
        <a href=${`/retention/transfers/${one.id}`}><strong>${one.number}</strong> ${one.title}</a>
        <p class="small quiet">${msg(str`Fonds ${one.fonds}, ${yearsOf(one)}`)} · ${msg(str`files: ${formatNumber(one.lines)}`)} · ${one.archive}</p>
      </div>
      <span class="badge ${tone}">${name}</span>
    </li>`
  }

  async #draw(event: SubmitEvent): Promise<void> {
    const read = readForm(event)
    if (read === null) return
    const { text } = read
    const drawn = await this.attempt(() => drawUpTransfer({ title: text('title'), archive: text('archive'), fonds: text('fonds'), from: Number(text('from')), to: Number(text('to')) }))
    if (drawn !== null) go(`/retention/transfers/${drawn.id}`)
  }
}

define('opis-transfers', TransfersScreen)
