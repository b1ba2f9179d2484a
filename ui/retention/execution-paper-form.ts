import '@awesome.me/webawesome/dist/components/button/button.js'
import '@awesome.me/webawesome/dist/components/input/input.js'
import { msg } from '@lit/localize'
import { css, html } from 'lit'
import { confirmPaper } from '../api/execution.ts'
import { define } from '../elements/base.ts'
import { WorkElement } from '../elements/work-element.ts'
import { announce } from '../state/notice.ts'
import { shared } from '../styles/shared.ts'

/** The words with which people say that the paper of a line was destroyed. Announces `confirmed-paper`. */
export class PaperForm extends WorkElement {
  static override properties = { act: {}, line: {} }
  declare act: string
  declare line: string

  static override styles = [
    shared,
    css`
      form.row {
        align-items: end;
      }
    `,
  ]

  constructor() {
    super()
    this.act = ''
    this.line = ''
  }

  override render() {
    return html`<form class="row" @submit=${(event: SubmitEvent) => void this.#send(event)}>
        <wa-input size="s" name="destroyedOn" type="date" required label=${msg('Destroyed on')}></wa-input>
        <wa-input size="s" name="destroyedBy" required label=${msg('By whom')}></wa-input>
        <wa-input size="s" name="weightKg" type="number" min="0" step="0.1" label=${msg('Weight, kg')}></wa-input>
        <wa-input size="s" name="consignmentNote" label=${msg('Consignment note')}></wa-input>
        <wa-button size="s" type="submit" appearance="outlined">${msg('Confirm')}</wa-button>
      </form>
      ${this.problem()}`
  }

  async #send(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    if (!(event.target instanceof HTMLFormElement)) return
    const said = new FormData(event.target)
    const text = (name: string) => String(said.get(name) ?? '').trim()
    await this.attempt(async () => {
      await confirmPaper(this.act, this.line, {
        destroyedOn: text('destroyedOn'),
        destroyedBy: text('destroyedBy'),
        ...(text('weightKg') === '' ? {} : { weightKg: Number(text('weightKg')) }),
        ...(text('consignmentNote') === '' ? {} : { consignmentNote: text('consignmentNote') }),
      })
      announce(msg('The destruction of the paper was recorded.'))
      this.dispatchEvent(new CustomEvent('confirmed-paper', { bubbles: true, composed: true }))
    })
  }
}

define('opis-paper-form', PaperForm)
