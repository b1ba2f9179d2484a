import '@awesome.me/webawesome/dist/components/button/button.js'
import { msg } from '@lit/localize'
import { html, nothing } from 'lit'
import { languages } from '#kernel/language.ts'
import { define, OpisElement } from '../elements/base.ts'
import { fieldStyles } from '../registry/field-styles.ts'
import { languageNames } from '../text/locale.ts'

/** A paper or a field of a service as it is edited; `type` and `choices` of fields alone, choices one a line. */
export type ServiceRow = { code: string; name: Record<string, string>; required: boolean; type?: string; choices?: string }

const types: readonly { type: string; title: () => string }[] = [
  { type: 'text', title: () => msg('text') },
  { type: 'number', title: () => msg('number') },
  { type: 'date', title: () => msg('day') },
  { type: 'choice', title: () => msg('choice from a list') },
]

/** The papers or the fields of a service as a list that grows and shrinks. Announces `rows` with the list as it now stands. */
export class ServiceRows extends OpisElement {
  static override properties = { rows: { attribute: false }, label: {}, add: {}, ofFields: { type: Boolean } }
  declare rows: readonly ServiceRow[]
  declare label: string
  declare add: string
  declare ofFields: boolean

  static override styles = fieldStyles

  constructor() {
    super()
    this.rows = []
    this.label = ''
    this.add = ''
    this.ofFields = false
  }

  override render() {
    return html`<fieldset class="stack"><legend>${this.label}</legend>
      ${this.rows.map((row, at) => html`<div class="fields" role="group" aria-label="${this.label} ${at + 1}">
        <div class="field"><label for="code-${at}">${msg('Code')}</label><input id="code-${at}" pattern="[a-z0-9][a-z0-9._\\-]{0,63}" maxlength="64" required .value=${row.code} @input=${(event: Event) => this.#set(at, { code: valueOf(event) })} /></div>
        ${languages.map((language) => html`<div class="field"><label for="name-${at}-${language}">${languageNames[language]}</label><input id="name-${at}-${language}" lang=${language} maxlength="300" .value=${row.name[language] ?? ''} @input=${(event: Event) => this.#set(at, { name: { ...row.name, [language]: valueOf(event) } })} /></div>`)}
        ${this.ofFields ? html`<div class="field"><label for="type-${at}">${msg('What is filled in')}</label><select id="type-${at}" @change=${(event: Event) => this.#set(at, { type: valueOf(event) })}>${types.map(({ type, title }) => html`<option value=${type} .selected=${type === row.type}>${title()}</option>`)}</select></div>` : nothing}
        ${row.type === 'choice' ? html`<div class="field"><label for="choices-${at}">${msg('Choices, one a line')}</label><textarea id="choices-${at}" rows="3" .value=${row.choices ?? ''} @input=${(event: Event) => this.#set(at, { choices: valueOf(event) })}></textarea></div>` : nothing}
        <p class="row"><label><input type="checkbox" .checked=${row.required} @change=${(event: Event) => this.#set(at, { required: (event.target as HTMLInputElement).checked })} /> ${msg('required')}</label>
          <wa-button size="s" appearance="plain" @click=${() => this.#tell(this.rows.filter((_, one) => one !== at))}>${msg('Remove')}<span class="unseen">${row.code}</span></wa-button></p>
      </div>`)}
      <wa-button size="s" appearance="outlined" @click=${() => this.#tell([...this.rows, { code: '', name: {}, required: !this.ofFields, ...(this.ofFields ? { type: 'text' } : {}) }])}>${this.add}</wa-button>
    </fieldset>`
  }

  #set(at: number, change: Partial<ServiceRow>): void {
    this.#tell(this.rows.map((row, one) => (one === at ? { ...row, ...change } : row)))
  }

  #tell(rows: readonly ServiceRow[]): void {
    this.rows = rows
    this.dispatchEvent(new CustomEvent<readonly ServiceRow[]>('rows', { detail: rows }))
  }
}

const valueOf = (event: Event): string => (event.target as HTMLInputElement).value

define('opis-service-rows', ServiceRows)
