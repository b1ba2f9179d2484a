import { msg, str } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import type { CardTerm } from '../api/terms.ts'
import { takeFocus } from '../elements/take-focus.ts'
import { formatDate } from '../text/format.ts'

/** What is done with the deadline of a document. */
export type TermDeed = 'extend' | 'longest' | 'forward' | 'papers' | 'complete'

/** The form for it; the fields are `reason`, `until`, `to` and `on`. */
export function drawTermForm(deed: TermDeed, term: CardTerm, busy: boolean, submit: (event: SubmitEvent) => void, cancel: () => void): TemplateResult {
  return html`<form ${takeFocus()} class="stack" @submit=${submit}>
    ${fieldsOf(deed, term)}
    <div class="row">
      <wa-button type="submit" variant="brand" ?loading=${busy}>${buttonOf(deed)}</wa-button>
      <wa-button appearance="outlined" @click=${cancel}>${msg('Cancel')}</wa-button>
    </div>
  </form>`
}

function buttonOf(deed: TermDeed): string {
  switch (deed) {
    case 'extend':
    case 'longest':
      return msg('Extend')
    case 'forward':
      return msg('Send on')
    case 'papers':
      return msg('Ask for papers')
    case 'complete':
      return msg('The papers are there')
  }
}

function fieldsOf(deed: TermDeed, term: CardTerm): TemplateResult {
  const reason = html`<wa-input name="reason" label=${msg('Reason, in words for the citizen')} hint=${msg('It stands on the public page: no name and no content.')} minlength="3" maxlength="500" required></wa-input>`
  switch (deed) {
    case 'extend':
    case 'longest': {
      const latest = (deed === 'extend' ? term.extension : term.longest)?.latest ?? ''
      return html`${reason}<wa-input name="until" type="date" label=${msg('Until')} value=${latest} max=${latest} hint=${msg(str`The rule allows ${formatDate(latest)} at most.`)}></wa-input>`
    }
    case 'forward':
      return html`${term.forward?.late === true ? html`<p class="note tone-care">${msg(str`This is late: it had to go by ${formatDate(term.forward.until)}.`)}</p>` : nothing}<wa-input name="to" label=${msg('To which authority')} minlength="2" maxlength="300" required></wa-input>`
    case 'papers':
      return html`${reason}<wa-input name="until" type="date" label=${msg('To be brought by')}></wa-input>
        <p class="small quiet">${term.rule?.rule.restartsWhenComplete === true ? msg('The clock stands until they are there; then the term begins anew.') : msg('By this rule the clock goes on meanwhile.')}</p>`
    case 'complete':
      return html`<wa-input name="on" type="date" label=${msg('The last paper came on')} hint=${msg('Today if left empty')}></wa-input>`
  }
}
