import '@awesome.me/webawesome/dist/components/button/button.js'
import '@awesome.me/webawesome/dist/components/icon/icon.js'
import { msg, str } from '@lit/localize'
import { html, nothing } from 'lit'
import type { StationByHand } from '#contract/by-hand.ts'
import { openByHand, readStations, withdrawBatch } from '../../api/by-hand.ts'
import { refusalText } from '../../api/refusal-text.ts'
import { asUiError } from '../../api/ui-error.ts'
import { define } from '../../elements/base.ts'
import { WorkElement } from '../../elements/work-element.ts'
import { plan } from '../../state/classes.ts'
import { announce } from '../../state/notice.ts'
import { StoreController } from '../../state/store.ts'
import { chosenStation, chooseStation } from './chosen-station.ts'
import { coverText } from './cover-text.ts'
import { listenForCodes } from './listen-for-codes.ts'
import { readerStyles } from './reader-styles.ts'

const refreshMs = 2_000

/**
 * Listens for a barcode reader that plays a keyboard, opens a batch for the cover that was scanned, and shows
 * what waits at the stations for its pages and which codes opened nothing. Announces `changed` when a
 * batch was opened or withdrawn.
 */
export class CoverReader extends WorkElement {
  static override properties = { stations: { state: true }, asking: { state: true } }
  declare stations: readonly StationByHand[]
  /** A code that waits until somebody says at which station its pages will be fed, `instead` of where its batch waits now. */
  declare asking: { code: string; instead: string | null } | null

  #stopListening: () => void = () => undefined
  #timer: ReturnType<typeof setInterval> | undefined

  static override styles = readerStyles

  constructor() {
    super()
    this.stations = []
    this.asking = null
    // Titles of classes come with the file plan, which may arrive later.
    new StoreController(this, plan)
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.#stopListening = listenForCodes((code) => void this.#open(code, chosenStation()))
    void this.#refresh()
    this.#timer = setInterval(() => {
      if (document.visibilityState === 'visible') void this.#refresh()
    }, refreshMs)
  }

  override disconnectedCallback(): void {
    this.#stopListening()
    clearInterval(this.#timer)
    super.disconnectedCallback()
  }

  override render() {
    return html`<section class="stack" aria-label=${msg('Cover sheets scanned by hand')} aria-live="polite">
      ${this.problem()} ${this.asking === null ? nothing : this.#question(this.asking)}
      ${this.stations.map((station) => this.#station(station))}
    </section>`
  }

  /** With nothing to say it takes no room. */
  protected override updated(): void {
    this.hidden = this.error === null && this.asking === null && this.stations.every(({ waiting, refused }) => waiting === null && refused === null)
  }

  #question({ code, instead }: { code: string; instead: string | null }) {
    return html`<div class="note tone-calm" role="group" aria-label=${msg('At which station will the pages be fed?')} data-test="which-station">
      <wa-icon name="scan"></wa-icon>
      <div class="stack">
        <strong>${msg('At which station will the pages be fed?')}</strong>
        <div class="row">
          ${this.stations.map(({ id, name }) => html`<wa-button size="s" variant="brand" @click=${() => void this.#choose(code, id, instead)}>${name}</wa-button>`)}
          <wa-button size="s" appearance="outlined" @click=${() => (this.asking = null)}>${msg('Cancel')}</wa-button>
        </div>
      </div>
    </div>`
  }

  #station({ name, waiting, refused }: StationByHand) {
    return html`${waiting === null
      ? nothing
      : html`<div class="note tone-good" data-test="waiting">
          <wa-icon name="scan"></wa-icon>
          <div>
            <strong>${msg(str`${name} waits for the pages of cover sheet ${waiting.cover.id}`)}</strong>
            <p>${coverText(waiting.cover)}</p>
            <p class="small quiet">${msg('Feed them now. Up to the next cover sheet in the pile they belong to this one.')}</p>
          </div>
          <div class="row">
            ${this.stations.length < 2
              ? nothing
              : html`<wa-button size="s" appearance="plain" @click=${() => (this.asking = { code: waiting.cover.id, instead: waiting.batch })}>${msg('At another station')}</wa-button>`}
            <wa-button size="s" appearance="outlined" ?loading=${this.busy} @click=${() => void this.#withdraw(waiting.batch)}>${msg('Withdraw')}</wa-button>
          </div>
        </div>`}
    ${refused === null
      ? nothing
      : html`<opis-problem data-test="refused" .heading=${msg(str`${name}: no batch was opened for the code ${refused.code}`)} .sentence=${refusalText(refused.reason, { cover: refused.code }) ?? refused.detail}></opis-problem>`}`
  }

  async #refresh(): Promise<void> {
    try {
      this.stations = (await readStations()).stations
    } catch {
      // The list of batches beside this says that the server cannot be reached.
    }
  }

  async #open(code: string, station: string | null): Promise<void> {
    this.error = null
    this.asking = null
    try {
      const opened = await openByHand({ code, ...(station === null ? {} : { station }) })
      announce(msg(str`A batch is open at ${opened.station.name}: ${coverText(opened.cover)}`))
      this.dispatchEvent(new CustomEvent('changed'))
    } catch (error) {
      const { reason } = asUiError(error)
      // The station chosen before may be gone.
      if (reason === 'which-station' || (reason === 'no-station' && station !== null && this.stations.length > 0)) this.asking = { code, instead: null }
      else this.error = error
    }
    await this.#refresh()
  }

  async #choose(code: string, station: string, instead: string | null): Promise<void> {
    chooseStation(station)
    if (instead === null || (await this.#withdraw(instead))) await this.#open(code, station)
  }

  async #withdraw(batch: string): Promise<boolean> {
    const withdrawn = await this.attempt(async () => {
      await withdrawBatch(batch)
      announce(msg('The batch was withdrawn'))
      this.dispatchEvent(new CustomEvent('changed'))
      return true
    })
    await this.#refresh()
    return withdrawn !== null
  }
}

define('opis-cover-reader', CoverReader)
