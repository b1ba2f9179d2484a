import '@awesome.me/webawesome/dist/components/button/button.js'
import { Task } from '@lit/task'
import { msg, str } from '@lit/localize'
import { html, nothing } from 'lit'
import { findServices, readService, readServiceChoices, retireService, type ServiceChoices, type ServiceDetail, type ServiceView } from '../api/counter.ts'
import { define, OpisElement } from '../elements/base.ts'
import '../elements/confirm-button.ts'
import { stacked } from '../elements/stacked.ts'
import { waiting } from '../elements/waiting.ts'
import { fieldStyles } from '../registry/field-styles.ts'
import { showError } from '../shell/show-error.ts'
import { announce } from '../state/notice.ts'
import { formatDate, formatNumber } from '../text/format.ts'
import { localName } from '../text/local-name.ts'
import './services-form.ts'
import './setup-nav.ts'

/** The catalogue of services: search, form, versions with how each worked, retirement. */
export class ServicesScreen extends OpisElement {
  static override properties = { q: { state: true }, editing: { state: true }, shown: { state: true }, error: { state: true } }
  declare q: string
  /** The service that is edited; `new`: one that is not there yet. */
  declare editing: ServiceView | 'new' | null
  /** The one whose versions are shown. */
  declare shown: ServiceDetail | null
  declare error: unknown

  static override styles = fieldStyles
  readonly #choices = new Task(this, { task: (_args, { signal }) => readServiceChoices(signal), args: () => [] })
  readonly #found = new Task(this, { task: ([q], { signal }) => findServices(q, true, signal), args: () => [this.q] as const })

  constructor() {
    super()
    this.q = ''
    this.editing = null
    this.shown = null
    this.error = null
  }

  override render() {
    return html`<div class="page stack">
      <opis-setup-nav path="/administration/services"></opis-setup-nav>
      <div class="row spread">
        <h1>${msg('Services')}</h1>
        ${this.editing === null ? html`<wa-button variant="brand" @click=${() => (this.editing = 'new')}>${msg('Add a service')}</wa-button>` : nothing}
      </div>
      ${this.#choices.render({ pending: waiting, complete: (choices) => this.#form(choices), error: (error) => showError(error, () => void this.#choices.run()) })}
      <div class="field"><label for="q">${msg('Find by words of the name')}</label><input id="q" type="search" maxlength="200" .value=${this.q} @input=${(event: Event) => (this.q = (event.target as HTMLInputElement).value)} /></div>
      ${this.error === null ? nothing : showError(this.error)}
      ${this.#found.render({ pending: () => (this.#found.value === undefined ? waiting() : this.#list(this.#found.value)), complete: (services) => this.#list(services), error: (error) => showError(error, () => void this.#found.run()) })}
    </div>`
  }

  #form(choices: ServiceChoices) {
    if (this.editing === null) return nothing
    return html`<opis-service-form .service=${this.editing === 'new' ? null : this.editing} .choices=${choices} @saved=${this.#saved} @close=${() => (this.editing = null)}></opis-service-form>`
  }

  #list(services: readonly ServiceView[]) {
    if (services.length === 0) return html`<p class="card quiet">${msg('There is no such service.')}</p>`
    return html`<section class="card"><ul class="rows" aria-label=${msg('Services')}>${services.map((one) => this.#row(one))}</ul></section>`
  }

  #row(one: ServiceView) {
    const name = localName(one.name, one.code)
    return html`<li>
      <div>
        <strong>${name}</strong> <code>${one.code}</code>
        <p class="small quiet">${localName(one.unitName, one.unit)} · ${msg(str`version ${one.version}`)} · ${msg(str`papers: ${one.papers.length}`)}</p>
        ${this.shown?.code === one.code ? this.#versions(this.shown) : nothing}
      </div>
      <span class="row">
        ${one.online ? html`<a class="badge tone-calm" href="/apply/${one.code}" target="_blank" rel="noopener">${msg('online')}</a>` : nothing} ${one.inUse ? nothing : html`<span class="badge tone-plain">${msg('out of use')}</span>`}
        <wa-button size="s" appearance="plain" @click=${() => void this.#show(one.code)}>${msg('Versions')}<span class="unseen">${name}</span></wa-button>
        <wa-button size="s" appearance="outlined" @click=${() => (this.editing = one)}>${msg('Edit')}<span class="unseen">${name}</span></wa-button>
        ${one.inUse ? html`<opis-confirm .label=${msg('Retire')} .about=${name} .question=${msg('From today no case is registered for it; those that run go on. Retire?')} @confirmed=${() => void this.#retire(one.code)}></opis-confirm>` : nothing}
      </span>
    </li>`
  }

  #versions({ versions, figures }: ServiceDetail) {
    return html`<div class="scroll"><table class="small" ${stacked()}><thead><tr><th>${msg('Version')}</th><th>${msg('From')}</th><th>${msg('Until')}</th><th class="number">${msg('Registered')}</th><th class="number">${msg('Ended')}</th><th class="number">${msg('Days, median')}</th></tr></thead>
      <tbody>${versions.toReversed().map((one) => {
        const of = figures.find(({ version }) => version === one.version)
        const until = [one.replacedOn, one.retiredOn].filter((day) => day !== null).toSorted()[0]
        return html`<tr><td>${one.version}</td><td>${formatDate(one.validFrom)}</td><td>${until === undefined ? '' : formatDate(until)}</td><td class="number">${formatNumber(of?.registered ?? 0)}</td><td class="number">${formatNumber(of?.ended ?? 0)}</td><td class="number">${of?.medianDays === null || of === undefined ? '–' : formatNumber(of.medianDays)}</td></tr>`
      })}</tbody></table></div>`
  }

  #saved(event: CustomEvent<ServiceDetail>): void {
    this.editing = null
    this.shown = event.detail
    announce(msg('Service saved.'))
    void this.#found.run()
  }

  async #show(code: string): Promise<void> {
    if (this.shown?.code === code) return void (this.shown = null)
    await this.#try(async () => (this.shown = await readService(code)))
  }

  async #retire(code: string): Promise<void> {
    await this.#try(async () => {
      this.shown = await retireService(code, new Date().toISOString().slice(0, 10))
      announce(msg('The service is out of use.'))
      void this.#found.run()
    })
  }

  async #try(work: () => Promise<unknown>): Promise<void> {
    this.error = null
    try {
      await work()
    } catch (error) {
      this.error = error
    }
  }
}

define('opis-services', ServicesScreen)
