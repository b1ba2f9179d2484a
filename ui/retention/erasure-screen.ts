import '@awesome.me/webawesome/dist/components/button/button.js'
import { Task } from '@lit/task'
import { msg, str } from '@lit/localize'
import { html, nothing } from 'lit'
import { erasureRequestsFile, readErasureRequests, type ErasureRequestList, type ErasureSummary } from '../api/erasure-requests.ts'
import { define, OpisElement } from '../elements/base.ts'
import { fileLinks } from '../elements/file-links.ts'
import { waiting } from '../elements/waiting.ts'
import { showError } from '../shell/show-error.ts'
import { may } from '../state/permissions.ts'
import { go } from '../state/router.ts'
import { formatDate, formatNumber } from '../text/format.ts'
import './erasure-form.ts'
import './erasure-kept-longer.ts'
import { requestStateName } from './erasure-words.ts'
import { rowStyles } from './holds-styles.ts'
import './retention-nav.ts'

/** Requests to erase personal data, and what is kept longer than needed. */
export class ErasureScreen extends OpisElement {
  static override properties = { adding: { state: true } }
  declare adding: boolean

  readonly #requests = new Task(this, { task: (_args, { signal }) => readErasureRequests(signal), args: () => [] })

  static override styles = rowStyles

  constructor() {
    super()
    this.adding = false
  }

  override render() {
    return html`<div class="page stack">
      <opis-retention-nav path="/retention/erasure"></opis-retention-nav>
      <div class="row spread">
        <h1>${msg('Personal data')}</h1>
        ${this.adding || !may('erasure.write') ? nothing : html`<wa-button variant="brand" @click=${() => (this.adding = true)}>${msg('Take in a request')}</wa-button>`}
      </div>
      ${this.adding ? html`<opis-erasure-form @added=${(event: CustomEvent<string>) => go(`/retention/erasure/${event.detail}`)} @close=${() => (this.adding = false)}></opis-erasure-form>` : nothing}
      <section class="card stack" aria-labelledby="requests">
        <div class="row spread"><h2 id="requests">${msg('Requests to erase')}</h2>${fileLinks(erasureRequestsFile)}</div>
        ${this.#requests.render({
          pending: waiting,
          complete: (list) => this.#list(list),
          error: (error) => showError(error, () => void this.#requests.run()),
        })}
      </section>
      <opis-kept-longer></opis-kept-longer>
    </div>`
  }

  #list({ requests }: ErasureRequestList) {
    if (requests.length === 0) return html`<p class="quiet">${msg('No request has been taken in.')}</p>`
    return html`<ul class="rows" aria-label=${msg('Requests to erase')}>${requests.map((one) => this.#row(one))}</ul>`
  }

  #row(one: ErasureSummary) {
    const open = one.state === 'received' || one.state === 'assessed'
    return html`<li>
      <div>
        <a href=${`/retention/erasure/${one.number}`}><strong>${one.number}</strong> ${one.requester}</a>
        <p class="small quiet">${msg(str`Received on ${formatDate(one.receivedOn)}`)} · ${msg(str`documents: ${formatNumber(one.records)}`)}${open ? html` · ${msg(str`answer due on ${formatDate(one.dueOn)}`)}` : nothing}</p>
      </div>
      <span class="badge ${one.overdue ? 'tone-bad' : open ? 'tone-care' : 'tone-plain'}">${one.overdue ? msg('answer is late') : requestStateName(one.state)}</span>
    </li>`
  }
}

define('opis-erasure', ErasureScreen)
