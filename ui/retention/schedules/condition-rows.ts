import '@awesome.me/webawesome/dist/components/button/button.js'
import '@awesome.me/webawesome/dist/components/input/input.js'
import '@awesome.me/webawesome/dist/components/option/option.js'
import '@awesome.me/webawesome/dist/components/select/select.js'
import { msg } from '@lit/localize'
import { css, html } from 'lit'
import { define, OpisElement } from '../../elements/base.ts'
import { shared } from '../../styles/shared.ts'
import { rowsOf, whenOf, type Row } from './draft-value.ts'
import { testName, tests, type TestName } from './schedule-words.ts'
import { valueOf } from './span-editor.ts'

/** Conditions under which a rule holds, one row a test. Announces `changed` with the new value of `when`. */
export class ConditionRows extends OpisElement {
  static override properties = { when: { attribute: false }, rows: { state: true } }
  declare when: unknown
  /** What stands in the form; a row without a fact is not yet part of the value. */
  declare rows: readonly Row[]

  static override styles = [
    shared,
    css`
      li {
        display: grid;
        grid-template-columns: repeat(3, minmax(0, 1fr)) auto;
        gap: var(--o-3);
        align-items: end;
        margin-block-end: var(--o-3);
      }
      @media (max-width: 40rem) {
        li {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ]

  constructor() {
    super()
    this.when = undefined
    this.rows = []
  }

  override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has('when') && JSON.stringify(whenOf(this.rows)) !== JSON.stringify(this.when ?? {})) this.rows = rowsOf(this.when)
  }

  override render() {
    return html`<ul>${this.rows.map((row, index) => this.#row(row, index))}</ul>
      <wa-button size="s" appearance="outlined" @click=${() => this.#put([...this.rows, { fact: '', test: 'is', value: 'true' }])}>${msg('Add a condition')}</wa-button>`
  }

  #row(row: Row, index: number) {
    const set = (change: Partial<Row>) => this.#put(this.rows.with(index, { ...row, ...change }))
    return html`<li>
      <wa-input label=${msg('Fact or event')} placeholder="org.archive_source" .value=${row.fact} @change=${(event: Event) => set({ fact: valueOf(event).trim() })}></wa-input>
      <wa-select label=${msg('Test')} .value=${row.test} @change=${(event: Event) => set({ test: valueOf(event) as TestName })}>${tests.map((test) => html`<wa-option value=${test}>${testName(test)}</wa-option>`)}</wa-select>
      <wa-input label=${msg('Value')} .value=${row.value} @change=${(event: Event) => set({ value: valueOf(event) })}></wa-input>
      <wa-button size="s" appearance="plain" @click=${() => this.#put(this.rows.filter((_, at) => at !== index))}>${msg('Remove')}<span class="unseen">${row.fact}</span></wa-button>
    </li>`
  }

  #put(rows: readonly Row[]): void {
    this.rows = rows
    this.dispatchEvent(new CustomEvent('changed', { detail: whenOf(rows) }))
  }
}

define('opis-conditions', ConditionRows)
