import '@awesome.me/webawesome/dist/components/button/button.js'
import { msg } from '@lit/localize'
import { html } from 'lit'
import { findServices, type ServiceView } from '../api/counter.ts'
import { define } from '../elements/base.ts'
import { FindWhileTyping } from '../elements/find-while-typing.ts'
import { WorkElement } from '../elements/work-element.ts'
import { fieldStyles } from '../registry/field-styles.ts'
import { localName } from '../text/local-name.ts'

/** Chooses a service by words of its name. Announces `chosen` with it, or with null when it is taken back. */
export class ServiceField extends WorkElement {
  static override properties = { chosen: { attribute: false } }
  declare chosen: ServiceView | null

  static override styles = fieldStyles
  readonly #search = new FindWhileTyping<ServiceView>(this, {
    find: (words, signal) => findServices(words, false, signal),
    choose: (one) => this.#tell(one),
    beforeTyping: true,
    failed: (error) => (this.error = error),
  })

  constructor() {
    super()
    this.chosen = null
  }

  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('input, wa-button')?.focus()
  }

  override render() {
    if (this.chosen !== null)
      return html`<div class="field"><span class="label">${msg('Service')}</span>
        <div class="chosen"><span>${this.#named(this.chosen)}</span>
          <wa-button size="s" appearance="plain" @click=${() => this.#tell(null)}>${msg('Change')}</wa-button></div></div>`
    return html`${this.#search.field({ id: 'service', label: msg('Service'), list: msg('Services'), placeholder: msg('Words of its name'), maxLength: 200, option: (one) => this.#named(one), none: msg('No service has these words.') })} ${this.problem()}`
  }

  #named({ name, code, unitName }: ServiceView) {
    return html`<strong>${localName(name, code)}</strong> <span class="quiet small">${localName(unitName)}</span>`
  }

  #tell(one: ServiceView | null): void {
    this.#search.begin('')
    this.chosen = one
    this.dispatchEvent(new CustomEvent<ServiceView | null>('chosen', { detail: one }))
    if (one === null) void this.updateComplete.then(() => this.focus())
  }
}

define('opis-service-field', ServiceField)
