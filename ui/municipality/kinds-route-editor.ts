import '@awesome.me/webawesome/dist/components/button/button.js'
import '@awesome.me/webawesome/dist/components/icon/icon.js'
import '@awesome.me/webawesome/dist/components/input/input.js'
import '@awesome.me/webawesome/dist/components/option/option.js'
import '@awesome.me/webawesome/dist/components/select/select.js'
import { msg, str } from '@lit/localize'
import { css, html, nothing } from 'lit'
import { routeSteps, type RouteStep } from '#contract/kinds.ts'
import type { UnitView } from '#contract/units.ts'
import { routeStepName } from '../assignments/draft-words.ts'
import '../assignments/whom-field.ts'
import { WhomField } from '../assignments/whom-field.ts'
import { define, OpisElement } from '../elements/base.ts'
import { shared } from '../styles/shared.ts'
import { localName } from '../text/local-name.ts'
import { moveStep } from './move-step.ts'

/** The steps of a route, put in order with buttons or Alt and the arrow keys. Announces `changed-route` with the steps. */
export class RouteEditor extends OpisElement {
  static override properties = { route: { attribute: false }, units: { attribute: false } }
  declare route: readonly RouteStep[]
  declare units: readonly UnitView[]

  static override styles = [
    shared,
    css`
      li {
        display: grid;
        gap: var(--o-2);
        padding: var(--o-3);
        border: 1px solid var(--o-line);
        border-radius: var(--o-radius-small);
      }
      ol {
        display: grid;
        gap: var(--o-2);
      }
      .names {
        display: flex;
        flex-wrap: wrap;
        gap: var(--o-1);
      }
    `,
  ]

  constructor() {
    super()
    this.route = []
    this.units = []
  }

  override render() {
    return html`<div class="stack">
      <ol aria-label=${msg('Steps of the route')}>${this.route.map((step, at) => this.#step(step, at))}</ol>
      <p class="small quiet">${msg('Alt with the arrow keys moves the step in which you are.')}</p>
      <p class="row" role="group" aria-label=${msg('Add a step')}>${routeSteps.map((step) => html`<wa-button size="s" appearance="outlined" @click=${() => this.#tell([...this.route, { step }])}><wa-icon slot="start" name="plus"></wa-icon>${routeStepName(step)}</wa-button>`)}</p>
    </div>`
  }

  #step(step: RouteStep, at: number) {
    const name = routeStepName(step.step)
    const closed = this.units.find((one) => one.code === step.unit && one.closedOn !== null)
    return html`<li tabindex="0" aria-label=${msg(str`Step ${at + 1}: ${name}`)} @keydown=${(event: KeyboardEvent) => this.#onKey(event, at)}>
      <div class="row spread"><strong>${at + 1}. ${name}</strong>
        <span class="row">
          <wa-button size="s" appearance="plain" ?disabled=${at === 0} @click=${() => void this.#move(at, -1)}><wa-icon name="chevron-up" label=${msg(str`Move up: ${name}`)}></wa-icon></wa-button>
          <wa-button size="s" appearance="plain" ?disabled=${at === this.route.length - 1} @click=${() => void this.#move(at, 1)}><wa-icon name="chevron-down" label=${msg(str`Move down: ${name}`)}></wa-icon></wa-button>
          <wa-button size="s" appearance="plain" @click=${() => this.#tell(this.route.filter((_, index) => index !== at))}><wa-icon name="xmark" label=${msg(str`Remove: ${name}`)}></wa-icon></wa-button>
        </span>
      </div>
      ${step.step === 'registry' || step.step === 'file' ? nothing : this.#who(step, at)}
      ${closed === undefined ? nothing : html`<p class="note tone-care">${closed.successor === null ? msg(str`The unit ${closed.code} is closed. Choose another one.`) : html`${msg(str`The unit ${closed.code} is closed; ${closed.successor.unit} took over its work.`)} <wa-button size="s" appearance="outlined" @click=${() => this.#put(at, { ...step, unit: closed.successor?.unit })}>${msg(str`Put ${closed.successor.unit} in its place`)}</wa-button>`}</p>`}
    </li>`
  }

  #who(step: RouteStep, at: number) {
    const withPeople = step.step !== 'unit' && step.step !== 'sending'
    return html`<div class="fields">
      <wa-select size="s" label=${msg('Unit')} .value=${step.unit ?? '-'} @change=${(event: Event) => this.#put(at, { ...step, unit: chosen(event) })}><wa-option value="-">${msg('as it comes')}</wa-option>${this.units.filter((one) => one.closedOn === null || one.code === step.unit).map((one) => html`<wa-option value=${one.code}>${localName(one.name, one.code)}</wa-option>`)}</wa-select>
      ${step.step === 'visa' ? html`<wa-select size="s" label=${msg('In which order')} .value=${step.mode ?? 'parallel'} @change=${(event: Event) => this.#put(at, { ...step, mode: chosen(event) === 'serial' ? 'serial' : 'parallel' })}><wa-option value="parallel">${msg('all at once')}</wa-option><wa-option value="serial">${msg('one after the other')}</wa-option></wa-select>` : nothing}
      <wa-input size="s" type="number" min="1" max="365" label=${msg('Working days')} .value=${step.days === undefined ? '' : String(step.days)} @change=${(event: Event) => this.#put(at, { ...step, days: daysOf(event) })}></wa-input>
      ${withPeople ? html`<opis-whom .label=${msg('Add a person')} .peopleOnly=${true} @chosen=${(event: CustomEvent<{ executor?: string }>) => this.#name(event, step, at)}></opis-whom>` : nothing}
    </div>
    ${(step.people ?? []).length === 0 ? nothing : html`<ul class="names" aria-label=${msg('People')}>${(step.people ?? []).map((person) => html`<span class="badge tone-calm">${person} <wa-button size="s" appearance="plain" @click=${() => this.#put(at, { ...step, people: (step.people ?? []).filter((one) => one !== person) })}><wa-icon name="xmark" label=${msg(str`Remove: ${person}`)}></wa-icon></wa-button></span>`)}</ul>`}`
  }

  #name(event: CustomEvent<{ executor?: string }>, step: RouteStep, at: number): void {
    const { executor } = event.detail
    if (event.target instanceof WhomField) event.target.clear()
    if (executor !== undefined) this.#put(at, { ...step, people: [...new Set([...(step.people ?? []), executor])] })
  }

  #put(at: number, step: Loose): void {
    this.#tell(this.route.map((one, index) => (index === at ? tidy(step) : one)))
  }

  #tell(route: readonly RouteStep[]): void {
    this.route = route
    this.dispatchEvent(new CustomEvent<readonly RouteStep[]>('changed-route', { detail: route }))
  }

  /** The focus stays with the step, so that it can be moved on. */
  async #move(at: number, by: -1 | 1): Promise<void> {
    this.#tell(moveStep(this.route, at, by))
    await this.updateComplete
    this.renderRoot.querySelectorAll<HTMLElement>('ol > li')[Math.min(Math.max(at + by, 0), this.route.length - 1)]?.focus()
  }

  #onKey(event: KeyboardEvent, at: number): void {
    const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0
    if (!event.altKey || by === 0) return
    event.preventDefault()
    void this.#move(at, by)
  }
}

type Loose = { step: RouteStep['step']; unit?: string | undefined; people?: string[] | undefined; mode?: 'parallel' | 'serial' | undefined; days?: number | undefined }

/** Without what is empty: the contract knows no empty parts. */
function tidy({ step, unit, people = [], mode, days }: Loose): RouteStep {
  return { step, ...(unit === undefined ? {} : { unit }), ...(people.length === 0 ? {} : { people }), ...(mode === undefined ? {} : { mode }), ...(days === undefined ? {} : { days }) }
}

function chosen(event: Event): string | undefined {
  const { value } = event.target as HTMLSelectElement
  return value === '-' || value === '' ? undefined : value
}

function daysOf(event: Event): number | undefined {
  const days = Number((event.target as HTMLInputElement).value)
  return Number.isInteger(days) && days > 0 ? days : undefined
}

define('opis-route-editor', RouteEditor)
