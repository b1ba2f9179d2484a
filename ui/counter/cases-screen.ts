import '@awesome.me/webawesome/dist/components/button/button.js'
import { Task } from '@lit/task'
import { msg, str } from '@lit/localize'
import { html, nothing } from 'lit'
import { caseReceiptOf, findCases, linkUpload, markReady, slipOf, takePapers, undoHandOut, type CounterCase, type HandOutView } from '../api/counter.ts'
import { announcementOf, uploadPorts } from '../api/uploads.ts'
import { listenForCodes } from '../capture/reader/listen-for-codes.ts'
import { define, OpisElement } from '../elements/base.ts'
import { waiting } from '../elements/waiting.ts'
import { showError } from '../shell/show-error.ts'
import { announce } from '../state/notice.ts'
import { may } from '../state/permissions.ts'
import { formatDate } from '../text/format.ts'
import { localName } from '../text/local-name.ts'
import './ask-unit-form.ts'
import './counter-nav.ts'
import { counterStyles } from './counter-styles.ts'
import './hand-out-form.ts'
import { sendFile } from './send-file.ts'

/** Cases that the counter has something to do with: ready to be handed out, papers awaited, or found by their number. */
export class CasesScreen extends OpisElement {
  static override properties = { stage: {}, number: { state: true }, giving: { state: true }, given: { state: true }, error: { state: true } }
  declare stage: 'ready' | 'papers-awaited'
  declare number: string
  declare giving: CounterCase | null
  /** The last hand-out, for its slip. */
  declare given: HandOutView | null
  declare error: unknown

  static override styles = counterStyles
  #stop: () => void = () => undefined
  readonly #cases = new Task(this, { task: ([stage, number], { signal }) => findCases(number === '' ? { stage } : { number }, signal), args: () => [this.stage, this.number] as const })

  constructor() {
    super()
    this.stage = 'ready'
    this.number = ''
    this.giving = null
    this.given = null
    this.error = null
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.#stop = listenForCodes((code) => (this.number = code))
  }

  override disconnectedCallback(): void {
    this.#stop()
    super.disconnectedCallback()
  }

  override render() {
    return html`<div class="page stack">
      <opis-counter-nav></opis-counter-nav>
      <h1>${this.stage === 'ready' ? msg('Ready for hand-out') : msg('Papers awaited')}</h1>
      <form class="row" role="search" @submit=${this.#find}>
        <div class="field"><label for="number">${msg('Number of the case, or scan its cover sheet')}</label><input id="number" name="number" maxlength="100" autocomplete="off" .value=${this.number} /></div>
        <wa-button type="submit" appearance="outlined">${msg('Find')}</wa-button>
        ${this.number === '' ? nothing : html`<wa-button appearance="plain" @click=${() => (this.number = '')}>${msg('Show all that wait')}</wa-button>`}
      </form>
      ${this.giving === null ? nothing : html`<opis-hand-out-form .of=${this.giving} @handed=${this.#handed} @close=${() => (this.giving = null)}></opis-hand-out-form>`}
      ${this.given === null ? nothing : this.#slip(this.given)} ${this.error === null ? nothing : showError(this.error)}
      ${this.#cases.render({ pending: waiting, complete: ({ cases }) => this.#list(cases), error: (error) => showError(error, () => void this.#cases.run()) })}
    </div>`
  }

  #list(cases: readonly CounterCase[]) {
    if (cases.length === 0) return html`<p class="card quiet">${this.number === '' ? msg('Nothing waits here.') : msg('No case of this counter has that number.')}</p>`
    return html`<section class="card"><ul class="rows" aria-label=${msg('Cases')}>${cases.map((one) => this.#row(one))}</ul></section>`
  }

  #row(one: CounterCase) {
    const awaited = one.papers.filter(({ state }) => state === 'awaited')
    return html`<li>
      <div>
        <a href="/registry/cards/${one.id}"><strong>${one.number}</strong></a> ${localName(one.serviceName, one.service)}
        <p class="small quiet">${[one.applicant, formatDate(one.registeredOn), one.dueOn === null ? null : msg(str`due on ${formatDate(one.dueOn)}`)].filter((part) => part !== null).join(' · ')}</p>
        ${awaited.length === 0 ? nothing : html`<p class="small care">${msg('Awaited')}: ${awaited.map(({ name, code, dueOn }) => html`${localName(name, code)}${dueOn === null ? nothing : html` (${formatDate(dueOn)})`} <wa-button size="s" appearance="plain" @click=${() => void this.#try(() => takePapers(one.id, [code]), msg('The paper was taken'))}>${msg('It is here')}<span class="unseen">${localName(name, code)}</span></wa-button>`)}</p>`}
        ${one.handOut === null ? html`<opis-ask-unit .of=${one} @changed=${() => void this.#cases.run()}></opis-ask-unit>` : nothing}
        ${one.handOut === null ? nothing : html`<p class="small">${msg(str`Handed out on ${formatDate(one.handOut.onDay)} to ${one.handOut.recipient}`)}</p>`}
      </div>
      <span class="row">
        ${one.stage === 'ready' ? html`<wa-button size="s" variant="brand" @click=${() => ((this.giving = one), (this.given = null))}>${msg('Hand out')}<span class="unseen">${one.number}</span></wa-button>` : one.handOut === null ? html`<wa-button size="s" appearance="outlined" @click=${() => void this.#try(() => markReady(one.id), msg('The result is ready'))}>${msg('The result is ready')}<span class="unseen">${one.number}</span></wa-button>` : this.#out(one, one.handOut.id)}
        <a class="back" href=${caseReceiptOf(one.id)} target="_blank" rel="noopener">${msg('Receipt')}</a>
      </span>
    </li>`
  }

  #out(one: CounterCase, id: string) {
    return html`<a class="back" href=${slipOf(id)} target="_blank" rel="noopener">${msg('Slip')}</a>
      <label class="small">${msg('Signed slip')} <input type="file" accept="application/pdf,image/*" @change=${(event: Event) => void this.#link(event, one.id)} /></label>
      ${may('hand-out.undo') ? html`<form class="row" @submit=${(event: SubmitEvent) => this.#undo(event, id)}><input name="reason" aria-label=${msg('Reason')} placeholder=${msg('Reason')} maxlength="500" required /><wa-button type="submit" size="s" appearance="outlined">${msg('Take back')}</wa-button></form>` : nothing}`
  }

  #slip({ id, number }: HandOutView) {
    return html`<section class="card row" role="status"><span>${msg(str`${number} was handed out.`)}</span><a class="action" id="slip" href=${slipOf(id)} target="_blank" rel="noopener"><wa-icon name="print"></wa-icon>${msg('Print the slip for the signature')}</a></section>`
  }

  readonly #find = (event: SubmitEvent): void => {
    event.preventDefault()
    if (event.target instanceof HTMLFormElement) this.number = String(new FormData(event.target).get('number') ?? '').trim()
  }

  #handed(event: CustomEvent<HandOutView>): void {
    this.giving = null
    this.given = event.detail
    void this.#cases.run()
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('#slip')?.focus())
  }

  #undo(event: SubmitEvent, id: string): void {
    event.preventDefault()
    if (!(event.target instanceof HTMLFormElement)) return
    const reason = String(new FormData(event.target).get('reason') ?? '').trim()
    void this.#try(() => undoHandOut(id, reason), msg('The hand-out was taken back'))
  }

  async #link(event: Event, card: string): Promise<void> {
    const file = (event.target as HTMLInputElement).files?.[0]
    const announced = file === undefined ? null : await announcementOf(file)
    if (file === undefined || announced === null) return
    await this.#try(async () => linkUpload((await sendFile(file, uploadPorts(announced, () => undefined))).id, { card, role: 'slip' }), msg('The slip was linked'))
  }

  async #try(work: () => Promise<unknown>, done: string): Promise<void> {
    this.error = null
    try {
      await work()
      announce(done)
      void this.#cases.run()
    } catch (error) {
      this.error = error
    }
  }
}

define('opis-counter-cases', CasesScreen)
