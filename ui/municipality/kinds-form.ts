import '@awesome.me/webawesome/dist/components/button/button.js'
import '@awesome.me/webawesome/dist/components/input/input.js'
import '@awesome.me/webawesome/dist/components/option/option.js'
import '@awesome.me/webawesome/dist/components/select/select.js'
import { msg } from '@lit/localize'
import { css, html } from 'lit'
import type { RouteStep } from '#contract/kinds.ts'
import { flows } from '#contract/registers.ts'
import type { UnitView } from '#contract/units.ts'
import { languages } from '#kernel/language.ts'
import { saveKindAs, type KindView, type NewKind } from '../api/kinds.ts'
import { define } from '../elements/base.ts'
import { takeFocus } from '../elements/take-focus.ts'
import { readForm } from '../elements/read-form.ts'
import { WorkElement } from '../elements/work-element.ts'
import { flowName } from '../registry/card-words.ts'
import { shared } from '../styles/shared.ts'
import { languageNames } from '../text/locale.ts'
import './kinds-route-editor.ts'

/** What a form of a kind offers to choose from. */
export type KindChoices = { units: readonly UnitView[]; classes: readonly { code: string; name: string }[]; terms: readonly string[]; today: string }

/** A kind of document, new or as its next version. Announces `changed` with all kinds, and `close`. */
export class KindForm extends WorkElement {
  static override properties = { kind: { attribute: false }, choices: { attribute: false }, route: { state: true } }
  /** The version to begin from; null: a new kind. */
  declare kind: KindView | null
  declare choices: KindChoices
  declare route: readonly RouteStep[]

  static override styles = [
    shared,
    css`
      fieldset {
        border: 1px solid var(--o-line);
        border-radius: var(--o-radius-small);
        padding: var(--o-3);
      }
      legend {
        padding-inline: var(--o-2);
        font-size: var(--o-small);
        font-weight: 600;
      }
      wa-input,
      wa-select {
        align-self: start;
      }
    `,
  ]

  constructor() {
    super()
    this.kind = null
    this.choices = { units: [], classes: [], terms: [], today: '' }
    this.route = []
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.route = this.kind?.route ?? [{ step: 'registry' }, { step: 'head' }, { step: 'executor' }, { step: 'file' }]
  }

  override render() {
    const { kind, choices } = this
    return html`<form ${takeFocus()} class="card stack" aria-labelledby="kind" @submit=${this.#save}>
      <h2 id="kind">${kind === null ? msg('A new kind of document') : msg('The next version of the kind')}</h2>
      <div class="fields">
        <wa-input name="code" label=${msg('Code')} hint=${msg('Small Latin letters, digits, hyphen')} pattern="[a-z0-9][a-z0-9._-]{0,63}" .value=${kind?.code ?? ''} ?disabled=${kind !== null} required></wa-input>
        <wa-select name="flow" label=${msg('Flow')} .value=${kind?.flow ?? 'incoming'}>${flows.map((one) => html`<wa-option value=${one}>${flowName(one)}</wa-option>`)}</wa-select>
        <wa-select name="term" label=${msg('Deadline by the rule')} .value=${kind?.term ?? '-'}><wa-option value="-">${msg('none')}</wa-option>${choices.terms.map((one) => html`<wa-option value=${one}>${one}</wa-option>`)}</wa-select>
        <wa-select name="class" label=${msg('Class of the file plan')} .value=${kind?.class ?? '-'}><wa-option value="-">${msg('none')}</wa-option>${choices.classes.map((one) => html`<wa-option value=${one.code}>${one.name}</wa-option>`)}</wa-select>
        <wa-input name="validFrom" type="date" label=${msg('Holds for documents registered from')} .value=${choices.today} required></wa-input>
      </div>
      <fieldset class="fields"><legend>${msg('Name')}</legend>${languages.map((language) => html`<wa-input name="name-${language}" size="s" label=${languageNames[language]} .value=${kind?.name[language] ?? ''} maxlength="300" lang=${language}></wa-input>`)}</fieldset>
      <h3>${msg('Route')}</h3>
      <opis-route-editor .route=${this.route} .units=${choices.units} @changed-route=${(event: CustomEvent<readonly RouteStep[]>) => (this.route = event.detail)}></opis-route-editor>
      <p class="small quiet">${msg('Documents registered before keep the version under which they were registered.')}</p>
      ${this.problem()}
      <div class="row">
        <wa-button type="submit" variant="brand" ?loading=${this.busy}>${msg('Save')}</wa-button>
        <wa-button appearance="outlined" @click=${() => this.dispatchEvent(new CustomEvent('close'))}>${msg('Cancel')}</wa-button>
      </div>
    </form>`
  }

  #save = (event: SubmitEvent): void => {
    const given = readForm(event)
    if (given === null) return
    const names = languages.flatMap((language) => {
      const name = given.text(`name-${language}`)
      return name === '' ? [] : [[language, name] as const]
    })
    const flow = flows.find((one) => one === given.text('flow')) ?? 'incoming'
    const said = (name: string) => (given.text(name) === '-' || given.text(name) === '' ? null : given.text(name))
    const form: NewKind = { code: this.kind?.code ?? given.text('code'), name: Object.fromEntries(names), flow, term: said('term'), class: said('class'), route: [...this.route], fields: this.kind?.fields ?? [], validFrom: given.text('validFrom') }
    void this.work(() => saveKindAs(form), msg('Kind saved.'))
  }
}

define('opis-kind-form', KindForm)
