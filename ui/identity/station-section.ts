import '@awesome.me/webawesome/dist/components/button/button.js'
import { msg, str } from '@lit/localize'
import { html, nothing } from 'lit'
import { issueStationCode } from '../api/users.ts'
import type { StationCode } from '../api/users.ts'
import { define, OpisElement } from '../elements/base.ts'
import '../elements/secret-note.ts'
import { showError } from '../shell/show-error.ts'
import { formatInstant } from '../text/format.ts'

/** Makes the code by which a new station or recogniser enrols. */
export class StationSection extends OpisElement {
  static override properties = { busy: { state: true }, error: { state: true }, code: { state: true } }
  declare busy: boolean
  declare error: unknown
  declare code: StationCode | null

  constructor() {
    super()
    this.busy = false
    this.error = null
    this.code = null
  }

  override render() {
    return html`<section class="card stack" aria-labelledby="stations">
      <h2 id="stations">${msg('Stations')}</h2>
      <p class="quiet">${msg('A new capture station or recogniser enrols once with a code. The code works one time only.')}</p>
      <div><wa-button appearance="outlined" ?loading=${this.busy} @click=${() => void this.#issue()}>${msg('Make a station code')}</wa-button></div>
      ${this.error === null ? nothing : showError(this.error)}
      ${this.code === null
        ? nothing
        : html`<opis-secret .label=${msg('Station code')} .secret=${this.code.code} .hint=${msg(str`Valid until ${formatInstant(this.code.expiresAt)}. Type it at the station: opis station enrol --code …`)}></opis-secret>`}
    </section>`
  }

  async #issue(): Promise<void> {
    this.busy = true
    this.error = null
    try {
      this.code = await issueStationCode()
    } catch (error) {
      this.error = error
    } finally {
      this.busy = false
    }
  }
}

define('opis-stations', StationSection)
