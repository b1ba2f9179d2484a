import '@awesome.me/webawesome/dist/components/button/button.js'
import { Task } from '@lit/task'
import { msg, str } from '@lit/localize'
import { html, nothing } from 'lit'
import { readDesk } from '../api/cards.ts'
import { addClient, changeClient, readClients, revokeClient, type InboundClientMade, type InboundClientView } from '../api/intake.ts'
import { apiPath } from '../api/request.ts'
import { define } from '../elements/base.ts'
import '../elements/confirm-button.ts'
import '../elements/secret-note.ts'
import { waiting } from '../elements/waiting.ts'
import { readForm } from '../elements/read-form.ts'
import { WorkElement } from '../elements/work-element.ts'
import { fieldStyles } from '../registry/field-styles.ts'
import { showError } from '../shell/show-error.ts'
import { formatInstant } from '../text/format.ts'
import { localName } from '../text/local-name.ts'
import { select } from './routing-form.ts'
import './setup-nav.ts'

type Choice = { code: string; name: string }

/** Programs of others that submit applications, each with its own key: let in, watch, take the key back. */
export class InboundScreen extends WorkElement {
  static override properties = { clients: { state: true }, made: { state: true } }
  /** As the last change left them; null while they are as they were read. */
  declare clients: readonly InboundClientView[] | null
  /** The one whose key is shown this once. */
  declare made: InboundClientMade | null

  static override styles = fieldStyles
  readonly #found = new Task(this, {
    task: async (_args, { signal }) => ({ clients: await readClients(signal), registers: (await readDesk(signal)).registers.map(({ code, title }) => ({ code, name: localName(title, code) })) }),
    args: () => [],
  })

  constructor() {
    super()
    this.clients = null
    this.made = null
  }

  override render() {
    return html`<div class="page stack">
      <opis-setup-nav path="/administration/programs"></opis-setup-nav>
      <h1>${msg('Programs that submit')}</h1>
      <p class="quiet">${msg('Portals and other programs send applications with a key of their own and ask how they stand.')} <a href=${apiPath('/inbound/openapi.json')} target="_blank" rel="noopener">${msg('Description of the interface (OpenAPI)')}</a></p>
      ${this.made === null ? nothing : html`<opis-secret .label=${msg(str`Key of ${this.made.name}`)} .secret=${this.made.key} .hint=${msg('It is shown this once. Give it to the program and to nobody else.')}></opis-secret>`}
      ${this.#found.render({ pending: waiting, complete: ({ clients, registers }) => this.#whole(this.clients ?? clients, registers), error: (error) => showError(error, () => void this.#found.run()) })}
      ${this.problem()}
    </div>`
  }

  #whole(clients: readonly InboundClientView[], registers: readonly Choice[]) {
    return html`${clients.length === 0 ? html`<p class="card quiet">${msg('No program submits anything.')}</p>` : html`<section class="card"><ul class="rows" aria-label=${msg('Programs that submit')}>${clients.map((one) => this.#row(one))}</ul></section>`}
      <form class="card stack" aria-label=${msg('Let a program in')} @submit=${(event: SubmitEvent) => void this.#add(event)}>
        <h2>${msg('Let a program in')}</h2>
        <div class="row">
          <div class="field"><label for="name">${msg('Name of the program')}</label><input id="name" name="name" maxlength="100" required /></div>
          ${select('register', msg('Register for what names no service'), registers, null, false)}
          <div class="field"><label for="rate">${msg('Requests a minute')}</label><input id="rate" name="rate" type="number" min="1" max="6000" value="60" required /></div>
        </div>
        <label><input type="checkbox" name="read" checked /> ${msg('May ask how its applications stand')}</label>
        <label><input type="checkbox" name="auto" /> ${msg('Register at once where nothing is missing, without a clerk')}</label>
        <div class="row"><wa-button type="submit" variant="brand" ?loading=${this.busy}>${msg('Make a key')}</wa-button></div>
      </form>`
  }

  #row(one: InboundClientView) {
    const facts = [one.register ?? '', msg(str`${one.perMinute} requests a minute`), one.lastUsedAt === null ? msg('not used yet') : msg(str`last used ${formatInstant(one.lastUsedAt)}`)].filter((fact) => fact !== '')
    return html`<li>
      <div><strong>${one.name}</strong> ${one.revokedAt === null ? nothing : html`<span class="badge tone-bad">${msg('key taken back')}</span>`} ${one.autoAccept ? html`<span class="badge tone-calm">${msg('registered at once')}</span>` : nothing}
        <p class="small quiet">${facts.join(' · ')}</p></div>
      ${one.revokedAt === null ? html`<div class="row tight">
        <wa-button size="s" appearance="plain" ?loading=${this.busy} @click=${() => void this.#change(() => changeClient(one.id, { name: one.name, scopes: one.scopes, register: one.register, perMinute: one.perMinute, autoAccept: !one.autoAccept }))}>${one.autoAccept ? msg('Let a clerk decide') : msg('Register at once')}<span class="unseen">${one.name}</span></wa-button>
        <opis-confirm .label=${msg('Take the key back')} .about=${one.name} .question=${msg('The program can submit nothing from now on?')} ?busy=${this.busy} @confirmed=${() => void this.#change(() => revokeClient(one.id))}></opis-confirm>
      </div>` : nothing}
    </li>`
  }

  async #add(event: SubmitEvent): Promise<void> {
    const read = readForm(event)
    if (read === null) return
    const isOn = (name: string) => read.text(name) === 'on'
    const register = read.text('register') === '' ? null : read.text('register')
    this.made = await this.work(() => addClient({ name: read.text('name'), register, perMinute: Number(read.text('rate')), autoAccept: isOn('auto'), scopes: ['applications:create', ...(isOn('read') ? (['applications:read'] as const) : [])] }), msg('The program was let in.'))
    if (this.made === null) return
    read.form.reset()
    this.clients = await readClients()
  }

  async #change(call: () => Promise<InboundClientView[]>): Promise<void> {
    this.clients = (await this.work(call, msg('Saved.'))) ?? this.clients
  }
}

define('opis-inbound-clients', InboundScreen)
