import '@awesome.me/webawesome/dist/components/button/button.js'
import '@awesome.me/webawesome/dist/components/checkbox/checkbox.js'
import '@awesome.me/webawesome/dist/components/input/input.js'
import { Task } from '@lit/task'
import { msg, str } from '@lit/localize'
import { html, nothing } from 'lit'
import type { ActDrawn, DueFilter, DueItem, DueList } from '#contract/acts.ts'
import { drawUpAct, readDue } from '../../api/acts.ts'
import { define } from '../../elements/base.ts'
import { stacked } from '../../elements/stacked.ts'
import { waiting } from '../../elements/waiting.ts'
import { WorkElement } from '../../elements/work-element.ts'
import { showError } from '../../shell/show-error.ts'
import { classTitle, plan, recordTitle } from '../../state/classes.ts'
import { may } from '../../state/permissions.ts'
import { StoreController } from '../../state/store.ts'
import { formatDate, formatNumber } from '../../text/format.ts'
import '../retention-nav.ts'
import { reasonText } from './act-words.ts'

const pageSize = 100

/** What has reached its date, to choose from, and the act that is drawn up from the choice. */
export class DueScreen extends WorkElement {
  static override properties = { filter: { state: true }, offset: { state: true }, chosen: { state: true }, drawn: { state: true } }
  declare filter: DueFilter
  declare offset: number
  /** By `kind id`; the choice stays while pages and filters change. */
  declare chosen: ReadonlyMap<string, DueItem>
  declare drawn: ActDrawn | null

  readonly #due = new Task(this, { task: ([filter, offset], { signal }) => readDue(filter, { limit: pageSize, offset }, signal), args: () => [this.filter, this.offset] as const })

  constructor() {
    super()
    this.filter = {}
    this.offset = 0
    this.chosen = new Map()
    this.drawn = null
    new StoreController(this, plan)
  }

  override render() {
    return html`<div class="page stack">
      <opis-retention-nav path="/retention/due"></opis-retention-nav>
      <h1>${msg('Due for destruction')}</h1>
      <p class="quiet">${msg('A date alone destroys nothing. Choose what to propose; each is judged anew when the act is drawn up.')}</p>
      ${this.drawn === null ? nothing : drawnNote(this.drawn)}
      ${this.#due.render({
        pending: () => (this.#due.value === undefined ? waiting() : this.#whole(this.#due.value)),
        complete: (list) => this.#whole(list),
        error: (error) => showError(error, () => void this.#due.run()),
      })}
    </div>`
  }

  #whole(list: DueList) {
    return html`${this.#groups(list)}
      ${list.total === 0 ? html`<p class="card quiet">${msg('Nothing is due.')}</p>` : html`${this.#table(list)} ${may('acts.write') ? this.#form(list) : nothing}`}`
  }

  #groups({ groups }: DueList) {
    const narrowed = Object.keys(this.filter).length > 0
    return html`<div class="row" role="group" aria-label=${msg('Narrow down')}>
      <wa-input type="number" label=${msg('Due in the year')} min="1" max="9999" value=${this.filter.year ?? ''} @change=${this.#chooseYear}></wa-input>
      ${groups.map(
        (group) => html`<wa-button size="s" appearance="outlined" @click=${() => this.#narrow({ ...(group.class === null ? {} : { class: group.class }), ...(group.rule === null ? {} : { rule: group.rule }), ...(group.schedule === null ? {} : { schedule: group.schedule }) })}
          >${group.class === null ? '' : classTitle(group.class)} · ${group.rule ?? ''}: ${formatNumber(group.count)}</wa-button
        >`,
      )}
      ${narrowed ? html`<wa-button size="s" appearance="plain" @click=${() => this.#reset()}>${msg('Show all')}</wa-button>` : nothing}
    </div>`
  }

  #table({ items, total }: DueList) {
    const all = items.every((item) => this.chosen.has(keyOf(item)))
    return html`<div class="card stack">
      <div class="scroll"><table ${stacked()}>
        <thead><tr>
          <th scope="col"><input type="checkbox" .checked=${all} aria-label=${msg('Choose this page')} @change=${(event: Event) => this.#choose(items, checked(event))} /></th>
          <th scope="col">${msg('Title')}</th><th scope="col">${msg('File')}</th><th scope="col">${msg('Class')}</th><th scope="col">${msg('Rule')}</th><th scope="col">${msg('Due since')}</th><th scope="col">${msg('At the end')}</th>
        </tr></thead>
        <tbody>${items.map((item) => this.#row(item))}</tbody>
      </table></div>
      <div class="row spread">
        <span class="small quiet">${msg(str`${formatNumber(this.offset + 1)}–${formatNumber(this.offset + items.length)} of ${formatNumber(total)}`)}</span>
        <span class="row">
          <wa-button size="s" appearance="outlined" ?disabled=${this.offset === 0} @click=${() => (this.offset = Math.max(0, this.offset - pageSize))}>${msg('Back')}</wa-button>
          <wa-button size="s" appearance="outlined" ?disabled=${this.offset + items.length >= total} @click=${() => (this.offset += pageSize)}>${msg('Next')}</wa-button>
        </span>
      </div>
    </div>`
  }

  #row(item: DueItem) {
    return html`<tr>
      <td><input type="checkbox" .checked=${this.chosen.has(keyOf(item))} aria-label=${msg(str`Choose ${recordTitle(item)}`)} @change=${(event: Event) => this.#choose([item], checked(event))} /></td>
      <td class="title">${item.kind === 'record' ? html`<a href=${`/records/${item.id}`}>${recordTitle(item)}</a>` : html`<a href=${`/files/${item.id}`}>${item.title}</a>`} ${item.paper ? html`<span class="badge tone-plain">${msg('paper')}</span>` : nothing}</td>
      <td>${item.fileNumber ?? ''}</td>
      <td>${item.class === null ? '' : classTitle(item.class)}</td>
      <td>${item.rule ?? ''} ${item.marks.map((mark) => html`<span class="badge tone-care">${mark}</span>`)}</td>
      <td>${item.eligibleOn === null ? '' : formatDate(item.eligibleOn)}</td>
      <td>${item.action === 'review' ? msg('commission reviews') : msg('Destroy')}</td>
    </tr>`
  }

  #form({ total }: DueList) {
    const all = this.chosen.size === 0
    return html`<form class="card stack" @submit=${this.#drawUp} aria-labelledby="draw">
      <h2 id="draw">${msg('Draw up an act')}</h2>
      <p>${all ? msg(str`Nothing is chosen: the act takes all ${formatNumber(total)} of this list.`) : msg(str`Chosen: ${formatNumber(this.chosen.size)}`)}</p>
      <div class="fields">
        <wa-input name="title" label=${msg('Title of the act')} maxlength="500" required></wa-input>
        <wa-checkbox name="scanOnly">${msg('Only the digital copies; the paper stays')}</wa-checkbox>
      </div>
      ${this.problem()}
      <div class="row">
        <wa-button type="submit" variant="brand" ?loading=${this.busy}>${msg('Draw up')}</wa-button>
        ${all ? nothing : html`<wa-button appearance="outlined" @click=${() => (this.chosen = new Map())}>${msg('Choose nothing')}</wa-button>`}
      </div>
    </form>`
  }

  #choose(items: readonly DueItem[], wanted: boolean): void {
    const chosen = new Map(this.chosen)
    for (const item of items) if (wanted) chosen.set(keyOf(item), item)
      else chosen.delete(keyOf(item))
    this.chosen = chosen
  }

  #chooseYear(event: Event): void {
    const year = Number((event.target as HTMLInputElement).value)
    const { year: _before, ...rest } = this.filter
    this.filter = Number.isInteger(year) && year > 0 ? { ...rest, year } : rest
    this.offset = 0
  }

  #narrow(filter: DueFilter): void {
    this.filter = { ...this.filter, ...filter }
    this.offset = 0
  }

  #reset(): void {
    this.filter = {}
    this.offset = 0
  }

  async #drawUp(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    if (!(event.target instanceof HTMLFormElement)) return
    const data = new FormData(event.target)
    const subjects = [...this.chosen.values()].map(({ kind, id }) => ({ kind, id }))
    await this.attempt(async () => {
      this.drawn = await drawUpAct({ title: String(data.get('title') ?? ''), scanOnly: data.get('scanOnly') !== null, ...(subjects.length === 0 ? { due: this.filter } : { subjects }) })
      this.chosen = new Map()
      await this.#due.run()
    })
  }
}

const keyOf = ({ kind, id }: DueItem): string => `${kind} ${id}`
const checked = (event: Event): boolean => (event.target as HTMLInputElement).checked

function drawnNote({ id, number, lines, refused }: ActDrawn) {
  return html`<div class="note tone-good stack" role="status">
    <p><a href=${`/retention/acts/${id}`}>${msg(str`Act ${number} is drawn up with ${formatNumber(lines)} lines.`)}</a></p>
    ${refused.length === 0 ? nothing : html`<p>${msg(str`Left out: ${formatNumber(refused.length)}`)}</p><ul class="small">${refused.slice(0, 50).map((one) => html`<li><code>${one.id}</code> ${reasonText(one.reason, one.of)}</li>`)}</ul>`}
  </div>`
}

define('opis-due', DueScreen)
