import '@awesome.me/webawesome/dist/components/button/button.js'
import '@awesome.me/webawesome/dist/components/checkbox/checkbox.js'
import '@awesome.me/webawesome/dist/components/input/input.js'
import '@awesome.me/webawesome/dist/components/option/option.js'
import '@awesome.me/webawesome/dist/components/select/select.js'
import { msg } from '@lit/localize'
import { html, nothing } from 'lit'
import type { Span, TermRule } from '#contract/terms.ts'
import { saveRule, type RuleView } from '../api/terms.ts'
import { define } from '../elements/base.ts'
import { takeFocus } from '../elements/take-focus.ts'
import { WorkElement } from '../elements/work-element.ts'
import { localName } from '../text/local-name.ts'
import { unitName } from './terms-words.ts'

const units: readonly Span['unit'][] = ['day', 'working-day', 'month', 'hour']

/** Changes a rule from a day on, or corrects the one of that day. Announces `saved` and `close`. */
export class RuleForm extends WorkElement {
  static override properties = { of: { attribute: false } }
  declare of: RuleView | null

  constructor() {
    super()
    this.of = null
  }

  override render() {
    if (this.of === null) return nothing
    const { rule, validFrom } = this.of
    const extension = rule.extension
    return html`<form ${takeFocus()} class="card stack" @submit=${this.#save} aria-labelledby="rule">
      <h2 id="rule">${localName(rule.name)} <code>${rule.id}</code></h2>
      <div class="fields">
        <wa-input name="validFrom" type="date" label=${msg('Holds from')} hint=${msg('A later day makes a new version; the same day corrects this one.')} value=${validFrom} required></wa-input>
        <wa-input name="value" type="number" min="1" max="3660" label=${msg('Term')} value=${String(rule.term.value)} required></wa-input>
        <wa-select name="unit" label=${msg('Counted in')} value=${rule.term.unit}>${units.map((unit) => html`<wa-option value=${unit}>${unitName(unit)}</wa-option>`)}</wa-select>
        ${extension === undefined ? nothing : html`<wa-input name="extension" type="number" min="1" max="3660" label=${msg('Extension')} hint=${unitName(extension.unit)} value=${String(extension.value)} required></wa-input>`}
        <wa-select name="roll" label=${msg('Last day off work')} value=${rule.roll}><wa-option value="none">${msg('stays the last day')}</wa-option><wa-option value="next-working-day">${msg('moves to the next working day')}</wa-option></wa-select>
        <wa-input name="basis" label=${msg('Legal basis')} value=${rule.basis} minlength="3" maxlength="500" required></wa-input>
        <wa-input name="source" label=${msg('Where it was read')} value=${rule.source} maxlength="500" required></wa-input>
      </div>
      <wa-checkbox name="confirmed" ?checked=${rule.status === 'confirmed'}>${msg('I have read this in the law: term, extension, roll-over and day')}</wa-checkbox>
      ${this.problem()}
      <div class="row">
        <wa-button type="submit" variant="brand" ?loading=${this.busy}>${msg('Save')}</wa-button>
        <wa-button appearance="outlined" @click=${() => this.dispatchEvent(new CustomEvent('close'))}>${msg('Cancel')}</wa-button>
      </div>
    </form>`
  }

  async #save(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    const { of } = this
    if (of === null) return
    const data = new FormData(event.target as HTMLFormElement)
    const text = (name: string) => String(data.get(name) ?? '')
    const status = data.has('confirmed') ? 'confirmed' : 'unconfirmed'
    const extension = of.rule.extension
    const rule: TermRule = {
      ...of.rule,
      ...{ term: { value: Number(text('value')), unit: text('unit') as Span['unit'] }, roll: text('roll') as TermRule['roll'], rollStatus: status, validFromStatus: status },
      ...{ basis: text('basis'), source: text('source'), status },
      ...(extension === undefined ? {} : { extension: { ...extension, value: Number(text('extension')), status } }),
    }
    await this.attempt(async () => {
      await saveRule({ profile: of.profile, validFrom: text('validFrom'), rule })
      this.dispatchEvent(new CustomEvent('saved'))
    })
  }
}

define('opis-rule-form', RuleForm)
