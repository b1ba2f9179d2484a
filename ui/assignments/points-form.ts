import '@awesome.me/webawesome/dist/components/button/button.js'
import { msg, str } from '@lit/localize'
import { html, nothing } from 'lit'
import { addPoints } from '../api/assignments.ts'
import { define } from '../elements/base.ts'
import { takeFocus } from '../elements/take-focus.ts'
import { WorkElement } from '../elements/work-element.ts'
import './task-fields.ts'
import { TaskFields } from './task-fields.ts'

/** Points of a decision or order, each with executor, controller and deadline. Announces `written` and `close`. */
export class PointsForm extends WorkElement {
  static override properties = { card: {}, first: { type: Number }, count: { state: true }, complaint: { state: true } }
  declare card: string
  /** Number of the first point that is not on control yet. */
  declare first: number
  declare count: number
  declare complaint: string

  constructor() {
    super()
    this.card = ''
    this.first = 1
    this.count = 1
    this.complaint = ''
  }

  override render() {
    const points = Array.from({ length: this.count }, (_, at) => this.first + at)
    return html`<form ${takeFocus()} class="card stack" aria-labelledby="new" @submit=${this.#send}>
      <h2 id="new">${msg('Points on control')}</h2>
      ${points.map((point) => html`<opis-task-fields data-point=${point} .heading=${msg(str`Point ${point}`)} point controlled></opis-task-fields>`)}
      <div class="row">
        <wa-button size="s" appearance="outlined" @click=${() => (this.count += 1)}>${msg('One more point')}</wa-button>
        ${this.count < 2 ? nothing : html`<wa-button size="s" appearance="plain" @click=${() => (this.count -= 1)}>${msg('Without the last point')}</wa-button>`}
      </div>
      ${this.complaint === '' ? nothing : html`<opis-problem .heading=${this.complaint}></opis-problem>`} ${this.problem()}
      <div class="row">
        <wa-button type="submit" variant="brand" ?loading=${this.busy}>${msg('Put on control')}</wa-button>
        <wa-button appearance="outlined" @click=${() => this.dispatchEvent(new CustomEvent('close'))}>${msg('Cancel')}</wa-button>
      </div>
    </form>`
  }

  async #send(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    const read = [...this.renderRoot.querySelectorAll('opis-task-fields')].flatMap((one) => (one instanceof TaskFields ? [{ point: Number(one.dataset['point']), ...one.read() }] : []))
    this.complaint = read.flatMap((one) => ('complaint' in one ? [one.complaint] : []))[0] ?? ''
    if (this.complaint !== '' || this.busy) return
    const points = read.flatMap((one) => {
      if (!('task' in one)) return []
      const { text, controller, dueOn, ...task } = one.task
      return text === undefined || controller == null || dueOn == null ? [] : [{ ...task, point: one.point, text, controller, dueOn }]
    })
    await this.attempt(async () => {
      this.dispatchEvent(new CustomEvent('written', { detail: await addPoints(this.card, { points }) }))
    })
  }
}

define('opis-points-form', PointsForm)
