import '@awesome.me/webawesome/dist/components/button/button.js'
import '@awesome.me/webawesome/dist/components/icon/icon.js'
import '@awesome.me/webawesome/dist/components/input/input.js'
import { Task } from '@lit/task'
import { msg, str } from '@lit/localize'
import { html, nothing } from 'lit'
import { assessErasureRequest, decideErasure, drawUpErasureAct, readErasureRequest, type ErasureItem, type ErasureRequestView } from '../api/erasure-requests.ts'
import { define } from '../elements/base.ts'
import { waiting } from '../elements/waiting.ts'
import { WorkElement } from '../elements/work-element.ts'
import { showError } from '../shell/show-error.ts'
import { recordTitle } from '../state/classes.ts'
import { may } from '../state/permissions.ts'
import { formatDate } from '../text/format.ts'
import './erasure-letter.ts'
import { rowStyles } from './holds-styles.ts'
import { groundName, outcomeName, requestStateName } from './erasure-words.ts'

/** One request to erase: document by document what the law says of it, and the answer as a text. */
export class ErasureRequestScreen extends WorkElement {
  static override properties = { number: {}, changed: { state: true } }
  declare number: string
  /** The request as the last step left it; null while it is as it was read. */
  declare changed: ErasureRequestView | null

  readonly #request = new Task(this, {
    task: ([number], { signal }) => {
      this.changed = null
      return readErasureRequest(number, signal)
    },
    args: () => [this.number] as const,
  })

  static override styles = rowStyles

  constructor() {
    super()
    this.number = ''
    this.changed = null
  }

  override render() {
    return html`<div class="page stack">
      <p><a class="back" href="/retention/erasure"><wa-icon name="chevron-left"></wa-icon>${msg('All requests')}</a></p>
      ${this.#request.render({
        pending: waiting,
        complete: (request) => this.#whole(this.changed ?? request),
        error: (error) => showError(error, () => void this.#request.run()),
      })}
    </div>`
  }

  #whole(request: ErasureRequestView) {
    const open = request.state === 'received' || request.state === 'assessed'
    return html`<div class="row spread"><h1>${request.number} ${request.requester}</h1><span class="badge ${open ? 'tone-care' : 'tone-plain'}">${requestStateName(request.state)}</span></div>
      <section class="card stack" aria-label=${msg('About the request')}>
        <p>${request.basis}</p>
        ${request.person === null ? nothing : html`<p>${msg(str`About ${request.person.name}`)}</p>`}
        <p class="small quiet">${msg(str`Received on ${formatDate(request.receivedOn)}`)} · ${msg(str`answer due on ${formatDate(request.dueOn)}`)}${request.overdue ? html` · <span class="care">${msg('answer is late')}</span>` : nothing}</p>
        ${open && may('erasure.write') ? html`<div><wa-button variant="brand" ?loading=${this.busy} @click=${() => void this.#step(() => assessErasureRequest(this.number))}>${request.state === 'received' ? msg('Assess') : msg('Assess anew')}</wa-button></div>` : nothing}
      </section>
      ${this.problem()}
      <section class="card stack" aria-labelledby="documents">
        <h2 id="documents">${msg('Documents')}</h2>
        ${open && may('erasure.write') && request.items.some(isFree) ? this.#toAct(request) : nothing}
        ${request.items.length === 0 ? html`<p class="quiet">${msg('Nothing is kept that the request concerns.')}</p>` : html`<ul class="rows">${request.items.map((item) => this.#row(item, open))}</ul>`}
      </section>
      ${request.state === 'received' ? nothing : html`<opis-erasure-letter .number=${request.number}></opis-erasure-letter>`}`
  }

  /** What nothing stands against goes the way of everything that is destroyed: commission, approvals, proof. */
  #toAct(request: ErasureRequestView) {
    const draw = async () => {
      await drawUpErasureAct(msg(str`Request to erase ${request.number}`), request.items.filter(isFree))
      return assessErasureRequest(request.number)
    }
    return html`<div><wa-button appearance="outlined" ?loading=${this.busy} @click=${() => void this.#step(draw)}>${msg('Draw up an act of what may go')}</wa-button></div>`
  }

  #row(item: ErasureItem, open: boolean) {
    return html`<li>
      <div>
        ${item.outcome === 'erased' ? html`<code>${item.record}</code>` : html`<a href=${`/records/${item.record}`}>${item.title === null ? item.record : recordTitle({ title: item.title })}</a>`}
        <p class="small quiet">${reasonsOf(item)}</p>
        ${item.outcome === 'needs-decision' && open && may('erasure.write') ? this.#decision(item) : nothing}
      </div>
      <span class="badge ${item.outcome === 'refused' ? 'tone-plain' : item.outcome === 'erased' ? 'tone-good' : 'tone-care'}">${outcomeName(item.outcome)}</span>
    </li>`
  }

  #decision(item: ErasureItem) {
    const decide = (event: Event, keep: boolean) => {
      const input = (event.target as HTMLElement).closest('div')?.querySelector<HTMLInputElement>('wa-input')
      const reason = input?.value.trim() ?? ''
      if (reason === '') input?.focus()
      else void this.#step(() => decideErasure(this.number, item.record, keep, reason))
    }
    return html`<div class="row">
      <wa-input size="s" label=${msg('Reason for the decision')} maxlength="1000"></wa-input>
      <wa-button size="s" appearance="outlined" @click=${(event: Event) => decide(event, true)}>${msg('It stays')}</wa-button>
      <wa-button size="s" appearance="outlined" @click=${(event: Event) => decide(event, false)}>${msg('It goes once the schedule is put right')}</wa-button>
    </div>`
  }

  async #step(call: () => Promise<ErasureRequestView>): Promise<void> {
    await this.attempt(async () => {
      this.changed = await call()
    })
  }
}

/** Nothing stands against it and it is on no act yet. */
const isFree = (item: ErasureItem): boolean => item.outcome === 'to-act' && item.act === null && item.decision === null

/** Why, by which rule, until when: what stands beside an item. */
function reasonsOf(item: ErasureItem): string {
  const parts = [
    item.ground === null ? '' : groundName(item.ground),
    item.rule === null ? '' : `${msg(str`rule ${item.rule}`)}${item.cite === null ? '' : ` (${item.cite})`}`,
    item.ground === 'waiting' ? item.waitingFor.join(', ') : '',
    item.heldBy.join(', '),
    item.eligibleOn === null ? '' : msg(str`may go from ${formatDate(item.eligibleOn)}`),
    item.eraseBy === null ? '' : msg(str`to be erased by ${formatDate(item.eraseBy)}`),
    item.act === null ? '' : msg(str`act ${item.act}`),
    item.decision === null ? '' : item.decision.reason,
  ]
  return parts.filter((part) => part !== '').join(' · ')
}

define('opis-erasure-request', ErasureRequestScreen)
