import '@awesome.me/webawesome/dist/components/button/button.js'
import '@awesome.me/webawesome/dist/components/input/input.js'
import { Task } from '@lit/task'
import { msg, str } from '@lit/localize'
import { css, html, nothing } from 'lit'
import { voteKinds, type ActView, type CommissionView, type SittingView } from '#contract/acts.ts'
import { castVote, closeSitting, openSitting, readCommissions } from '../../api/acts.ts'
import { define } from '../../elements/base.ts'
import { WorkElement } from '../../elements/work-element.ts'
import { may } from '../../state/permissions.ts'
import { session } from '../../state/session.ts'
import { shared } from '../../styles/shared.ts'
import { formatDate } from '../../text/format.ts'
import { voteName, type Vote } from './act-words.ts'

/** The sittings on an act: open one, vote on all lines, close it. Announces `changed`. */
export class SittingSection extends WorkElement {
  static override properties = { act: { attribute: false } }
  declare act: ActView

  static override styles = [
    shared,
    css`
      fieldset {
        border: 0;
        margin: 0;
        padding: 0;
      }
      legend {
        padding: 0;
        margin-block-end: var(--o-2);
        font-weight: 500;
      }
      label {
        padding-block: var(--o-1);
      }
    `,
  ]

  readonly #commissions = new Task(this, { task: (_args, { signal }) => readCommissions(signal), args: () => [] })

  override render() {
    const { sittings, next } = this.act
    const open = sittings.find(({ closedAt }) => closedAt === null)
    const opening = next.step === 'hold-sitting' && may('acts.write')
    if (sittings.length === 0 && !opening) return nothing
    return html`<section class="card stack" aria-labelledby="sitting">
      <h2 id="sitting">${msg('Expert commission')}</h2>
      <ul class="rows">${sittings.map(sittingRow)}</ul>
      ${open === undefined ? nothing : this.#voting(open)} ${opening ? this.#opening() : nothing} ${this.problem()}
    </section>`
  }

  #opening() {
    const today = new Date().toISOString().slice(0, 10)
    const open = (this.#commissions.value?.commissions ?? []).filter(({ closedOn }) => closedOn === null)
    if (open.length === 0) return html`<p class="quiet">${msg('There is no commission yet.')} <a href="/retention/commissions">${msg('Appoint one')}</a></p>`
    return open.map(
      (commission) => html`<form class="stack" @submit=${(event: SubmitEvent) => this.#open(event, commission)}>
        <fieldset class="row">
          <legend>${commission.title}: ${msg('Who is present?')}</legend>
          ${sitting(commission, today).map(({ name, chair }) => html`<label><input type="checkbox" name="present" value=${name} checked /> ${name}${chair ? html` <span class="small quiet">${msg('chair')}</span>` : nothing}</label>`)}
        </fieldset>
        <div><wa-button type="submit" variant="brand" ?loading=${this.busy}>${msg('Open a sitting')}</wa-button></div>
      </form>`,
    )
  }

  #voting(open: SittingView) {
    const now = session.get()
    const name = now.kind === 'signed-in' ? now.view.user.name : ''
    const closes = name === open.chair || may('acts.write')
    return html`${open.present.includes(name)
      ? html`<form class="stack" @submit=${(event: SubmitEvent) => this.#vote(event, open)}>
          <fieldset class="row">
            <legend>${msg('My vote on all lines that I do not single out below')}</legend>
            ${voteKinds.map((vote, index) => html`<label><input type="radio" name="vote" value=${vote} ?checked=${index === 0} /> ${voteName(vote)}</label>`)}
          </fieldset>
          <div class="row">
            <wa-input name="until" type="date" label=${msg('Keep until')} hint=${msg('For the vote “Keep until a day”')}></wa-input>
            <wa-button type="submit" variant="brand" ?loading=${this.busy}>${msg('Vote')}</wa-button>
          </div>
        </form>`
      : nothing}
    ${closes ? html`<div><wa-button appearance="outlined" ?loading=${this.busy} @click=${() => void this.#do(() => closeSitting(open.id))}>${msg('Close the sitting')}</wa-button></div>` : nothing}`
  }

  #open(event: SubmitEvent, { id }: CommissionView): void {
    event.preventDefault()
    if (!(event.target instanceof HTMLFormElement)) return
    const present = new FormData(event.target).getAll('present').map(String)
    void this.#do(() => openSitting(this.act.id, { commission: id, present }))
  }

  #vote(event: SubmitEvent, { id }: SittingView): void {
    event.preventDefault()
    if (!(event.target instanceof HTMLFormElement)) return
    const data = new FormData(event.target)
    const until = String(data.get('until') ?? '')
    void this.#do(() => castVote(id, { vote: String(data.get('vote')) as Vote, ...(until === '' ? {} : { until }) }))
  }

  async #do(work: () => Promise<ActView>): Promise<void> {
    await this.attempt(async () => {
      await work()
      this.dispatchEvent(new CustomEvent('changed', { bubbles: true }))
    })
  }
}

/** Who sits in a commission on a day. */
function sitting({ members }: CommissionView, day: string) {
  return members.filter(({ since, until }) => since <= day && (until === null || until > day))
}

function sittingRow(one: SittingView) {
  return html`<li>
    <div>
      <strong>${one.commissionTitle}</strong>: ${msg(str`protocol ${one.protocol} of ${formatDate(one.heldOn)}`)}
      <p class="small quiet">${msg(str`present: ${one.present.join(', ')}; voted: ${one.voted.join(', ')}; at least ${one.quorum}`)}</p>
    </div>
    <span class="badge ${one.closedAt === null ? 'tone-care' : 'tone-plain'}">${one.closedAt === null ? msg('sitting') : msg('closed')}</span>
  </li>`
}

define('opis-sitting', SittingSection)
