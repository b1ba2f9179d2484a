import '@awesome.me/webawesome/dist/components/icon/icon.js'
import { msg, str } from '@lit/localize'
import { html, nothing } from 'lit'
import type { PropertyValues } from 'lit'
import type { BatchReport } from '#contract/capture.ts'
import { readBatch, readBatchImages } from '../api/capture.ts'
import type { BatchImage } from '../api/capture.ts'
import { watchBatch } from '../api/watch-batch.ts'
import { define, OpisElement } from '../elements/base.ts'
import { waiting } from '../elements/waiting.ts'
import { showError } from '../shell/show-error.ts'
import { formatInstant, formatNumber } from '../text/format.ts'
import { stationName } from '../text/station-name.ts'
import { batchStyles } from './batch-styles.ts'
import { batchState, stepName } from './capture-words.ts'
import { countFates, doneShare } from './count-fates.ts'
import { drawRecords, drawRejected } from './draw-batch.ts'
import { coverText } from './reader/cover-text.ts'
import '../elements/figure.ts'
import './exception-card.ts'
import './image-dialog.ts'
import './image-grid.ts'
import './reader/cover-reader.ts'

/** One batch, live: counters, what waits for a decision, records, and every image. */
export class BatchScreen extends OpisElement {
  static override properties = { batch: {}, report: { state: true }, images: { state: true }, looking: { state: true }, connected: { state: true }, error: { state: true } }
  declare batch: string
  declare report: BatchReport | null
  declare images: readonly BatchImage[]
  /** Number of the image that is looked at closely. */
  declare looking: number | null
  declare connected: boolean
  declare error: unknown

  #stop: () => void = () => undefined
  #reading = false
  #readAgain = false

  static override styles = batchStyles

  constructor() {
    super()
    this.batch = ''
    this.report = null
    this.images = []
    this.looking = null
    this.connected = true
    this.error = null
  }

  override disconnectedCallback(): void {
    this.#stop()
    super.disconnectedCallback()
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('batch')) void this.#start()
  }

  override render() {
    if (this.error !== null) return html`<div class="page">${showError(this.error, () => void this.#start())}</div>`
    if (this.report === null) return html`<div class="page">${waiting()}</div>`
    const { report } = this
    return html`<div class="page stack" @look=${this.#look}>
      <p><a class="back" href="/capture"><wa-icon name="chevron-left"></wa-icon>${msg('All batches')}</a></p>
      <div class="row spread">
        <div>
          <h1 tabindex="-1">${msg(str`Batch of ${formatInstant(report.openedAt)}`)} <span class="state" data-test="batch-state">${batchState(report.state)}</span></h1>
          <p class="small quiet">${report.stationName === null ? msg('Station unknown') : stationName(report.stationName)}</p>
        </div>
        ${this.#line(report)}
      </div>
      ${report.openedFor === undefined ? nothing : html`<p>${msg(str`Opened by hand: ${coverText(report.openedFor)}`)} <span class="quiet">${report.openedFor.id}</span></p>`}
      <opis-cover-reader></opis-cover-reader>
      ${drawCounters(report)}
      ${report.exceptions.length === 0
        ? nothing
        : html`<section class="stack" aria-label=${msg('To be decided')}>
            <h2>${msg('To be decided')}</h2>
            ${report.exceptions.map(
              (exception) => html`<opis-exception .batch=${report.batch} .exception=${exception} .records=${report.records} @decided=${this.#decided}></opis-exception>`,
            )}
          </section>`}
      ${drawRejected(report)} ${drawRecords(report)}
      <section class="stack" aria-label=${msg('Images in the order they were fed')}>
        <h2>${msg('Images in the order they were fed')}</h2>
        <opis-images .batch=${report.batch} .images=${this.images}></opis-images>
      </section>
      <opis-image-dialog
        .batch=${report.batch}
        .images=${this.images}
        .image=${this.looking}
        @step=${this.#look}
        @close=${() => (this.looking = null)}
      ></opis-image-dialog>
    </div>`
  }

  #line(report: BatchReport) {
    if (!this.connected) return html`<p class="small care" role="status">${msg('Connection lost; trying again…')}</p>`
    if (report.step !== 'done' && report.step !== 'waiting-for-decision') return html`<p class="small quiet live" role="status">${stepName(report.step)}</p>`
    return nothing
  }

  async #start(): Promise<void> {
    this.#stop()
    this.error = null
    try {
      this.#take(await readBatch(this.batch))
    } catch (error) {
      this.error = error
      return
    }
    if (!this.isConnected) return
    this.#stop = watchBatch(this.batch, { report: (report) => this.#take(report), connected: (connected) => (this.connected = connected) })
  }

  #look(event: CustomEvent<number>): void {
    this.looking = event.detail
  }

  #take(report: BatchReport): void {
    this.report = report
    void this.#readImages()
  }

  /** One reading at a time; a change during a reading asks for one more. */
  async #readImages(): Promise<void> {
    if (this.#reading) {
      this.#readAgain = true
      return
    }
    this.#reading = true
    try {
      do {
        this.#readAgain = false
        this.images = (await readBatchImages(this.batch)).images
      } while (this.#readAgain)
    } catch {
      this.connected = false
    } finally {
      this.#reading = false
    }
  }

  /** The card of the decided exception goes; whoever works by keyboard stands on the next one, or at the head. */
  async #decided(event: CustomEvent<BatchReport>): Promise<void> {
    this.#take(event.detail)
    await this.updateComplete
    const next = this.renderRoot.querySelector<HTMLElement>('opis-exception') ?? this.renderRoot.querySelector('h1')
    next?.focus()
  }
}

function drawCounters(report: BatchReport) {
  const fates = countFates(report)
  return html`<div class="counters" role="group" aria-label=${msg('Counters')}>
      <opis-figure .label=${msg('Fed')} .value=${formatNumber(fates.fed)}></opis-figure>
      <opis-figure .label=${msg('Archived')} .value=${formatNumber(fates.archived)} tone="good"></opis-figure>
      <opis-figure .label=${msg('Set aside')} .value=${formatNumber(fates.setAside)}></opis-figure>
      <opis-figure .label=${msg('Exceptions')} .value=${formatNumber(fates.exceptions)} tone=${fates.exceptions > 0 ? 'care' : 'plain'}></opis-figure>
      <opis-figure .label=${msg('In work')} .value=${formatNumber(fates.working)}></opis-figure>
    </div>
    <progress max="1" .value=${doneShare(fates)} aria-label=${msg('Share of the images that have found their place')}></progress>
    ${fates.working === 0 && fates.exceptions === 0 && fates.fed > 0
      ? html`<p class="sum"><wa-icon name="circle-check"></wa-icon>${msg('Every sheet is accounted for.')} ${report.searchable ? msg('All records can be searched.') : ''}</p>`
      : nothing}`
}

define('opis-batch', BatchScreen)
