import '@awesome.me/webawesome/dist/components/button/button.js'
import '@awesome.me/webawesome/dist/components/checkbox/checkbox.js'
import '@awesome.me/webawesome/dist/components/input/input.js'
import { msg, str } from '@lit/localize'
import { css, html, nothing } from 'lit'
import type { NewTask } from '../api/assignments.ts'
import { define, OpisElement } from '../elements/base.ts'
import { shared } from '../styles/shared.ts'
import { WhomField, type Whom } from './whom-field.ts'

/** The fields of one new task: executor, co-executors, controller, deadline, words of its own. Its form asks `read`. */
export class TaskFields extends OpisElement {
  static override properties = { heading: {}, dueOn: {}, controlled: { type: Boolean }, point: { type: Boolean }, helpers: { state: true } }
  declare heading: string
  /** Deadline that is proposed. */
  declare dueOn: string | null
  /** A controller must be named. */
  declare controlled: boolean
  /** The words are those of a point, and must be given. */
  declare point: boolean
  declare helpers: readonly Whom[]

  static override styles = [
    shared,
    css`
      fieldset {
        border: 1px solid var(--o-line);
        border-radius: var(--o-radius-small);
        padding: var(--o-4);
        margin: 0;
        min-inline-size: 0;
      }
      legend {
        font-weight: 650;
        padding-inline: var(--o-2);
      }
    `,
  ]

  constructor() {
    super()
    this.heading = ''
    this.dueOn = null
    this.controlled = false
    this.point = false
    this.helpers = []
  }

  override render() {
    return html`<fieldset class="stack">
      <legend>${this.heading}</legend>
      ${this.point ? html`<wa-input name="text" label=${msg('What the point orders')} maxlength="2000" required></wa-input>` : nothing}
      <div class="fields">
        <opis-whom class="executor" .label=${msg('Executor')} required></opis-whom>
        <opis-whom class="helper" .label=${msg('Co-executor')} @chosen=${this.#help}></opis-whom>
        <opis-whom class="controller" .label=${msg('Controller')} ?required=${this.controlled} peopleOnly></opis-whom>
        <wa-input name="dueOn" type="date" label=${msg('Due on')} value=${this.dueOn ?? ''} ?required=${this.point}></wa-input>
      </div>
      ${this.helpers.length === 0 ? nothing : html`<p class="row small">${msg('Co-executors:')} ${this.helpers.map((one, at) => html`<span class="badge tone-plain">${one.executor ?? one.unit}</span><wa-button size="s" appearance="plain" @click=${() => (this.helpers = this.helpers.filter((_, index) => index !== at))}>${msg('Remove')}<span class="unseen">${one.executor ?? one.unit}</span></wa-button>`)}</p>`}
      ${this.point ? nothing : html`<wa-input name="text" label=${msg('Own words, if they differ from the resolution')} maxlength="2000"></wa-input>`}
    </fieldset>`
  }

  /** The task as it is filled in; a sentence where something is missing. Co-executors are taken by choosing them. */
  read(): { task: NewTask } | { complaint: string } {
    const executor = this.#field('executor')
    const controller = this.#field('controller')
    if (executor?.whom == null) return { complaint: msg(str`${this.heading}: choose the executor from the list.`) }
    if (controller !== null && !controller.fits) return { complaint: msg(str`${this.heading}: choose the controller from the list.`) }
    const text = this.#text('text')
    const dueOn = this.#text('dueOn')
    if (this.point && (text === '' || dueOn === '')) return { complaint: msg(str`${this.heading}: give its words and the deadline.`) }
    return { task: { ...executor.whom, controller: controller?.whom?.executor ?? null, helpers: [...this.helpers], dueOn: dueOn === '' ? null : dueOn, ...(text === '' ? {} : { text }) } }
  }

  #field(name: string): WhomField | null {
    const found = this.renderRoot.querySelector(`.${name}`)
    return found instanceof WhomField ? found : null
  }

  #text(name: string): string {
    return this.renderRoot.querySelector<HTMLInputElement>(`[name=${name}]`)?.value?.trim() ?? ''
  }

  #help(event: CustomEvent<Whom>): void {
    this.helpers = [...this.helpers, event.detail]
    this.#field('helper')?.clear()
  }
}

define('opis-task-fields', TaskFields)
