import '@awesome.me/webawesome/dist/components/button/button.js'
import '@awesome.me/webawesome/dist/components/dialog/dialog.js'
import '@awesome.me/webawesome/dist/components/input/input.js'
import '@awesome.me/webawesome/dist/components/option/option.js'
import '@awesome.me/webawesome/dist/components/select/select.js'
import { msg, str } from '@lit/localize'
import { css, html, nothing } from 'lit'
import { unitKinds, type StaffMember, type UnitKind, type UnitView } from '#contract/units.ts'
import { languages } from '#kernel/language.ts'
import { saveUnit } from '../api/municipality.ts'
import { define } from '../elements/base.ts'
import { readForm } from '../elements/read-form.ts'
import { WorkElement } from '../elements/work-element.ts'
import { shared } from '../styles/shared.ts'
import { languageNames } from '../text/locale.ts'
import { localName } from '../text/local-name.ts'
import { unitKindName } from './organisation-words.ts'

/** A new unit, or one that is there. Announces `changed` with the units, and `close`. */
export class UnitDialog extends WorkElement {
  static override properties = { unit: { attribute: false }, units: { attribute: false }, people: { attribute: false } }
  declare unit: UnitView | 'new' | null
  declare units: readonly UnitView[]
  declare people: readonly StaffMember[]

  static override styles = [
    shared,
    css`
      form {
        display: grid;
        gap: var(--o-4);
      }
    `,
  ]

  constructor() {
    super()
    this.unit = null
    this.units = []
    this.people = []
  }

  override render() {
    const { unit } = this
    const title = unit === null || unit === 'new' ? msg('Add a unit') : msg(str`Change ${localName(unit.name, unit.code)}`)
    return html`<wa-dialog label=${title} ?open=${unit !== null} @wa-after-hide=${this.#hidden}>${unit === null ? nothing : this.#form(unit === 'new' ? null : unit)}</wa-dialog>`
  }

  #form(unit: UnitView | null) {
    const date = (name: string, label: string, value: string | null | undefined, hint = '') => html`<wa-input name=${name} type="date" label=${label} hint=${hint} value=${value ?? ''} ?required=${name === 'openedOn'}></wa-input>`
    return html`<form @submit=${this.#save}>
      ${unit === null ? html`<wa-input name="code" label=${msg('Code')} hint=${msg('Short; it never changes')} maxlength="64" required autocomplete="off" autofocus></wa-input>` : nothing}
      ${languages.map((code) => html`<wa-input name=${`name-${code}`} label=${`${msg('Name')}: ${languageNames[code]}`} value=${unit?.name[code] ?? ''} maxlength="300" autocomplete="off"></wa-input>`)}
      <wa-select name="kind" label=${msg('Kind')} value=${unit?.kind ?? 'unit'}>${unitKinds.map((kind) => html`<wa-option value=${kind}>${unitKindName(kind)}</wa-option>`)}</wa-select>
      <wa-select name="parent" label=${msg('Under')} value=${unit?.parent ?? ''} with-clear placeholder=${msg('None')}>
        ${this.units.filter(({ code }) => code !== unit?.code).map(({ code, name }) => html`<wa-option value=${code}>${localName(name, code)}</wa-option>`)}
      </wa-select>
      <wa-select name="head" label=${msg('Head')} value=${unit?.head ?? ''} with-clear placeholder=${msg('Nobody')}>
        ${this.people.map(({ name, displayName }) => html`<wa-option value=${name}>${displayName === '' ? name : displayName}</wa-option>`)}
      </wa-select>
      ${date('openedOn', msg('Exists since'), unit?.openedOn)} ${date('closedOn', msg('Closed from'), unit?.closedOn)}
      ${date('electronicSince', msg('Works on the screen since'), unit?.electronicSince, msg('Empty: papers go to it with a transmittal list'))}
      ${this.problem()}
      <div class="row">
        <wa-button type="submit" variant="brand" ?loading=${this.busy}>${msg('Save')}</wa-button>
        <wa-button appearance="outlined" @click=${this.#close}>${msg('Cancel')}</wa-button>
      </div>
    </form>`
  }

  async #save(event: SubmitEvent): Promise<void> {
    const read = readForm(event)
    const { unit } = this
    if (read === null || unit === null) return
    const { text } = read
    const or = (name: string): string | null => (text(name) === '' ? null : text(name))
    const name = Object.fromEntries(languages.flatMap((code) => (text(`name-${code}`) === '' ? [] : [[code, text(`name-${code}`)]])))
    const form = { code: unit === 'new' ? text('code') : unit.code, name, kind: text('kind') as UnitKind, parent: or('parent'), head: or('head'), openedOn: text('openedOn'), closedOn: or('closedOn'), electronicSince: or('electronicSince') }
    if ((await this.work(() => saveUnit(form), msg('Saved'))) !== null) this.#close()
  }

  #hidden(event: Event): void {
    if (event.target === event.currentTarget) this.#close()
  }

  #close(): void {
    this.error = null
    this.dispatchEvent(new CustomEvent('close'))
  }
}

define('opis-unit-dialog', UnitDialog)
