import '@awesome.me/webawesome/dist/components/button/button.js'
import '@awesome.me/webawesome/dist/components/icon/icon.js'
import '@awesome.me/webawesome/dist/components/input/input.js'
import { Task } from '@lit/task'
import { msg, str } from '@lit/localize'
import { html, nothing } from 'lit'
import { readCovered, readHold, releaseHold, reviewHold, type HoldCovers, type HoldView } from '../api/holds.ts'
import { define } from '../elements/base.ts'
import { waiting } from '../elements/waiting.ts'
import { WorkElement } from '../elements/work-element.ts'
import { showError } from '../shell/show-error.ts'
import { recordTitle } from '../state/classes.ts'
import { session } from '../state/session.ts'
import { actorName } from '../text/actor-name.ts'
import { formatDate, formatInstant, formatNumber } from '../text/format.ts'
import { scopeName } from './holds-words.ts'
import { rowStyles } from './holds-styles.ts'
import { holdBadge } from './holds-screen.ts'

/** One hold: why, on what, which records it covers now; to be reviewed or released here. */
export class HoldScreen extends WorkElement {
  static override properties = { number: {}, further: { state: true } }
  declare number: string
  /** Pages of covered records that were asked for beyond the first. */
  declare further: HoldCovers['records']

  readonly #hold = new Task(this, {
    task: async ([number], { signal }) => {
      this.further = []
      return { hold: await readHold(number, signal), covers: await readCovered(number, undefined, signal) }
    },
    args: () => [this.number] as const,
  })

  static override styles = rowStyles

  constructor() {
    super()
    this.number = ''
    this.further = []
  }

  override render() {
    return html`<div class="page stack">
      <p><a class="back" href="/retention/holds"><wa-icon name="chevron-left"></wa-icon>${msg('All holds')}</a></p>
      ${this.#hold.render({
        pending: () => (this.#hold.value === undefined ? waiting() : this.#whole(this.#hold.value)),
        complete: (found) => this.#whole(found),
        error: (error) => showError(error, () => void this.#hold.run()),
      })}
    </div>`
  }

  #whole({ hold, covers }: { hold: HoldView; covers: HoldCovers }) {
    return html`<div class="row spread"><h1>${hold.number} ${hold.reason}</h1>${holdBadge(hold)}</div>
      <section class="card stack" aria-label=${msg('About the hold')}>
        <p>${hold.authority}</p>
        <p class="small quiet">${msg(str`In force since ${formatDate(hold.from)}; placed by ${actorName(hold.placedBy)}, ${formatInstant(hold.placedAt)}`)}</p>
        ${hold.released === null ? nothing : html`<p>${msg(str`Released on ${formatDate(hold.released.on)} by ${actorName(hold.released.by)}: ${hold.released.reason}`)}</p>`}
        <ul class="rows" aria-label=${msg('What it covers')}>${hold.scopes.map((scope) => html`<li><span><span class="quiet">${scopeName(scope.kind)}</span> ${scope.name}</span></li>`)}</ul>
      </section>
      ${hold.released === null ? this.#forms(hold) : nothing} ${this.problem()} ${this.#covered(covers)}`
  }

  #forms(hold: HoldView) {
    const now = session.get()
    const own = now.kind === 'signed-in' && hold.placedBy === `user:${now.view.user.name}`
    return html`<section class="card stack" aria-labelledby="review">
        <h2 id="review">${msg('Review')}</h2>
        <form class="fields" @submit=${this.#review}>
          <wa-input name="note" label=${msg('Why it stays')} maxlength="1000" required></wa-input>
          <wa-input name="reviewOn" type="date" label=${msg('To be reviewed next on')} required></wa-input>
          <wa-button type="submit" appearance="outlined" ?loading=${this.busy}>${msg('Keep the hold')}</wa-button>
        </form>
      </section>
      <section class="card stack" aria-labelledby="release">
        <h2 id="release">${msg('Release')}</h2>
        ${own
          ? html`<p class="quiet">${msg('You placed this hold; another person has to release it.')}</p>`
          : html`<form class="fields" @submit=${this.#release}>
              <wa-input name="reason" label=${msg('Why it is no longer needed')} maxlength="1000" required></wa-input>
              <wa-button type="submit" variant="danger" appearance="outlined" ?loading=${this.busy}>${msg('Release the hold')}</wa-button>
            </form>`}
      </section>`
  }

  #covered(covers: HoldCovers) {
    const records = [...covers.records, ...this.further]
    return html`<section class="card stack" aria-labelledby="covers">
      <h2 id="covers">${msg(str`Documents that it covers now: ${formatNumber(covers.total)}`)}</h2>
      <ul class="rows">${records.map((one) => html`<li><a href=${`/records/${one.id}`}>${recordTitle(one)}</a><span class="small quiet">${one.date === null ? nothing : formatDate(one.date)}</span></li>`)}</ul>
      ${records.length < covers.total ? html`<p><wa-button appearance="outlined" @click=${() => void this.#more(records.at(-1)?.id)}>${msg('Show more')}</wa-button></p>` : nothing}
    </section>`
  }

  async #more(after: string | undefined): Promise<void> {
    const page = await readCovered(this.number, after)
    this.further = [...this.further, ...page.records]
  }

  async #review(event: SubmitEvent): Promise<void> {
    if ((await this.submit(event, (text) => reviewHold(this.number, text('reviewOn'), text('note')), msg('The hold stays.'))) !== null) await this.#hold.run()
  }

  async #release(event: SubmitEvent): Promise<void> {
    if ((await this.submit(event, (text) => releaseHold(this.number, text('reason')), msg('The hold is released.'))) !== null) await this.#hold.run()
  }
}

define('opis-hold', HoldScreen)
