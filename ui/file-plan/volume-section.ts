import '@awesome.me/webawesome/dist/components/button/button.js'
import { msg, str } from '@lit/localize'
import { html, nothing } from 'lit'
import { closeVolume, openVolume } from '../api/files.ts'
import type { FileView } from '../api/files.ts'
import { define } from '../elements/base.ts'
import { may } from '../state/permissions.ts'
import { formatDate, formatNumber } from '../text/format.ts'
import { planStyles } from './plan-styles.ts'
import './reason-button.ts'
import { WorkElement } from '../elements/work-element.ts'

/** The volumes of a file. Closing one does not close the file. */
export class VolumeSection extends WorkElement {
  static override properties = { view: { attribute: false } }
  declare view: FileView

  static override styles = planStyles

  override render() {
    const { volumeList, state, id } = this.view
    const keeps = may('files.keep')
    if (volumeList.length === 0 && !keeps) return nothing
    return html`<section class="card stack" aria-labelledby="volumes">
      <h2 id="volumes">${msg('Volumes')}</h2>
      ${volumeList.length === 0 ? nothing : html`<ul class="rows">${volumeList.map((volume) => this.#row(volume, keeps))}</ul>`}
      ${this.problem()}
      ${keeps && state === 'open' ? html`<p><wa-button size="s" appearance="outlined" ?loading=${this.busy} @click=${() => void this.work(() => openVolume(id), msg('A volume was begun'))}>${msg('Begin a volume')}</wa-button></p>` : nothing}
    </section>`
  }

  #row({ volume, openedOn, closedOn, sheets }: FileView['volumeList'][number], keeps: boolean) {
    return html`<li>
      <div>
        <strong>${msg('Volume')} ${volume}</strong>
        <p class="small quiet">${formatDate(openedOn)}${closedOn === null ? nothing : html` – ${formatDate(closedOn)}`}${sheets === null ? nothing : html` · ${msg(str`sheets: ${formatNumber(sheets)}`)}`}</p>
      </div>
      ${keeps && closedOn === null
        ? html`<opis-reason .label=${msg('Close')} .about=${String(volume)} .field=${msg('Sheets, if counted')} .pattern=${'\\d{0,5}'} optional .busy=${this.busy} @given=${(event: CustomEvent<string>) => void this.#close(volume, event.detail)}></opis-reason>`
        : nothing}
    </li>`
  }

  async #close(volume: number, sheets: string): Promise<void> {
    await this.work(() => closeVolume(this.view.id, volume, sheets === '' ? {} : { sheets: Number(sheets) }), msg('The volume is closed'))
  }
}

define('opis-volumes', VolumeSection)
