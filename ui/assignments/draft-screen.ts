import '@awesome.me/webawesome/dist/components/icon/icon.js'
import { Task } from '@lit/task'
import { msg, str } from '@lit/localize'
import { html, nothing } from 'lit'
import { readDraft, withdrawDraftOf, type DraftView } from '../api/drafts.ts'
import { define } from '../elements/base.ts'
import { waiting } from '../elements/waiting.ts'
import { planStyles } from '../file-plan/plan-styles.ts'
import { WorkElement } from '../elements/work-element.ts'
import '../file-plan/reason-button.ts'
import { showError } from '../shell/show-error.ts'
import { actorName } from '../text/actor-name.ts'
import { formatDate, formatInstant } from '../text/format.ts'
import './draft-annexes.ts'
import './draft-sending.ts'
import './draft-text.ts'
import './draft-visas.ts'
import { draftEventText, draftStateName, draftTone } from './draft-words.ts'

/** One draft: its text with every version, its visas, approval, and how it leaves the house. */
export class DraftScreen extends WorkElement {
  static override properties = { draft: {}, now: { state: true } }
  declare draft: string
  /** The draft as the last step left it; null while it is as it was read. */
  declare now: DraftView | null

  static override styles = planStyles

  readonly #found = new Task(this, {
    task: ([draft], { signal }) => {
      this.now = null
      return readDraft(draft, signal)
    },
    args: () => [this.draft] as const,
  })

  constructor() {
    super()
    this.draft = ''
    this.now = null
  }

  override render() {
    return html`<div class="page stack" @changed=${(event: CustomEvent<DraftView>) => (this.now = event.detail)}>
      <p><a class="back" href="/tasks/drafts"><wa-icon name="chevron-left"></wa-icon>${msg('Drafts')}</a></p>
      ${this.#found.render({
        pending: waiting,
        complete: (found) => this.#whole(this.now ?? found),
        error: (error) => showError(error, () => void this.#found.run()),
      })}
    </div>`
  }

  #whole(draft: DraftView) {
    const name = (account: string) => draft.names[account] ?? account
    return html`<div class="row spread"><h1>${draft.subject}</h1><span class="badge ${draftTone(draft.state)}">${draftStateName(draft.state)}</span></div>
      <p class="quiet">${msg('On the document')} <a href=${`/registry/cards/${draft.card.id}`}>${draft.card.number} ${draft.card.subject}</a> · ${msg(str`written by ${name(draft.author)}`)}${draft.card.dueOn === null ? nothing : html` · ${msg(str`answer due on ${formatDate(draft.card.dueOn)}`)}`}</p>
      ${draft.withdrawn === null ? nothing : html`<p class="note tone-plain">${msg(str`Withdrawn: ${draft.withdrawn.reason}`)}</p>`}
      <opis-draft-visas .draft=${draft}></opis-draft-visas>
      <opis-draft-sending .draft=${draft} @reload=${() => void this.#found.run()}></opis-draft-sending>
      <opis-draft-text .draft=${draft}></opis-draft-text>
      <opis-draft-annexes .draft=${draft}></opis-draft-annexes>
      ${this.problem()}
      ${draft.may.withdraw ? html`<p><opis-reason .label=${msg('Withdraw the draft')} .field=${msg('Reason')} ?busy=${this.busy} @given=${(event: CustomEvent<string>) => void this.#withdraw(event.detail)}></opis-reason></p>` : nothing}
      <section class="card stack" aria-labelledby="history"><h2 id="history">${msg('History')}</h2>
        <ol class="rows">${draft.history.map((one) => html`<li><span>${draftEventText(one)}</span><span class="small quiet">${name(actorName(one.actor))}, ${formatInstant(one.at)}</span></li>`)}</ol>
      </section>`
  }

  async #withdraw(reason: string): Promise<void> {
    this.now = (await this.work(() => withdrawDraftOf(this.draft, reason), msg('Draft withdrawn.'))) ?? this.now
  }
}

define('opis-draft', DraftScreen)
