import { msg, str } from '@lit/localize'
import { html, nothing } from 'lit'
import type { CardRegistered } from '../api/cards.ts'
import { labelOf, receiptOf } from '../api/cards.ts'
import { formatDate } from '../text/format.ts'

/** The number, large, and what is printed with it. Enter goes on to the next document. */
export function drawDone(done: CardRegistered, next: () => void) {
  return html`<section class="card stack" role="status" aria-label=${msg('Registered')}>
    <p class="quiet">${msg('Registered')}</p>
    <p class="big">${done.number}</p>
    <p>${formatDate(done.registeredOn)}${done.dueOn === null ? nothing : html` · ${msg(str`due on ${formatDate(done.dueOn)}`)}`} · <span class="quiet">${msg('Check value')}</span> <code>${done.checkValue}</code></p>
    <div class="row">
      <wa-button id="next" variant="brand" @click=${next}>${msg('Next document')}</wa-button>
      <a class="back" href=${labelOf(done.id)} target="_blank" rel="noopener"><wa-icon name="print"></wa-icon>${msg('Label')}</a>
      <a class="back" href=${receiptOf(done.id)} target="_blank" rel="noopener"><wa-icon name="print"></wa-icon>${msg('Receipt')}</a>
      <a class="back" href="/registry/cards/${done.id}">${msg('Open the card')}</a>
    </div>
  </section>`
}
