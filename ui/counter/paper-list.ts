import { msg, str } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import type { HeldPapers, ServiceView } from '../api/counter.ts'
import { formatDate } from '../text/format.ts'
import { localName } from '../text/local-name.ts'
import type { CounterDraft, DraftFile } from './counter-draft.ts'
import './file-field.ts'

type Told = { take: (code: string, is: boolean) => void; attach: (code: string, files: readonly DraftFile[]) => void }

/** The papers of a service with a tick each: taken, already in the house, or missing; and a file for each. */
export function drawPapers(service: ServiceView, draft: CounterDraft, held: HeldPapers['papers'], told: Told): TemplateResult {
  return html`<fieldset>
    <legend>${msg('Papers')}</legend>
    <ul class="rows">
      ${service.papers.map(({ code, name, required }) => {
        const there = held.find(({ paper }) => paper === code)
        const files = draft.files.filter(({ paper }) => paper === code)
        const taken = draft.taken.includes(code) || files.length > 0
        return html`<li>
          <label class="tick"><input type="checkbox" data-field data-paper=${code} .checked=${taken} @change=${(event: Event) => told.take(code, (event.target as HTMLInputElement).checked)} /> ${localName(name, code)}</label>
          <span class="row">
            ${taken ? html`<span class="badge tone-good">${msg('taken')}</span>` : there !== undefined ? html`<span class="badge tone-calm">${msg(str`already in the house: ${localName(there.unitName, there.unit)}, ${formatDate(there.since)}`)}</span>${there.card === null ? nothing : html`<a href="/registry/cards/${there.card.id}" target="_blank">${there.card.number}</a>`}` : required ? html`<span class="badge tone-care">${msg('missing')}</span>` : html`<span class="badge tone-plain">${msg('not required')}</span>`}
            <opis-file-field .label=${msg('Its file')} .paper=${code} .files=${files} @files=${(event: CustomEvent<readonly DraftFile[]>) => told.attach(code, event.detail)}></opis-file-field>
          </span>
        </li>`
      })}
    </ul>
    <opis-file-field .label=${msg('Other files')} .paper=${''} .files=${draft.files.filter(({ paper }) => paper === '')} @files=${(event: CustomEvent<readonly DraftFile[]>) => told.attach('', event.detail)}></opis-file-field>
  </fieldset>`
}
