import { msg } from '@lit/localize'
import { html, nothing } from 'lit'
import type { EntryView, RegisterList } from '../api/registers.ts'
import { stacked } from '../elements/stacked.ts'
import { formatDate } from '../text/format.ts'
import { localName } from '../text/local-name.ts'

/** Numbers of registers that have no document here: what an old book says, with the register in which it stands. */
export function drawOldEntries(entries: readonly EntryView[], registers: RegisterList['registers']) {
  if (entries.length === 0) return nothing
  return html`<section class="stack" aria-labelledby="old">
    <h2 id="old">${msg('In the registers, without a document')}</h2>
    <div class="card scroll"><table ${stacked()}>
      <thead><tr><th>${msg('Number')}</th><th>${msg('Registered')}</th><th>${msg('Register')}</th><th>${msg('Correspondent')}</th><th>${msg('Subject')}</th></tr></thead>
      <tbody>${entries.map(
        ({ register, number, enteredOn, subject, correspondent, annulled, source }) => html`<tr>
          <td><strong>${number}</strong></td>
          <td>${formatDate(enteredOn)}</td>
          <td><a href="/registry/registers/${register}">${localName(registers.find(({ code }) => code === register)?.title, register)}</a><br /><span class="small quiet">${source === 'imported' ? msg('old book') : msg('from a block')}</span></td>
          <td>${correspondent ?? ''}</td>
          <td class="title">${subject ?? ''}${annulled === null ? nothing : html` <span class="badge tone-plain">${msg('annulled')}</span>`}</td>
        </tr>`,
      )}</tbody>
    </table></div>
  </section>`
}
