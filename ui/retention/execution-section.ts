import '@awesome.me/webawesome/dist/components/progress-bar/progress-bar.js'
import { Task } from '@lit/task'
import { msg, str } from '@lit/localize'
import { html, nothing } from 'lit'
import type { ActResult, LineResult } from '#contract/destruction.ts'
import { readResult } from '../api/execution.ts'
import { define, OpisElement } from '../elements/base.ts'
import { waiting } from '../elements/waiting.ts'
import { showError } from '../shell/show-error.ts'
import { may } from '../state/permissions.ts'
import { formatDate, formatNumber } from '../text/format.ts'
import './execution-paper-form.ts'

/** How often an execution that goes on is looked at. */
const lookMs = 2000
const shown = ['executing', 'executed', 'executed-in-part', 'filed']

/** Progress of the execution of an act, then what came of it, and the paper that people still have to destroy. Announces `changed`. */
export class ExecutionSection extends OpisElement {
  static override properties = { act: {}, state: {} }
  declare act: string
  /** State of the act. */
  declare state: string
  #timer: ReturnType<typeof setTimeout> | undefined

  readonly #result = new Task(this, {
    task: async ([act, state], { signal }) => {
      if (!shown.includes(state)) return null
      const result = await readResult(act, signal)
      if (result.act.state === 'executing') this.#timer = setTimeout(() => void this.#result.run(), lookMs)
      else if (state === 'executing') this.#announce()
      return result
    },
    args: () => [this.act, this.state] as const,
  })

  constructor() {
    super()
    this.act = ''
    this.state = ''
  }

  override disconnectedCallback() {
    super.disconnectedCallback()
    clearTimeout(this.#timer)
  }

  override render() {
    if (!shown.includes(this.state)) return nothing
    return html`<section class="card stack" aria-labelledby="execution" @confirmed-paper=${this.#paperConfirmed}>
      <h2 id="execution">${msg('Execution')}</h2>
      ${this.#result.render({
        pending: () => (this.#result.value ? drawResult(this.#result.value) : waiting()),
        complete: (result) => (result === null ? nothing : drawResult(result)),
        error: (error) => showError(error, () => void this.#result.run()),
      })}
    </section>`
  }

  /** The lines of the act stand in another section. */
  #announce(): void {
    this.dispatchEvent(new CustomEvent('changed', { bubbles: true }))
  }

  #paperConfirmed(): void {
    void this.#result.run()
    this.#announce()
  }
}

function drawResult(result: ActResult) {
  const { totals, derivatives } = result
  const pending = result.lines.filter(({ state }) => state === 'paper-pending')
  return html`${result.state === 'executing' ? drawProgress(result) : html`<p role="status">${stateText(result)}</p>`}
    <p class="small">
      ${[
        msg(str`Lines destroyed: ${formatNumber(totals.destroyed)} of ${formatNumber(totals.lines)}`),
        msg(str`fell out: ${formatNumber(totals.void)}`),
        msg(str`records destroyed: ${formatNumber(totals.recordsDestroyed)}`),
        ...(totals.contentStays > 0 ? [msg(str`taken out of a file, content kept: ${formatNumber(totals.contentStays)}`)] : []),
        ...(totals.held > 0 ? [msg(str`kept by a hold: ${formatNumber(totals.held)}`)] : []),
      ].join(' · ')}
    </p>
    ${derivatives.length === 0 ? nothing : html`<p class="small quiet">${msg('Found gone:')} ${derivatives.map(({ part, records }) => `${partName(part)} ${formatNumber(records)}`).join(' · ')}</p>`}
    ${pending.length > 0 && may('acts.execute') ? html`<h3>${msg('Paper that is still to be destroyed')}</h3><ul class="rows">${pending.map((line) => paperRow(result, line))}</ul>` : nothing}`
}

function drawProgress({ totals, waitsFor }: ActResult) {
  const done = totals.lines - totals.open - totals.underWay
  const share = totals.lines === 0 ? 0 : Math.round((100 * (done + totals.underWay / 2)) / totals.lines)
  return html`<wa-progress-bar .value=${share} label=${msg('Progress of the execution')}></wa-progress-bar>
    <p role="status">${msg(str`${formatNumber(totals.records)} records are out of sight; ${formatNumber(totals.open)} lines wait.`)}</p>
    ${waitsFor === null ? nothing : html`<p class="note tone-care">${msg('It goes on by itself. What it waited for last:')} ${waitsFor}</p>`}`
}

function stateText({ state, destroyedOn, backupsUntil }: ActResult): string {
  const [on, until] = [formatDate(destroyedOn ?? ''), formatDate(backupsUntil ?? '')]
  return state === 'destroyed-backups-pending' ? msg(str`Destroyed on ${on}. Backups may hold it until ${until}.`) : msg(str`Destroyed on ${on}. The last backup was gone after ${until}.`)
}

/** A part in which something of a record could be left. */
function partName(part: string): string {
  const names: Record<string, () => string> = {
    store: () => msg('content store'), pictures: () => msg('pictures'), cache: () => msg('caches'), spool: () => msg('intake area'),
    exports: () => msg('exports'), database: () => msg('database'), index: () => msg('search index'), queue: () => msg('queues'),
  }
  return names[part]?.() ?? part
}

function paperRow({ act }: ActResult, line: LineResult) {
  return html`<li><div><strong>${msg(str`Line ${line.line}`)}</strong> ${line.file ?? ''}</div><opis-paper-form .act=${act.id} .line=${line.id}></opis-paper-form></li>`
}

define('opis-execution', ExecutionSection)
