import '@awesome.me/webawesome/dist/components/icon/icon.js'
import { Task } from '@lit/task'
import { msg, str } from '@lit/localize'
import { css, html, nothing } from 'lit'
import { readBatches } from '../api/capture.ts'
import type { BatchList, BatchSummary } from '../api/capture.ts'
import { define, OpisElement } from '../elements/base.ts'
import { waiting } from '../elements/waiting.ts'
import { showError } from '../shell/show-error.ts'
import { may } from '../state/permissions.ts'
import { shared } from '../styles/shared.ts'
import { formatInstant, formatNumber } from '../text/format.ts'
import { stationName } from '../text/station-name.ts'
import { batchState, stepName } from './capture-words.ts'
import { coverText } from './reader/cover-text.ts'
import './reader/cover-reader.ts'

const refreshMs = 4_000

const tones: Readonly<Record<BatchSummary['state'], 'calm' | 'care' | 'good'>> = { open: 'calm', exceptions: 'care', closed: 'good' }

/** The batches of all stations, newest first, read anew every few seconds. */
export class BatchesScreen extends OpisElement {
  readonly #batches = new Task(this, { task: (_args, { signal }) => readBatches(signal), args: () => [] })
  #timer: ReturnType<typeof setInterval> | undefined

  static override styles = [
    shared,
    css`
      li {
        position: relative;
        display: grid;
        grid-template-columns: minmax(12rem, 1.4fr) 14rem repeat(3, 6rem);
        gap: var(--o-2) var(--o-4);
        align-items: center;
        padding: var(--o-4) var(--o-5);
        border-block-end: 1px solid var(--o-line);
      }
      li:last-child {
        border: 0;
      }
      li:hover {
        background: var(--o-hover);
      }
      .list {
        padding: 0;
        overflow: clip;
      }
      a.batch {
        font-weight: 600;
        text-decoration: none;
      }
      a.batch::after {
        content: '';
        position: absolute;
        inset: 0;
      }
      .figure {
        display: grid;
        font-variant-numeric: tabular-nums;
        font-weight: 600;
      }
      .figure span {
        font-size: var(--o-tiny);
        font-weight: 400;
        color: var(--o-quiet);
      }
      @media (max-width: 56rem) {
        li {
          grid-template-columns: repeat(3, 1fr);
          padding: var(--o-3) var(--o-4);
        }
        .name,
        .state {
          grid-column: 1 / -1;
        }
      }
    `,
  ]

  override connectedCallback(): void {
    super.connectedCallback()
    this.#timer = setInterval(() => {
      if (document.visibilityState === 'visible') void this.#batches.run()
    }, refreshMs)
  }

  override disconnectedCallback(): void {
    clearInterval(this.#timer)
    super.disconnectedCallback()
  }

  override render() {
    return html`<div class="page stack">
      <div class="row spread">
        <h1>${msg('Capture')}</h1>
        ${may('covers.print') ? html`<a class="action" href="/capture/covers"><wa-icon name="print"></wa-icon>${msg('Print cover sheets')}</a>` : nothing}
      </div>
      <opis-cover-reader @changed=${() => void this.#batches.run()}></opis-cover-reader>
      ${this.#batches.render({
        pending: () => (this.#batches.value === undefined ? waiting() : drawList(this.#batches.value)),
        complete: drawList,
        error: (error) => showError(error, () => void this.#batches.run()),
      })}
    </div>`
  }
}

function drawList({ batches }: BatchList) {
  if (batches.length === 0) {
    return html`<div class="card stack">
      <h2>${msg('No batch yet')}</h2>
      <p class="quiet">${msg('Print cover sheets, lay one before each record, and feed the pile at a station. The batch appears here at once.')}</p>
    </div>`
  }
  return html`<ul class="card list" aria-label=${msg('Batches')}>${batches.map(drawBatch)}</ul>`
}

function drawBatch(batch: BatchSummary) {
  const figure = (label: string, value: number, care = false) => html`<span class="figure ${care ? 'care' : ''}">${formatNumber(value)}<span>${label}</span></span>`
  return html`<li>
    <div class="name">
      <a class="batch" href="/capture/${batch.id}">${formatInstant(batch.openedAt)}</a>
      <p class="small quiet">${batch.stationName === null ? msg('Station unknown') : stationName(batch.stationName)}</p>
      ${batch.openedFor === undefined ? nothing : html`<p class="small">${msg(str`Opened by hand: ${coverText(batch.openedFor)}`)}</p>`}
    </div>
    <div class="state"><span class="badge tone-${tones[batch.state]}">${batchState(batch.state)}</span>${drawStep(batch)}</div>
    ${figure(msg('fed'), batch.fed)} ${figure(msg('archived'), batch.archived)} ${figure(msg('exceptions'), batch.exceptions, batch.exceptions > 0)}
  </li>`
}

/** What goes on behind the state: a closed batch may still be read and entered into the search. */
function drawStep({ state, step }: BatchSummary) {
  return step === 'done' || (state === 'exceptions' && step === 'waiting-for-decision') ? nothing : html`<p class="small quiet">${stepName(step)}</p>`
}

define('opis-batches', BatchesScreen)
