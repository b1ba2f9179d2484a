import '@awesome.me/webawesome/dist/components/button/button.js'
import '@awesome.me/webawesome/dist/components/input/input.js'
import '@awesome.me/webawesome/dist/components/option/option.js'
import '@awesome.me/webawesome/dist/components/select/select.js'
import { Task } from '@lit/task'
import { msg, str } from '@lit/localize'
import { html, nothing } from 'lit'
import type { TransmittalLine, TransmittalView } from '#contract/municipality.ts'
import { makeTransmittal, markHandedOver, readTransmittals, readUnits, type UnitTransmittals } from '../api/municipality.ts'
import { apiPath } from '../api/request.ts'
import { define } from '../elements/base.ts'
import { waiting } from '../elements/waiting.ts'
import { readForm } from '../elements/read-form.ts'
import { WorkElement } from '../elements/work-element.ts'
import '../registry/registry-nav.ts'
import { showError } from '../shell/show-error.ts'
import { shared } from '../styles/shared.ts'
import { formatDate } from '../text/format.ts'
import { localName } from '../text/local-name.ts'
import { currentLanguage } from '../text/locale.ts'

/** Papers for units that do not work on the screen yet: what waits, the lists, and who signed for them. */
export class TransmittalsScreen extends WorkElement {
  static override properties = { unit: { state: true } }
  declare unit: string

  static override styles = shared

  readonly #units = new Task(this, { task: (_args, { signal }) => readUnits(signal), args: () => [] })
  readonly #papers = new Task(this, { task: async ([unit], { signal }) => (unit === '' ? null : readTransmittals(unit, '', signal)), args: () => [this.unit] as const })

  constructor() {
    super()
    this.unit = ''
  }

  override render() {
    return html`<div class="page stack">
      <opis-registry-nav></opis-registry-nav>
      <h1>${msg('Transmittal lists')}</h1>
      <section class="card stack">
        <p>${msg('A unit that does not work on the screen yet gets its papers with a list, against a signature.')}</p>
        ${this.#units.render({
          pending: () => waiting(),
          complete: ({ units }) => html`<wa-select label=${msg('Unit')} value=${this.unit} @change=${this.#choose}>${units.filter(({ closedOn }) => closedOn === null).map((unit) => html`<wa-option value=${unit.code}>${localName(unit.name, unit.code)}</wa-option>`)}</wa-select>`,
          error: (error) => showError(error, () => void this.#units.run()),
        })}
      </section>
      ${this.problem()}
      ${this.#papers.render({ complete: (papers) => (papers === null ? nothing : this.#draw(papers)), error: (error) => showError(error, () => void this.#papers.run()) })}
    </div>`
  }

  #draw({ onScreen, waiting: papers, lists }: UnitTransmittals) {
    return html`<section class="card stack" aria-labelledby="waiting">
        <h2 id="waiting">${msg('Papers on no list yet')}</h2>
        ${onScreen ? html`<p>${msg('This unit works on the screen; no list is needed.')}</p>` : papers.length === 0 ? html`<p class="quiet">${msg('Nothing waits.')}</p>` : this.#lines(papers)}
        ${papers.length === 0 ? nothing : html`<div class="row"><wa-button variant="brand" ?loading=${this.busy} @click=${this.#make}>${msg('Make a list')}</wa-button></div>`}
      </section>
      ${lists.map((list) => this.#list(list))}`
  }

  #list(list: TransmittalView) {
    const title = msg(str`List ${list.number}, ${formatDate(list.day)}`)
    return html`<section class="card stack" aria-label=${title}>
      <div class="row spread">
        <h2>${title}</h2>
        <wa-button size="s" appearance="outlined" href=${apiPath(`/transmittals/${list.id}/list.pdf`, { language: currentLanguage() })} target="_blank">${msg('Print')}</wa-button>
      </div>
      ${this.#lines(list.lines)}
      ${list.handedOverOn === null
        ? html`<form class="row" @submit=${(event: SubmitEvent) => void this.#handedOver(event, list.id)}>
            <wa-input name="receivedBy" label=${msg('Who signed for the papers')} maxlength="200" required></wa-input>
            <wa-button type="submit" appearance="outlined" ?loading=${this.busy}>${msg('Handed over')}</wa-button>
          </form>`
        : html`<p><span class="badge tone-good">${msg('Handed over')}</span> ${list.receivedBy ?? ''}, ${formatDate(list.handedOverOn)}</p>`}
    </section>`
  }

  #lines(lines: readonly TransmittalLine[]) {
    return html`<ul class="rows">
      ${lines.map((line) => html`<li><span><a href=${`/registry/cards/${line.card}`}>${line.number}</a> <span class="quiet">${formatDate(line.registeredOn)}</span> ${line.subject}</span> <span class="small quiet">${msg(str`sheets: ${line.sheets ?? '—'} + ${line.annexSheets ?? 0}`)}</span></li>`)}
    </ul>`
  }

  #choose(event: Event): void {
    this.unit = String((event.target as { value?: unknown } | null)?.value ?? '')
  }

  async #make(): Promise<void> {
    await this.work(() => makeTransmittal(this.unit), msg('List made'))
    void this.#papers.run()
  }

  async #handedOver(event: SubmitEvent, id: string): Promise<void> {
    const read = readForm(event)
    if (read === null) return
    await this.work(() => markHandedOver(id, read.text('receivedBy')), msg('Saved'))
    void this.#papers.run()
  }
}

define('opis-transmittals', TransmittalsScreen)
