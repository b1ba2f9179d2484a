import '@awesome.me/webawesome/dist/components/button/button.js'
import '@awesome.me/webawesome/dist/components/icon/icon.js'
import { Task } from '@lit/task'
import { msg, str } from '@lit/localize'
import { css, html, nothing } from 'lit'
import { answersPath, readAnswers, type AnswersList, type Which } from '../api/retention-overview.ts'
import { define, OpisElement } from '../elements/base.ts'
import { waiting } from '../elements/waiting.ts'
import { eventTitle, withEventTitles } from '../records/event-name.ts'
import { retentionName } from '../records/state-names.ts'
import { showError } from '../shell/show-error.ts'
import { classTitle, plan, recordTitle } from '../state/classes.ts'
import { StoreController } from '../state/store.ts'
import { shared } from '../styles/shared.ts'
import { formatDate, formatNumber } from '../text/format.ts'
import { currentLanguage } from '../text/locale.ts'
import './retention-nav.ts'

const pageSize = 100
const states = ['eligible', 'retained', 'waiting', 'unscheduled', 'conflict', 'permanent', 'held'] as const

/** The state that an address names; what is due for want of one. */
export function stateOf(name: string | null): Which['state'] {
  return states.find((state) => state === name) ?? 'eligible'
}

/** Records and files in one state with the sentence of each: what stands behind a figure of the overview. */
export class AnswersScreen extends OpisElement {
  static override properties = { state: {}, of: {}, event: {}, offset: { state: true } }
  declare state: string
  /** Code of a class, or empty for all. */
  declare of: string
  /** Event that is waited for, or empty. */
  declare event: string
  declare offset: number

  readonly #answers = new Task(this, {
    task: ([state, of, event, offset, language], { signal }) => readAnswers(which(state, of, event), { limit: pageSize, offset }, language, signal),
    args: () => [this.state, this.of, this.event, this.offset, currentLanguage()] as const,
  })

  static override styles = [
    shared,
    css`
      /* The names of states begin small, for they stand in sentences and badges too; Georgian has no capitals. */
      h1:not(:lang(ka))::first-letter {
        text-transform: uppercase;
      }
    `,
  ]

  constructor() {
    super()
    this.state = 'eligible'
    this.of = ''
    this.event = ''
    this.offset = 0
    new StoreController(this, plan)
  }

  override render() {
    const parts = [retentionName(stateOf(this.state)), this.of === '' ? null : this.of === '-' ? msg('no class') : classTitle(this.of), this.event === '' ? null : eventTitle(this.event)]
    return html`<div class="page stack">
      <opis-retention-nav path="/retention"></opis-retention-nav>
      <p><a class="back" href="/retention"><wa-icon name="chevron-left"></wa-icon>${msg('Retention')}</a></p>
      <h1>${parts.filter((part) => part !== null).join(' · ')}</h1>
      ${this.#answers.render({
        pending: () => (this.#answers.value === undefined ? waiting() : this.#list(this.#answers.value)),
        complete: (found) => this.#list(found),
        error: (error) => showError(error, () => void this.#answers.run()),
      })}
    </div>`
  }

  #list({ total, items }: AnswersList) {
    if (total === 0) return html`<p class="card quiet">${msg('Nothing is in this state.')}</p>`
    const path = (format: 'csv' | 'ods') => answersPath(which(this.state, this.of, this.event), currentLanguage(), format)
    const turn = (by: number) => () => (this.offset += by)
    return html`<section class="card stack">
      <div class="row spread">
        <span class="quiet">${msg(str`${formatNumber(this.offset + 1)} to ${formatNumber(this.offset + items.length)} of ${formatNumber(total)}`)}</span>
        <span class="row">
          <a class="back" href=${path('csv')} download><wa-icon name="download"></wa-icon>CSV</a>
          <a class="back" href=${path('ods')} download><wa-icon name="download"></wa-icon>ODS</a>
        </span>
      </div>
      <ul class="rows">${items.map(
        (one) => html`<li><div>
          <a href=${one.kind === 'file' ? `/files/${one.id}` : `/records/${one.id}`}>${one.title === '' ? one.id : recordTitle(one)}</a>
          ${one.eligibleOn === null ? nothing : html`<span class="small quiet">${formatDate(one.eligibleOn)}</span>`}
          <p class="small quiet">${withEventTitles(one.sentence)}</p>
        </div></li>`,
      )}</ul>
      <div class="row">
        ${this.offset > 0 ? html`<wa-button size="s" appearance="outlined" @click=${turn(-pageSize)}>${msg('Back')}</wa-button>` : nothing}
        ${this.offset + items.length < total ? html`<wa-button size="s" appearance="outlined" @click=${turn(pageSize)}>${msg('Further')}</wa-button>` : nothing}
      </div>
    </section>`
  }
}

function which(state: string, of: string, event: string): Which {
  return { state: stateOf(state), class: of === '' ? undefined : of, waitingFor: event === '' ? undefined : event }
}

define('opis-retention-answers', AnswersScreen)
