import '@awesome.me/webawesome/dist/components/button/button.js'
import { msg } from '@lit/localize'
import { css, html, nothing } from 'lit'
import { changeCard } from '../api/cards.ts'
import type { CardChange, CardView, CorrespondentBrief } from '../api/cards.ts'
import { define } from '../elements/base.ts'
import { takeFocus } from '../elements/take-focus.ts'
import { readForm } from '../elements/read-form.ts'
import { WorkElement } from '../elements/work-element.ts'
import { paperName } from './card-words.ts'
import './correspondent-field.ts'
import { fieldStyles } from './field-styles.ts'

/** Changes what a clerk wrote; number and day of registration are not among it. Announces `changed` with the card, and `close`. */
export class CardEdit extends WorkElement {
  static override properties = { card: { attribute: false }, correspondent: { state: true } }
  declare card: CardView | null
  /** Undefined: as it was. */
  declare correspondent: CorrespondentBrief | null | undefined

  static override styles = [
    fieldStyles,
    css`
      .whole {
        grid-column: 1 / -1;
      }
    `,
  ]

  constructor() {
    super()
    this.card = null
    this.correspondent = undefined
  }

  override render() {
    const { card } = this
    if (card === null) return nothing
    const input = (name: string, label: string, value: string | number | null, type = 'text') => html`<div class="field"><label for=${name}>${label}</label><input id=${name} name=${name} type=${type} maxlength="200" .value=${value === null ? '' : String(value)} /></div>`
    return html`<form ${takeFocus()} class="card fields" aria-label=${msg('Change the card')} @submit=${this.#save}>
      <div class="field whole"><label for="subject">${msg('Subject')}</label><textarea id="subject" name="subject" rows="2" maxlength="2000" required .value=${card.subject}></textarea></div>
      <opis-correspondent-field class="whole" .chosen=${this.correspondent === undefined ? card.correspondent : this.correspondent} @chosen=${(event: CustomEvent<CorrespondentBrief | null>) => (this.correspondent = event.detail)}></opis-correspondent-field>
      ${input('theirNumber', msg('Their number'), card.theirNumber)} ${input('theirDate', msg('Their date'), card.theirDate, 'date')} ${input('receivedOn', msg('Received on'), card.receivedOn, 'date')}
      ${input('sheets', msg('Sheets'), card.sheets, 'number')} ${input('annexSheets', msg('Sheets of annexes'), card.annexSheets, 'number')}
      <div class="field"><label for="paper">${msg('Paper')}</label><select id="paper" name="paper">${(['none', 'kept', 'returned', 'missing'] as const).map((one) => html`<option value=${one} .selected=${card.paper === one}>${paperName(one)}</option>`)}</select></div>
      ${input('paperPlace', msg('Place of the paper'), card.paperPlace)}
      <label><input type="checkbox" name="restricted" value="true" .checked=${card.restricted} /> ${msg('For named people only')}</label>
      ${this.problem()}
      <div class="row">
        <wa-button type="submit" variant="brand" ?loading=${this.busy}>${msg('Save')}</wa-button>
        <wa-button appearance="outlined" @click=${() => this.dispatchEvent(new CustomEvent('close'))}>${msg('Cancel')}</wa-button>
      </div>
    </form>`
  }

  async #save(event: SubmitEvent): Promise<void> {
    const read = readForm(event)
    const { card } = this
    if (read === null || card === null) return
    const { text } = read
    const number = (name: string) => (text(name) === '' ? null : Number(text(name)))
    const orNull = (name: string) => (text(name) === '' ? null : text(name))
    const paper = (['none', 'kept', 'returned', 'missing'] as const).find((one) => one === text('paper')) ?? card.paper
    const change: CardChange = {
      ...{ version: card.version, subject: text('subject'), theirNumber: orNull('theirNumber'), theirDate: orNull('theirDate'), sheets: number('sheets'), annexSheets: number('annexSheets') },
      ...{ paper, paperPlace: orNull('paperPlace'), restricted: text('restricted') === 'true' },
      ...(text('receivedOn') === '' ? {} : { receivedOn: text('receivedOn') }),
      ...(this.correspondent === undefined ? {} : { correspondent: this.correspondent?.id ?? null }),
    }
    await this.work(() => changeCard(card.id, change), msg('The card was changed'))
  }
}

define('opis-card-edit', CardEdit)
