import { msg, str } from '@lit/localize'
import { html, nothing } from 'lit'
import type { TemplateResult } from 'lit'
import type { BatchReport } from '#contract/capture.ts'
import { problemText } from '../api/problem-text.ts'
import { stacked } from '../elements/stacked.ts'
import { classTitle, recordTitle } from '../state/classes.ts'
import { recordPath } from '../state/path.ts'
import { formatLanguage, formatNumber } from '../text/format.ts'

/** The records that a batch has become. */
export function drawRecords({ records }: BatchReport): TemplateResult | typeof nothing {
  if (records.length === 0) return nothing
  return html`<section class="card stack" aria-label=${msg('Records')}>
    <h2>${msg('Records')}</h2>
    <div class="scroll">
      <table ${stacked()}>
        <thead>
          <tr><th>${msg('Title')}</th><th>${msg('Class')}</th><th>${msg('Language')}</th><th class="number">${msg('Pages')}</th></tr>
        </thead>
        <tbody>
          ${records.map(
            (record) => html`<tr>
              <td>${drawTitle(record)}</td>
              <td>${record.class === null ? '–' : classTitle(record.class)}</td>
              <td>${record.language === null ? '–' : formatLanguage(record.language)}</td>
              <td class="number">${formatNumber(record.pages.length)}</td>
            </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </section>`
}

/** A record that is still being stored has neither title nor page of its own. */
function drawTitle(record: BatchReport['records'][number]): TemplateResult {
  if (record.title === '') return html`<span class="quiet">${msg('being stored…')}</span>`
  return html`<a href=${recordPath(record.id)}>${recordTitle(record)}</a>`
}

/** Files at the feeder that never became an image. */
export function drawRejected({ rejected }: BatchReport): TemplateResult | typeof nothing {
  if (rejected.length === 0) return nothing
  return html`<section class="card stack" aria-label=${msg('Could not be read at the feeder')}>
    <h2>${msg('Could not be read at the feeder')}</h2>
    <ul class="rejected">${rejected.map(drawRejectedSheet)}</ul>
  </section>`
}

function drawRejectedSheet({ name, image, code, detail }: BatchReport['rejected'][number]): TemplateResult {
  const known = problemText(code)
  const what = known === null ? detail : `${known.title}. ${known.advice}`
  return html`<li><strong>${name}</strong>${image === undefined ? nothing : html` (${msg(str`image ${image}`)})`} <span class="quiet">${what}</span></li>`
}
