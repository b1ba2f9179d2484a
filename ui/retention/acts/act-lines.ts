import '@awesome.me/webawesome/dist/components/button/button.js'
import { Task } from '@lit/task'
import { msg, str } from '@lit/localize'
import { css, html, nothing } from 'lit'
import { voteKinds, type ActView, type LineList, type LineView } from '#contract/acts.ts'
import { castVote, readLines } from '../../api/acts.ts'
import { define, OpisElement } from '../../elements/base.ts'
import { stacked } from '../../elements/stacked.ts'
import { waiting } from '../../elements/waiting.ts'
import { showError } from '../../shell/show-error.ts'
import { classTitle, recordTitle } from '../../state/classes.ts'
import { session } from '../../state/session.ts'
import { shared } from '../../styles/shared.ts'
import { formatDate, formatNumber } from '../../text/format.ts'
import { carrierName, castText, lineStateName, reasonText, voteName, type Vote } from './act-words.ts'

/** The lines of an act with their reasons and votes; who is present at the sitting singles lines out here. Announces `changed`. */
export class ActLines extends OpisElement {
  static override properties = { act: { attribute: false }, further: { state: true }, until: { state: true }, error: { state: true } }
  declare act: ActView
  /** Lines that were asked for beyond the first page. */
  declare further: LineList['lines']
  declare until: string
  declare error: unknown

  readonly #lines = new Task(this, {
    task: ([act], { signal }) => {
      this.further = []
      return readLines(act.id, 0, signal)
    },
    args: () => [this.act] as const,
  })

  static override styles = [
    shared,
    css`
      .until {
        display: flex;
        gap: var(--o-2);
        align-items: center;
      }
      select {
        max-inline-size: 9rem;
        min-block-size: 2rem;
        font: inherit;
        font-size: var(--o-small);
      }
    `,
  ]

  constructor() {
    super()
    this.further = []
    this.until = ''
    this.error = null
  }

  override render() {
    return html`<section class="card stack" aria-labelledby="lines">
      <h2 id="lines">${msg('Lines')}</h2>
      ${this.error === null ? nothing : showError(this.error)}
      ${this.#lines.render({
        pending: () => (this.#lines.value === undefined ? waiting() : this.#table(this.#lines.value)),
        complete: (list) => this.#table(list),
        error: (error) => showError(error, () => void this.#lines.run()),
      })}
    </section>`
  }

  #table({ total, lines: first }: LineList) {
    const lines = [...first, ...this.further]
    const sitting = this.#ownSitting()
    return html`${sitting === null ? nothing : html`<label class="until">${msg('Day for “Keep until a day”')} <input type="date" .value=${this.until} @change=${(event: Event) => (this.until = (event.target as HTMLInputElement).value)} /></label>`}
      <div class="scroll"><table ${stacked()}>
        <thead><tr>
          <th scope="col" class="number">${msg('No.')}</th>${sitting === null ? nothing : html`<th scope="col">${msg('My vote')}</th>`}<th scope="col">${msg('Title')}</th><th scope="col">${msg('File')}</th><th scope="col">${msg('Dates')}</th><th scope="col" class="number">${msg('Volumes')}</th><th scope="col">${msg('Article')}</th><th scope="col">${msg('Due since')}</th><th scope="col">${msg('Copies')}</th><th scope="col">${msg('State')}</th>
        </tr></thead>
        <tbody>${lines.map((line) => this.#row(line, sitting))}</tbody>
      </table></div>
      ${lines.length < total ? html`<p><wa-button appearance="outlined" @click=${() => void this.#more(lines.at(-1)?.line ?? 0)}>${msg('Show more')}</wa-button> <span class="small quiet">${formatNumber(lines.length)} / ${formatNumber(total)}</span></p>` : nothing}`
  }

  #row(line: LineView, sitting: { id: string; name: string } | null) {
    return html`<tr>
      <td class="number">${line.line}</td>
      ${sitting === null ? nothing : html`<td>${line.state === 'proposed' ? this.#choice(line, sitting) : nothing}</td>`}
      <td class="title">${line.kind === 'record' ? html`<a href=${`/records/${line.subject}`}>${recordTitle(line)}</a>` : html`<a href=${`/files/${line.subject}`}>${line.title}</a>`}<div class="small quiet">${line.class === null ? '' : classTitle(line.class)}</div></td>
      <td>${line.fileNumber ?? ''}</td>
      <td>${datesText(line)}</td>
      <td class="number">${formatNumber(line.volumes)}</td>
      <td>${line.cite ?? line.rule ?? ''} ${line.marks.map((mark) => html`<span class="badge tone-care">${mark}</span>`)}</td>
      <td>${line.eligibleOn === null ? '' : formatDate(line.eligibleOn)}</td>
      <td>${carrierName(line.carrier)}</td>
      <td><span class="badge ${line.state === 'void' || line.state === 'kept' ? 'tone-care' : 'tone-plain'}">${lineStateName(line.state)}</span>
        <div class="small">${reasonText(line.reason, line.reasonOf)}</div>
        <div class="small quiet">${Object.entries(line.votes).map(([name, cast]) => `${name}: ${castText(cast)}`).join('; ')}</div></td>
    </tr>`
  }

  #choice(line: LineView, sitting: { id: string; name: string }) {
    const cast = line.votes[sitting.name]?.split(' ')[0] ?? ''
    return html`<select aria-label=${msg(str`My vote on line ${line.line}`)} @change=${(event: Event) => void this.#vote(sitting.id, line, (event.target as HTMLSelectElement).value)}>
      <option value="" ?selected=${cast === ''} disabled>–</option>
      ${voteKinds.map((vote) => html`<option value=${vote} ?selected=${cast === vote}>${voteName(vote)}</option>`)}
    </select>`
  }

  /** The open sitting, where the person is among those present. */
  #ownSitting(): { id: string; name: string } | null {
    const now = session.get()
    const name = now.kind === 'signed-in' ? now.view.user.name : ''
    const open = this.act.sittings.find(({ closedAt, present }) => closedAt === null && present.includes(name))
    return open === undefined ? null : { id: open.id, name }
  }

  async #vote(sitting: string, { id }: LineView, vote: string): Promise<void> {
    this.error = null
    try {
      await castVote(sitting, { vote: vote as Vote, lines: [id], ...(vote === 'extend' && this.until !== '' ? { until: this.until } : {}) })
    } catch (error) {
      this.error = error
    }
    this.dispatchEvent(new CustomEvent('changed', { bubbles: true }))
  }

  async #more(after: number): Promise<void> {
    const page = await readLines(this.act.id, after)
    this.further = [...this.further, ...page.lines]
  }
}

function datesText({ dateFirst, dateLast }: LineView): string {
  if (dateFirst === null) return dateLast === null ? '' : formatDate(dateLast)
  return dateLast === null || dateLast === dateFirst ? formatDate(dateFirst) : `${formatDate(dateFirst)} – ${formatDate(dateLast)}`
}

define('opis-act-lines', ActLines)
