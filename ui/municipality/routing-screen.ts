import '@awesome.me/webawesome/dist/components/button/button.js'
import { Task } from '@lit/task'
import { msg } from '@lit/localize'
import { html, nothing } from 'lit'
import { readDesk } from '../api/cards.ts'
import { orderRules, readRules, removeRule, saveRule, type RoutingRuleView } from '../api/intake.ts'
import { readUnits } from '../api/municipality.ts'
import { define } from '../elements/base.ts'
import '../elements/confirm-button.ts'
import { waiting } from '../elements/waiting.ts'
import { WorkElement } from '../elements/work-element.ts'
import { fieldStyles } from '../registry/field-styles.ts'
import { showError } from '../shell/show-error.ts'
import { localName } from '../text/local-name.ts'
import type { RoutingChoices } from './routing-form.ts'
import './routing-form.ts'
import './routing-trial.ts'
import './setup-nav.ts'

/** Rules that propose the unit for what comes, in the order in which they are asked, with a field to try them. */
export class RoutingScreen extends WorkElement {
  static override properties = { rules: { state: true }, editing: { state: true } }
  /** As the last change left them; null while they are as they were read. */
  declare rules: readonly RoutingRuleView[] | null
  declare editing: RoutingRuleView | 'new' | null

  static override styles = fieldStyles
  readonly #found = new Task(this, { task: async (_args, { signal }) => ({ rules: await readRules(signal), choices: await readChoices(signal) }), args: () => [] })

  constructor() {
    super()
    this.rules = null
    this.editing = null
  }

  override render() {
    return html`<div class="page stack">
      <opis-setup-nav path="/administration/routing"></opis-setup-nav>
      <div class="row spread"><h1>${msg('Routing')}</h1>${this.editing === null ? html`<wa-button variant="brand" @click=${() => (this.editing = 'new')}>${msg('Add a rule')}</wa-button>` : nothing}</div>
      <p class="quiet">${msg('What comes in is proposed to a unit by the first rule that fits. The clerk may choose another; the document says so in its history.')}</p>
      ${this.#found.render({ pending: waiting, complete: ({ rules, choices }) => this.#whole(this.rules ?? rules, choices), error: (error) => showError(error, () => void this.#found.run()) })}
    </div>`
  }

  #whole(rules: readonly RoutingRuleView[], choices: RoutingChoices) {
    const { editing } = this
    return html`${editing === null ? nothing : html`<opis-routing-form .rule=${editing === 'new' ? null : editing} .choices=${choices} @changed=${this.#saved} @close=${() => (this.editing = null)}></opis-routing-form>`}
      ${this.problem()}
      ${rules.length === 0 ? html`<p class="card quiet">${msg('There is no rule yet. Nothing is proposed.')}</p>` : html`<section class="card"><ol class="rows" aria-label=${msg('Routing')}>${rules.map((rule, at) => this.#row(rules, rule, at, choices))}</ol></section>`}
      <opis-routing-trial .choices=${choices}></opis-routing-trial>`
  }

  #row(rules: readonly RoutingRuleView[], rule: RoutingRuleView, at: number, { units, kinds, registers }: RoutingChoices) {
    const named = (of: readonly { code: string; name: string }[], code: string | null) => of.find((one) => one.code === code)?.name ?? code ?? ''
    const conditions = [rule.words.join(', '), rule.kind === null ? '' : named(kinds, rule.kind), rule.correspondentName ?? '', rule.sender ?? ''].filter((one) => one !== '')
    const then = [named(units, rule.unit), rule.register === null ? '' : named(registers, rule.register), rule.setKind === null ? '' : named(kinds, rule.setKind)].filter((one) => one !== '')
    return html`<li>
      <div><strong>${rule.name}</strong> ${rule.active ? nothing : html`<span class="badge tone-plain">${msg('switched off')}</span>`}${rule.unitClosed ? html`<span class="badge tone-care">${msg('its unit is closed')}</span>` : nothing}
        <p class="small">${conditions.join(' + ')} → ${then.join(' · ')}</p></div>
      <div class="row tight">
        <wa-button size="s" appearance="plain" ?disabled=${at === 0} ?loading=${this.busy} @click=${() => void this.#move(rules, at)}>${msg('Ask earlier')}<span class="unseen">${rule.name}</span></wa-button>
        <wa-button size="s" appearance="outlined" @click=${() => (this.editing = rule)}>${msg('Edit')}<span class="unseen">${rule.name}</span></wa-button>
        <wa-button size="s" appearance="plain" ?loading=${this.busy} @click=${() => void this.#switch(rule)}>${rule.active ? msg('Switch off') : msg('Switch on')}<span class="unseen">${rule.name}</span></wa-button>
        <opis-confirm .label=${msg('Remove')} .about=${rule.name} .question=${msg('Take this rule away?')} ?busy=${this.busy} @confirmed=${() => void this.#change(() => removeRule(rule.id))}></opis-confirm>
      </div>
    </li>`
  }

  readonly #saved = (event: CustomEvent<RoutingRuleView[]>): void => {
    this.rules = event.detail
    this.editing = null
  }

  #move(rules: readonly RoutingRuleView[], at: number): Promise<void> {
    const ids = rules.map(({ id }) => id)
    const [moved = ''] = ids.splice(at, 1)
    ids.splice(at - 1, 0, moved)
    return this.#change(() => orderRules(ids))
  }

  #switch({ id, correspondentName: _name, unitClosed: _closed, ...rule }: RoutingRuleView): Promise<void> {
    return this.#change(() => saveRule({ ...rule, active: !rule.active }, id))
  }

  async #change(call: () => Promise<RoutingRuleView[]>): Promise<void> {
    this.rules = (await this.work(call, msg('Rules saved.'))) ?? this.rules
  }
}

/** Units at work, kinds and registers that a rule may name. */
async function readChoices(signal: AbortSignal): Promise<RoutingChoices> {
  const [desk, { units }] = await Promise.all([readDesk(signal), readUnits(signal)])
  return {
    units: units.filter(({ closedOn }) => closedOn === null).map(({ code, name }) => ({ code, name: localName(name, code) })),
    kinds: desk.kinds.map(({ code, name }) => ({ code, name: localName(name, code) })),
    registers: desk.registers.map(({ code, title }) => ({ code, name: localName(title, code) })),
  }
}

define('opis-routing', RoutingScreen)
