import '@awesome.me/webawesome/dist/components/button/button.js'
import { msg, str } from '@lit/localize'
import { css, html, nothing } from 'lit'
import { languages, type Language } from '#kernel/language.ts'
import { rejectIntake, type IntakeItemView } from '../api/counter.ts'
import { define } from '../elements/base.ts'
import { readForm } from '../elements/read-form.ts'
import { WorkElement } from '../elements/work-element.ts'
import { currentLanguage, languageNames } from '../text/locale.ts'
import { fieldStyles } from './field-styles.ts'
import { unansweredText } from './intake-words.ts'

/** Rejects something that came, with a reason, and answers its sender by mail where that can be. Announces `changed`. */
export class IntakeReject extends WorkElement {
  static override properties = { item: { attribute: false }, answers: { state: true } }
  declare item: IntakeItemView | null
  /** Whether the sender is to be answered. */
  declare answers: boolean

  static override styles = [
    fieldStyles,
    css`
      textarea {
        min-block-size: 4rem;
      }
      label.row {
        font-weight: 400;
        flex-wrap: nowrap;
      }
      select {
        max-inline-size: 15rem;
      }
    `,
  ]

  constructor() {
    super()
    this.item = null
    this.answers = false
  }

  override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has('item')) this.answers = this.item?.reply?.usual ?? false
  }

  override render() {
    const { item } = this
    if (item === null) return nothing
    return html`<form class="stack" aria-label=${msg('Reject')} @submit=${this.#reject}>
      <div class="field"><label for="reason">${msg('Reason that the sender reads')}</label><textarea id="reason" name="reason" rows="2" maxlength="1000" required></textarea></div>
      ${this.#answer(item)} ${this.problem()}
      <div class="row"><wa-button type="submit" appearance="outlined" variant="danger" ?loading=${this.busy}>${msg('Reject')}</wa-button></div>
    </form>`
  }

  #answer({ reply, senderEmail, language, source }: IntakeItemView) {
    if (reply === null) return nothing
    // Who scanned a paper expects no answer.
    if (reply.refused !== null) return source === 'folder' && reply.refused === 'no-address' ? nothing : html`<p class="small quiet">${unansweredText(reply.refused)}</p>`
    const known = languages.find((one) => one === language) ?? currentLanguage()
    return html`<label class="row"><input type="checkbox" .checked=${this.answers} @change=${(event: Event) => (this.answers = (event.target as HTMLInputElement).checked)} /><span>${msg(str`Answer ${senderEmail ?? ''} by mail with this reason`)}</span></label>
      ${this.answers ? html`<div class="field"><label for="language">${msg('Language of the answer')}</label><select id="language" name="language">${languages.map((one) => html`<option value=${one} ?selected=${one === known}>${languageNames[one]}</option>`)}</select></div>` : nothing}`
  }

  readonly #reject = (event: SubmitEvent): void => {
    const read = readForm(event)
    const { item, answers } = this
    if (read === null || item === null) return
    const spoken: Language | undefined = languages.find((one) => one === read.text('language'))
    void this.work(() => rejectIntake(item.id, { reason: read.text('reason'), answer: answers && item.reply?.refused === null, ...(spoken === undefined ? {} : { language: spoken }) }), answers ? msg('Rejected; the sender is answered by mail.') : msg('Rejected.'))
  }
}

define('opis-intake-reject', IntakeReject)
