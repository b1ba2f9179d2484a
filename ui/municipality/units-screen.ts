import '@awesome.me/webawesome/dist/components/button/button.js'
import { Task } from '@lit/task'
import { msg, str } from '@lit/localize'
import { css, html, nothing, type TemplateResult } from 'lit'
import type { UnitView } from '#contract/units.ts'
import { readStaff, readUnits, type StaffList, type UnitList } from '../api/municipality.ts'
import { define, OpisElement } from '../elements/base.ts'
import { waiting } from '../elements/waiting.ts'
import { showError } from '../shell/show-error.ts'
import { shared } from '../styles/shared.ts'
import { formatDate } from '../text/format.ts'
import { localName } from '../text/local-name.ts'
import { unitKindName } from './organisation-words.ts'
import './reorganisation-section.ts'
import './setup-nav.ts'
import './unit-dialog.ts'

/** Bodies, units and intake points as they stand under each other. */
export class UnitsScreen extends OpisElement {
  static override properties = { editing: { state: true } }
  declare editing: UnitView | 'new' | null

  readonly #all = new Task(this, { task: async (_args, { signal }) => ({ ...(await readUnits(signal)), ...(await readStaff(signal)) }), args: () => [] })

  static override styles = [
    shared,
    css`
      .tree ul {
        margin-inline-start: var(--o-5);
        border-inline-start: 2px solid var(--o-line);
        padding-inline-start: var(--o-3);
      }
      .unit {
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        gap: var(--o-2);
        padding-block: var(--o-2);
      }
      .closed strong {
        color: var(--o-quiet);
      }
    `,
  ]

  constructor() {
    super()
    this.editing = null
  }

  override render() {
    return html`<div class="page stack">
      <opis-setup-nav path="/administration/units"></opis-setup-nav>
      <h1>${msg('Units')}</h1>
      ${this.#all.render({
        pending: () => (this.#all.value === undefined ? waiting() : this.#draw(this.#all.value)),
        complete: (all) => this.#draw(all),
        error: (error) => showError(error, () => void this.#all.run()),
      })}
    </div>`
  }

  #draw({ units, people }: UnitList & StaffList) {
    const codes = new Set(units.map(({ code }) => code))
    const tops = units.filter(({ parent }) => parent === null || !codes.has(parent))
    const head = (name: string): string => people.find((one) => one.name === name)?.displayName || name
    return html`<section class="card stack" aria-labelledby="tree">
        <div class="row spread">
          <h2 id="tree">${msg('Bodies, units and intake points')}</h2>
          <wa-button variant="brand" @click=${() => (this.editing = 'new')}>${msg('Add a unit')}</wa-button>
        </div>
        ${units.length === 0 ? html`<p class="quiet">${msg('No unit yet. Bring them in from one table under Set-up, or add them here.')}</p>` : html`<ul class="tree">${tops.map((unit) => this.#branch(unit, units, head))}</ul>`}
      </section>
      <opis-reorganisation .units=${units} @changed=${() => void this.#all.run()}></opis-reorganisation>
      <opis-unit-dialog .unit=${this.editing} .units=${units} .people=${people} @close=${() => (this.editing = null)} @changed=${() => void this.#all.run()}></opis-unit-dialog>`
  }

  #branch(unit: UnitView, units: readonly UnitView[], head: (name: string) => string): TemplateResult {
    const below = units.filter(({ parent }) => parent === unit.code)
    const name = localName(unit.name, unit.code)
    return html`<li>
      <div class="unit ${unit.closedOn === null ? '' : 'closed'}">
        <div>
          <strong>${name}</strong> <code>${unit.code}</code> <span class="badge tone-plain">${unitKindName(unit.kind)}</span>
          ${unit.closedOn === null ? nothing : html`<span class="badge tone-care">${msg(str`closed from ${formatDate(unit.closedOn)}`)}</span>`}
          <p class="small quiet">
            ${unit.head === null ? nothing : html`${msg('Head')}: ${head(unit.head)} · `}${unit.electronicSince === null ? msg('papers go with a transmittal list') : msg(str`on the screen since ${formatDate(unit.electronicSince)}`)}${unit.successor === null ? nothing : html` · ${msg(str`work goes to ${unit.successor.unit} from ${formatDate(unit.successor.fromOn)}`)}`}
          </p>
        </div>
        <wa-button size="s" appearance="plain" @click=${() => (this.editing = unit)}>${msg('Change')}<span class="unseen">${name}</span></wa-button>
      </div>
      ${below.length === 0 ? nothing : html`<ul>${below.map((one) => this.#branch(one, units, head))}</ul>`}
    </li>`
  }
}

define('opis-units', UnitsScreen)
