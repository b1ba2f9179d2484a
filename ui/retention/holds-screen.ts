import '@awesome.me/webawesome/dist/components/button/button.js'
import '@awesome.me/webawesome/dist/components/checkbox/checkbox.js'
import { Task } from '@lit/task'
import { msg, str } from '@lit/localize'
import { html, nothing } from 'lit'
import { holdsFile, readHolds, type HoldList, type HoldView } from '../api/holds.ts'
import { define, OpisElement } from '../elements/base.ts'
import { fileLinks } from '../elements/file-links.ts'
import { waiting } from '../elements/waiting.ts'
import { showError } from '../shell/show-error.ts'
import { announce } from '../state/notice.ts'
import { formatDate } from '../text/format.ts'
import { scopeName } from './holds-words.ts'
import './holds-form.ts'
import { rowStyles } from './holds-styles.ts'
import './retention-nav.ts'

/** All holds, the next to be reviewed first, and a form for a new one. */
export class HoldsScreen extends OpisElement {
  static override properties = { placing: { state: true }, released: { state: true } }
  declare placing: boolean
  /** Whether released holds are shown too. */
  declare released: boolean

  readonly #holds = new Task(this, { task: ([released], { signal }) => readHolds(released, signal), args: () => [this.released] as const })

  static override styles = rowStyles

  constructor() {
    super()
    this.placing = false
    this.released = false
  }

  override render() {
    return html`<div class="page stack">
      <opis-retention-nav path="/retention/holds"></opis-retention-nav>
      <div class="row spread">
        <h1>${msg('Holds')}</h1>
        ${this.placing ? nothing : html`<wa-button variant="brand" @click=${() => (this.placing = true)}>${msg('Place a hold')}</wa-button>`}
      </div>
      <p class="quiet">${msg('A hold keeps from destruction whatever it covers, also what is captured later. It moves no date, and another person than who placed it must release it.')}</p>
      ${this.placing ? html`<opis-hold-form @placed=${this.#placed} @close=${() => (this.placing = false)}></opis-hold-form>` : nothing}
      <div class="row spread no-print">
        <wa-checkbox ?checked=${this.released} @change=${(event: Event) => (this.released = (event.target as HTMLInputElement).checked)}>${msg('Show released holds too')}</wa-checkbox>
        ${fileLinks((format) => holdsFile(this.released, format))}
      </div>
      ${this.#holds.render({
        pending: () => (this.#holds.value === undefined ? waiting() : this.#list(this.#holds.value)),
        complete: (list) => this.#list(list),
        error: (error) => showError(error, () => void this.#holds.run()),
      })}
    </div>`
  }

  #list({ holds }: HoldList) {
    if (holds.length === 0) return html`<p class="card quiet">${msg('No hold is in force.')}</p>`
    return html`<section class="card"><ul class="rows" aria-label=${msg('Holds')}>${holds.map((hold) => this.#row(hold))}</ul></section>`
  }

  #row(hold: HoldView) {
    return html`<li>
      <div>
        <a href=${`/retention/holds/${hold.number}`}><strong>${hold.number}</strong> ${hold.reason}</a>
        <p class="small quiet">${hold.authority} · ${hold.scopes.slice(0, 3).map((scope) => `${scopeName(scope.kind)}: ${scope.name}`).join(' · ')}${hold.scopes.length > 3 ? ' …' : ''}</p>
      </div>
      ${holdBadge(hold)}
    </li>`
  }

  #placed(event: CustomEvent<string>): void {
    this.placing = false
    announce(msg(str`Hold placed: ${event.detail}`))
    void this.#holds.run()
  }
}

/** How a hold stands: released, to be reviewed now, or later. */
export function holdBadge(hold: HoldView) {
  if (hold.released !== null) return html`<span class="badge tone-plain">${msg(str`released on ${formatDate(hold.released.on)}`)}</span>`
  if (hold.reviewDue) return html`<span class="badge tone-care">${msg(str`review due since ${formatDate(hold.reviewOn)}`)}</span>`
  return html`<span class="badge tone-calm">${msg(str`review on ${formatDate(hold.reviewOn)}`)}</span>`
}

define('opis-holds', HoldsScreen)
