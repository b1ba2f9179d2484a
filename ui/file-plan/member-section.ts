import '@awesome.me/webawesome/dist/components/button/button.js'
import '@awesome.me/webawesome/dist/components/input/input.js'
import { msg } from '@lit/localize'
import { html, nothing } from 'lit'
import { addMember, takeOut } from '../api/files.ts'
import type { FileView } from '../api/files.ts'
import { define } from '../elements/base.ts'
import { recordTitle } from '../state/classes.ts'
import { may } from '../state/permissions.ts'
import { recordPath } from '../state/path.ts'
import { formatDate, formatNumber } from '../text/format.ts'
import { planStyles } from './plan-styles.ts'
import './reason-button.ts'
import { readForm } from '../elements/read-form.ts'
import { WorkElement } from '../elements/work-element.ts'

/** The records in a file; those who keep it put records in and take them out with a reason. */
export class MemberSection extends WorkElement {
  static override properties = { view: { attribute: false } }
  declare view: FileView

  static override styles = planStyles

  override render() {
    const { members, state } = this.view
    return html`<section class="card stack" aria-labelledby="members">
      <h2 id="members">${msg('Records in the file')}</h2>
      ${members.length === 0 ? html`<p class="quiet">${msg('No record lies in it yet.')}</p>` : html`<ul class="rows">${members.map((member) => this.#row(member))}</ul>`}
      ${this.problem()} ${may('files.keep') && state === 'open' ? this.#form() : nothing}
    </section>`
  }

  #row(member: FileView['members'][number]) {
    return html`<li>
      <div>
        <a href=${recordPath(member.record)}>${recordTitle({ title: member.title })}</a>
        <p class="small quiet">
          ${member.date === null ? nothing : html`${formatDate(member.date)} · `}${msg('Pages')}: ${formatNumber(member.pages)}${member.volume === null ? nothing : html` · ${msg('Volume')} ${member.volume}`}
        </p>
      </div>
      ${may('files.keep')
        ? html`<opis-reason .label=${msg('Take out')} .about=${member.title} .field=${msg('Why')} .busy=${this.busy} @given=${(event: CustomEvent<string>) => void this.work(() => takeOut(this.view.id, member.record, event.detail), msg('The record was taken out'))}></opis-reason>`
        : nothing}
    </li>`
  }

  #form() {
    const volumes = this.view.volumeList.filter((one) => one.closedOn === null)
    return html`<form class="fields" @submit=${this.#add} aria-label=${msg('Put a record in')}>
      <wa-input name="record" label=${msg('Number of the record')} hint=${msg('It stands on the page of the record')} required pattern="[0-9a-fA-F\\-]{36}" autocomplete="off"></wa-input>
      ${volumes.length === 0 ? nothing : html`<wa-input name="volume" type="number" label=${msg('Volume')} min="1" value=${volumes.at(-1)?.volume ?? 1}></wa-input>`}
      <wa-button type="submit" variant="brand" ?loading=${this.busy}>${msg('Put in')}</wa-button>
    </form>`
  }

  async #add(event: SubmitEvent): Promise<void> {
    const read = readForm(event)
    if (read === null) return
    const volume = read.text('volume')
    const added = await this.work(() => addMember(this.view.id, { record: read.text('record'), ...(volume === '' ? {} : { volume: Number(volume) }) }), msg('The record lies in the file'))
    if (added !== null) read.form.reset()
  }
}

define('opis-members', MemberSection)
