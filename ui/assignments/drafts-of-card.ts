import '@awesome.me/webawesome/dist/components/button/button.js'
import { Task } from '@lit/task'
import { msg, str } from '@lit/localize'
import { css, html, nothing } from 'lit'
import { readCardRoute, readDrafts, type CardRoute, type DraftLine } from '../api/drafts.ts'
import { define, OpisElement } from '../elements/base.ts'
import { showError } from '../shell/show-error.ts'
import { go } from '../state/router.ts'
import { shared } from '../styles/shared.ts'
import { formatDate } from '../text/format.ts'
import './draft-begin.ts'
import { draftStateName, draftTone, routeStepName } from './draft-words.ts'
import './file-card.ts'

/** The route of a document with where it stands, its drafts, and its filing. Announces `changed` when the card was filed or reopened. */
export class DraftsOfCard extends OpisElement {
  static override properties = { card: {}, state: {}, beginning: { state: true } }
  declare card: string
  /** State of the card. */
  declare state: string
  declare beginning: boolean

  static override styles = [
    shared,
    css`
      ol.route {
        display: flex;
        flex-wrap: wrap;
        gap: var(--o-2);
      }
      ol.route li {
        padding: var(--o-1) var(--o-3);
        border: 1px solid var(--o-line);
        border-radius: var(--o-radius-small);
        font-size: var(--o-small);
      }
      ol.route li[data-state='done'] {
        border-color: var(--o-good);
      }
      ol.route li[data-state='now'] {
        border-color: var(--o-accent);
        background: var(--o-accent-quiet);
        font-weight: 600;
      }
      ol.route li[data-state='passed-over'] {
        color: var(--o-quiet);
        text-decoration: line-through;
      }
    `,
  ]

  readonly #found = new Task(this, {
    task: async ([card], { signal }) => ({ route: await readCardRoute(card, signal), drafts: (await readDrafts({ list: 'card', card }, signal)).drafts }),
    args: () => [this.card, this.state] as const,
  })

  constructor() {
    super()
    this.card = ''
    this.state = ''
    this.beginning = false
  }

  override render() {
    return this.#found.render({
      pending: () => (this.#found.value === undefined ? nothing : this.#whole(this.#found.value)),
      complete: (found) => this.#whole(found),
      error: (error) => showError(error, () => void this.#found.run()),
    })
  }

  #whole({ route, drafts }: { route: CardRoute; drafts: readonly DraftLine[] }) {
    const open = this.state !== 'filed' && this.state !== 'annulled'
    return html`<section class="card stack" aria-labelledby="drafts">
      <div class="row spread"><h2 id="drafts">${msg('Route, drafts and filing')}</h2>
        ${open && !this.beginning ? html`<wa-button size="s" appearance="outlined" @click=${() => (this.beginning = true)}>${msg('Begin a draft')}</wa-button>` : nothing}
      </div>
      ${route.steps.length === 0 ? nothing : html`<ol class="route" aria-label=${msg('Route')}>${route.steps.map((step) => drawStep(step, route.names))}</ol>`}
      ${this.beginning ? html`<opis-begin-draft .card=${this.card} @begun=${(event: CustomEvent<string>) => go(`/tasks/drafts/${event.detail}`)} @close=${() => (this.beginning = false)}></opis-begin-draft>` : nothing}
      ${drafts.length === 0 ? nothing : html`<ul class="rows" aria-label=${msg('Drafts')}>${drafts.map((one) => html`<li><a href=${`/tasks/drafts/${one.id}`}>${one.subject}</a><span class="badge ${draftTone(one.state)}">${draftStateName(one.state)}</span></li>`)}</ul>`}
      <opis-file-card .card=${this.card} .state=${this.state}></opis-file-card>
    </section>`
  }
}

/** A step with its day, who does it, and what became of its unit. */
function drawStep({ step, state, on, unit, people, closedUnit, successor }: CardRoute['steps'][number], names: CardRoute['names']) {
  const said = { 'done': msg('done'), 'passed-over': msg('passed over'), 'now': msg('now'), 'to-come': msg('to come') }[state]
  const who = closedUnit !== null ? (successor ?? '') : [unit ?? '', ...people.map((one) => names[one] ?? one)].filter((one) => one !== '').join(', ')
  return html`<li data-state=${state} aria-current=${state === 'now' ? 'step' : nothing}>
    ${routeStepName(step)}<span class="unseen"> (${said})</span>${on === null ? nothing : html` <span class="quiet">${formatDate(on)}</span>`}${state === 'done' || who === '' ? nothing : html` <span class="quiet">${who}</span>`}
    ${closedUnit === null || state === 'done' ? nothing : html`<br /><span class="small">${successor === null ? msg(str`The unit ${closedUnit} is closed; nobody took over its work.`) : msg(str`The unit ${closedUnit} is closed; ${successor} does its work.`)}</span>`}
  </li>`
}

define('opis-card-drafts', DraftsOfCard)
