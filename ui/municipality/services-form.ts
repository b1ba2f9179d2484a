import '@awesome.me/webawesome/dist/components/button/button.js'
import { msg } from '@lit/localize'
import { html } from 'lit'
import { languages } from '#kernel/language.ts'
import { saveService, type ServiceChoices, type ServiceDetail, type ServiceOrder, type ServiceVersion } from '../api/counter.ts'
import { define } from '../elements/base.ts'
import { takeFocus } from '../elements/take-focus.ts'
import { WorkElement } from '../elements/work-element.ts'
import { fieldStyles } from '../registry/field-styles.ts'
import { languageNames } from '../text/locale.ts'
import { localName } from '../text/local-name.ts'
import './services-rows.ts'
import type { ServiceRow } from './services-rows.ts'

/** A service, new or as its next version: a form for people who write no programs. Announces `saved` with it, and `close`. */
export class ServiceForm extends WorkElement {
  static override properties = { service: { attribute: false }, choices: { attribute: false }, papers: { state: true }, fields: { state: true } }
  /** The version to begin from; null: a new service. */
  declare service: ServiceVersion | null
  declare choices: ServiceChoices
  declare papers: readonly ServiceRow[]
  declare fields: readonly ServiceRow[]

  static override styles = fieldStyles

  constructor() {
    super()
    this.service = null
    this.choices = { units: [], registers: [], kinds: [], terms: [] }
    this.papers = []
    this.fields = []
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.papers = this.service?.papers ?? []
    this.fields = (this.service?.fields ?? []).map(({ choices, ...field }) => ({ ...field, choices: (choices ?? []).join('\n') }))
  }

  override render() {
    const { service, choices } = this
    return html`<form ${takeFocus()} class="card stack" autocomplete="off" aria-labelledby="service" @submit=${this.#save}>
      <h2 id="service">${service === null ? msg('A new service') : msg('The next version of the service')}</h2>
      <div class="fields">
        <div class="field"><label for="code">${msg('Code')}</label><input id="code" name="code" pattern="[a-z0-9][a-z0-9._\\-]{0,63}" title=${msg('Small Latin letters, digits, hyphen')} maxlength="64" required ?readonly=${service !== null} .value=${service?.code ?? ''} /></div>
        ${this.#choice('unit', msg('Unit that works on it'), choices.units)} ${this.#choice('register', msg('Register'), choices.registers)} ${this.#choice('kind', msg('Kind'), choices.kinds)}
        <div class="field"><label for="term">${msg('Deadline by the rule')}</label><select id="term" name="term"><option value="">${msg('of the kind')}</option>${choices.terms.map(({ id, name }) => html`<option value=${id} .selected=${id === service?.term}>${localName(name, id)}</option>`)}</select></div>
        <div class="field"><label for="validFrom">${msg('Holds for cases registered from')}</label><input id="validFrom" name="validFrom" type="date" required .value=${new Date().toISOString().slice(0, 10)} /></div>
      </div>
      ${this.#names('name', msg('Name'), service?.name, true)} ${this.#names('description', msg('What it is for, and for whom'), service?.description)} ${this.#names('result', msg('What the citizen gets'), service?.result)}
      <opis-service-rows label=${msg('Papers')} add=${msg('Add a paper')} .rows=${this.papers} @rows=${(event: CustomEvent<readonly ServiceRow[]>) => (this.papers = event.detail)}></opis-service-rows>
      <opis-service-rows ofFields label=${msg('Fields to fill in')} add=${msg('Add a field')} .rows=${this.fields} @rows=${(event: CustomEvent<readonly ServiceRow[]>) => (this.fields = event.detail)}></opis-service-rows>
      <label><input type="checkbox" name="online" .checked=${service?.online ?? false} /> ${msg('May be submitted on the public page')}</label>
      <p class="small quiet">${msg('A paper of the same code in two services is the same paper: the citizen brings it once. Cases that run keep the version under which they were registered.')}</p>
      ${this.problem()}
      <div class="row">
        <wa-button type="submit" variant="brand" ?loading=${this.busy}>${msg('Save')}</wa-button>
        <wa-button appearance="outlined" @click=${() => this.dispatchEvent(new CustomEvent('close'))}>${msg('Cancel')}</wa-button>
      </div>
    </form>`
  }

  #choice(name: 'unit' | 'register' | 'kind', label: string, from: readonly { code: string; name: Readonly<Partial<Record<string, string>>> }[]) {
    return html`<div class="field"><label for=${name}>${label}</label><select id=${name} name=${name} required>${from.map((one) => html`<option value=${one.code} .selected=${one.code === this.service?.[name]}>${localName(one.name, one.code)}</option>`)}</select></div>`
  }

  #names(name: string, label: string, of: Readonly<Partial<Record<string, string>>> | undefined, required = false) {
    return html`<fieldset class="fields"><legend>${label}${required ? ' *' : ''}</legend>${languages.map((language) => html`<div class="field"><label for="${name}-${language}">${languageNames[language]}</label><input id="${name}-${language}" name="${name}-${language}" lang=${language} maxlength=${name === 'name' ? 300 : 2000} .value=${of?.[language] ?? ''} /></div>`)}</fieldset>`
  }

  readonly #save = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    if (!(event.target instanceof HTMLFormElement)) return
    const data = new FormData(event.target)
    const text = (name: string) => String(data.get(name) ?? '').trim()
    const names = (name: string) => cleaned(Object.fromEntries(languages.map((language) => [language, text(`${name}-${language}`)])))
    const order: ServiceOrder = {
      ...{ code: text('code'), name: names('name'), description: names('description'), result: names('result'), unit: text('unit'), register: text('register'), kind: text('kind') },
      ...{ term: text('term') === '' ? null : text('term'), validFrom: text('validFrom'), online: data.get('online') !== null },
      papers: this.papers.map(({ code, name, required }) => ({ code, name: cleaned(name), required })),
      fields: this.fields.map(({ code, name, required, type, choices = '' }) => ({ code, name: cleaned(name), required, type: type as 'text', ...(type === 'choice' ? { choices: choices.split('\n').map((one) => one.trim()).filter((one) => one !== '') } : {}) })),
    }
    await this.attempt(async () => {
      this.dispatchEvent(new CustomEvent<ServiceDetail>('saved', { detail: await saveService(order) }))
    })
  }
}

/** Without the languages that were left empty. */
const cleaned = (names: Record<string, string>): Record<string, string> => Object.fromEntries(Object.entries(names).map(([language, name]) => [language, name.trim()] as const).filter(([, name]) => name !== ''))

define('opis-service-form', ServiceForm)
