import { Task } from '@lit/task'
import { msg, str } from '@lit/localize'
import { html } from 'lit'
import type { ActSummary } from '#contract/acts.ts'
import { actsFile, readActs } from '../../api/acts.ts'
import { define, OpisElement } from '../../elements/base.ts'
import { fileLinks } from '../../elements/file-links.ts'
import { waiting } from '../../elements/waiting.ts'
import { showError } from '../../shell/show-error.ts'
import { formatDate, formatNumber } from '../../text/format.ts'
import '../retention-nav.ts'
import { actStateName, lineStateName } from './act-words.ts'

/** All acts, the newest first. */
export class ActsScreen extends OpisElement {
  readonly #acts = new Task(this, { task: (_args, { signal }) => readActs(signal), args: () => [] })

  override render() {
    return html`<div class="page stack">
      <opis-retention-nav path="/retention/acts"></opis-retention-nav>
      <div class="row spread"><h1>${msg('Acts')}</h1>${fileLinks(actsFile)}</div>
      ${this.#acts.render({
        pending: () => waiting(),
        complete: ({ acts }) => (acts.length === 0 ? html`<p class="card quiet">${msg('There is no act yet. Draw one up from what is due.')}</p>` : html`<section class="card"><ul class="rows" aria-label=${msg('Acts')}>${acts.map(actRow)}</ul></section>`),
        error: (error) => showError(error, () => void this.#acts.run()),
      })}
    </div>`
  }
}

function actRow(act: ActSummary) {
  const kind = act.kind === 'transfer' ? msg('transfer') : msg('destruction')
  return html`<li>
    <div>
      <a href=${`/retention/acts/${act.id}`}><strong>${act.number}</strong> ${act.title}</a>
      <p class="small quiet">${kind} · ${msg(str`drawn up on ${formatDate(act.drawnOn)} by ${act.drawnBy}`)} · ${linesText(act.lines)}</p>
    </div>
    ${actBadge(act.state)}
  </li>`
}

/** How many lines are in which state. */
export function linesText(lines: Readonly<Record<string, number>>): string {
  return Object.entries(lines).map(([state, count]) => `${lineStateName(state)}: ${formatNumber(count)}`).join(' · ')
}

/** The state of an act as a badge. */
export function actBadge(state: string) {
  const tone = state === 'approved' || state === 'executed' || state === 'filed' ? 'tone-good' : state === 'rejected' || state === 'withdrawn' ? 'tone-plain' : state === 'executed-in-part' ? 'tone-care' : 'tone-calm'
  return html`<span class="badge ${tone}">${actStateName(state)}</span>`
}

define('opis-acts', ActsScreen)
