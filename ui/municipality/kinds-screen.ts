import '@awesome.me/webawesome/dist/components/button/button.js'
import '@awesome.me/webawesome/dist/components/icon/icon.js'
import { Task } from '@lit/task'
import { msg, str } from '@lit/localize'
import { html, nothing } from 'lit'
import type { z } from 'zod'
import type { ruleList } from '#contract/terms.ts'
import type { unitList } from '#contract/units.ts'
import { readTree } from '../api/files.ts'
import { kindsSheet, readKinds, retireKindOf, type KindView } from '../api/kinds.ts'
import { request } from '../api/request.ts'
import { routeStepName } from '../assignments/draft-words.ts'
import { define } from '../elements/base.ts'
import '../elements/confirm-button.ts'
import { waiting } from '../elements/waiting.ts'
import { planStyles } from '../file-plan/plan-styles.ts'
import { WorkElement } from '../elements/work-element.ts'
import { flowName } from '../registry/card-words.ts'
import { showError } from '../shell/show-error.ts'
import { may } from '../state/permissions.ts'
import { formatDate } from '../text/format.ts'
import { localName } from '../text/local-name.ts'
import './kinds-form.ts'
import type { KindChoices } from './kinds-form.ts'
import './setup-nav.ts'

/** Kinds of document with their routes and deadlines; a change makes a new version. */
export class KindsScreen extends WorkElement {
  static override properties = { kinds: { state: true }, editing: { state: true } }
  /** As the last change left them; null while they are as they were read. */
  declare kinds: readonly KindView[] | null
  /** The kind that is edited; `new`: one that is not there yet. */
  declare editing: KindView | 'new' | null

  readonly #found = new Task(this, {
    task: async (_args, { signal }) => ({ kinds: await readKinds(signal), choices: await readChoices(signal) }),
    args: () => [],
  })

  static override styles = planStyles

  constructor() {
    super()
    this.kinds = null
    this.editing = null
  }

  override render() {
    return html`<div class="page stack">
      <opis-setup-nav path="/administration/kinds"></opis-setup-nav>
      <div class="row spread">
        <h1>${msg('Kinds of document and routes')}</h1>
        <p class="row"><a class="back" href=${kindsSheet()} target="_blank" rel="noopener"><wa-icon name="print"></wa-icon>${msg('Sheet for sign-off')}</a>
        ${may('kinds.write') && this.editing === null ? html`<wa-button variant="brand" @click=${() => (this.editing = 'new')}>${msg('Add a kind')}</wa-button>` : nothing}</p>
      </div>
      ${this.#found.render({
        pending: waiting,
        complete: ({ kinds, choices }) => this.#whole(this.kinds ?? kinds, choices),
        error: (error) => showError(error, () => void this.#found.run()),
      })}
    </div>`
  }

  #whole(kinds: readonly KindView[], choices: KindChoices) {
    const codes = [...new Set(kinds.map((one) => one.code))]
    const edited = this.editing
    return html`${edited === null ? nothing : html`<opis-kind-form .kind=${edited === 'new' ? null : edited} .choices=${choices} @changed=${this.#saved} @close=${() => (this.editing = null)}></opis-kind-form>`}
      ${this.problem()}
      ${codes.length === 0 ? html`<p class="card quiet">${msg('There is no kind of document yet.')}</p>` : html`<ul class="rows card" aria-label=${msg('Kinds of document')}>${codes.map((code) => this.#row(kinds.filter((one) => one.code === code)))}</ul>`}`
  }

  /** One kind with its version in force, or the newest where none is yet. */
  #row(versions: readonly KindView[]) {
    const shown = versions.find((one) => one.now) ?? versions[0]
    const newest = versions[0]
    if (shown === undefined || newest === undefined) return nothing
    const coming = newest.version > shown.version ? newest : null
    return html`<li>
      <div class="stack">
        <p><strong>${localName(shown.name, shown.code)}</strong> <code>${shown.code}</code> <span class="badge tone-plain">${flowName(shown.flow)}</span>${shown.retiredOn === null ? nothing : html` <span class="badge tone-care">${msg(str`retired on ${formatDate(shown.retiredOn)}`)}</span>`}</p>
        <p class="small">${shown.route.length === 0 ? html`<span class="quiet">${msg('No route yet')}</span>` : shown.route.map((step) => [routeStepName(step.step), step.unit ?? '', (step.people ?? []).join(', ')].filter((one) => one !== '').join(': ')).join(' → ')}</p>
        <p class="small quiet">${msg(str`Version ${shown.version}, from ${formatDate(shown.validFrom)}`)}${shown.term === null ? nothing : html` · ${msg(str`deadline ${shown.term}`)}`}${shown.class === null ? nothing : html` · ${msg(str`class ${shown.class}`)}`}${coming === null ? nothing : html` · ${msg(str`version ${coming.version} from ${formatDate(coming.validFrom)}`)}`}</p>
        ${newest.closedUnits.map(({ unit, successor }) => html`<p class="note tone-care">${successor === null ? msg(str`The unit ${unit} of the route is closed and nobody took over its work.`) : msg(str`The unit ${unit} of the route is closed; ${successor} took over its work.`)}</p>`)}
      </div>
      ${may('kinds.write') ? html`<div class="row"><wa-button size="s" appearance="outlined" @click=${() => (this.editing = newest)}>${msg('Edit')}<span class="unseen">${shown.code}</span></wa-button>${shown.retiredOn === null ? html`<opis-confirm .label=${msg('Retire')} .about=${shown.code} .question=${msg('No document can be registered under it any more?')} ?busy=${this.busy} @confirmed=${() => void this.#retire(shown.code)}></opis-confirm>` : nothing}</div>` : nothing}
    </li>`
  }

  #saved = (event: CustomEvent<KindView[]>): void => {
    this.kinds = event.detail
    this.editing = null
  }

  async #retire(code: string): Promise<void> {
    this.kinds = (await this.work(() => retireKindOf(code), msg('Kind retired.'))) ?? this.kinds
  }
}

/** Units, classes and rules of deadlines that a kind may name. */
async function readChoices(signal: AbortSignal): Promise<KindChoices> {
  const [{ units }, plan, { rules }] = await Promise.all([request<z.infer<typeof unitList>>('GET', '/units', { signal }), readTree(signal), request<z.infer<typeof ruleList>>('GET', '/terms/rules', { signal })])
  const today = new Date()
  const day = [today.getFullYear(), today.getMonth() + 1, today.getDate()].map((part) => String(part).padStart(2, '0')).join('-')
  return { units, classes: plan.classes.map(({ code, title }) => ({ code, name: localName(title, code) })), terms: [...new Set(rules.map((one) => one.rule.id))].toSorted(), today: day }
}

define('opis-kinds', KindsScreen)
