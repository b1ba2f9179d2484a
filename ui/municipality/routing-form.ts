import '@awesome.me/webawesome/dist/components/button/button.js'
import { msg } from '@lit/localize'
import { html } from 'lit'
import type { CorrespondentBrief } from '../api/cards.ts'
import { saveRule, type RoutingRuleView } from '../api/intake.ts'
import { define } from '../elements/base.ts'
import { readForm } from '../elements/read-form.ts'
import { WorkElement } from '../elements/work-element.ts'
import '../registry/correspondent-field.ts'
import { fieldStyles } from '../registry/field-styles.ts'

type Choice = { code: string; name: string }
/** What a rule may name. */
export type RoutingChoices = { units: readonly Choice[]; kinds: readonly Choice[]; registers: readonly Choice[] }

/** One rule of routing: when it fits, and what it proposes. Announces `changed` with all rules, and `close`. */
export class RoutingForm extends WorkElement {
  static override properties = { rule: { attribute: false }, choices: { attribute: false }, who: { state: true } }
  /** Null: a new one. */
  declare rule: RoutingRuleView | null
  declare choices: RoutingChoices
  declare who: CorrespondentBrief | null

  static override styles = fieldStyles

  constructor() {
    super()
    this.rule = null
    this.choices = { units: [], kinds: [], registers: [] }
    this.who = null
  }

  protected override willUpdate(changed: Map<string, unknown>): void {
    if (!changed.has('rule')) return
    const { correspondent = null, correspondentName = null } = this.rule ?? {}
    this.who = correspondent === null ? null : { id: correspondent, name: correspondentName ?? '', kind: 'organisation', code: null }
  }

  override render() {
    const { rule, choices } = this
    return html`<form class="card stack" aria-label=${msg('Rule')} @submit=${(event: SubmitEvent) => void this.#save(event)}>
      <div class="field"><label for="name">${msg('Name')}</label><input id="name" name="name" maxlength="100" required .value=${rule?.name ?? ''} /></div>
      <h2>${msg('When all of this holds')}</h2>
      <div class="field"><label for="words">${msg('One of these words, one a line; a star at the end stands for any ending')}</label><textarea id="words" name="words" rows="3" maxlength="5000" .value=${(rule?.words ?? []).join('\n')}></textarea></div>
      <div class="row">${select('kind', msg('Kind'), choices.kinds, rule?.kind ?? null, false)}
        <div class="field"><label for="sender">${msg('Address of the sender, or a domain')}</label><input id="sender" name="sender" maxlength="254" placeholder="town.example" .value=${rule?.sender ?? ''} /></div></div>
      <opis-correspondent-field .chosen=${this.who} @chosen=${(event: CustomEvent<CorrespondentBrief | null>) => (this.who = event.detail)}></opis-correspondent-field>
      <h2>${msg('It is proposed to')}</h2>
      <div class="row">${select('unit', msg('Unit'), choices.units, rule?.unit ?? null, true)}${select('register', msg('Register'), choices.registers, rule?.register ?? null, false)}${select('setKind', msg('as a'), choices.kinds, rule?.setKind ?? null, false)}</div>
      ${this.problem()}
      <div class="row"><wa-button type="submit" variant="brand" ?loading=${this.busy}>${msg('Save')}</wa-button><wa-button appearance="plain" @click=${() => this.dispatchEvent(new CustomEvent('close'))}>${msg('Cancel')}</wa-button></div>
    </form>`
  }

  async #save(event: SubmitEvent): Promise<void> {
    const read = readForm(event)
    if (read === null) return
    const orNull = (name: string) => (read.text(name) === '' ? null : read.text(name))
    const words = read.text('words').split('\n').map((word) => word.trim()).filter((word) => word !== '')
    await this.work(
      () => saveRule({ name: read.text('name'), active: this.rule?.active ?? true, words, kind: orNull('kind'), sender: orNull('sender'), correspondent: this.who?.id ?? null, unit: read.text('unit'), register: orNull('register'), setKind: orNull('setKind') }, this.rule?.id),
      msg('Rules saved.'),
    )
  }
}

/** A choice by code, with an empty one in front. */
export function select(name: string, label: string, options: readonly Choice[], chosen: string | null, isRequired: boolean) {
  return html`<div class="field"><label for=${name}>${label}</label><select id=${name} name=${name} ?required=${isRequired}><option value=""></option>${options.map((one) => html`<option value=${one.code} ?selected=${one.code === chosen}>${one.name}</option>`)}</select></div>`
}

define('opis-routing-form', RoutingForm)
