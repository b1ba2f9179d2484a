import '@awesome.me/webawesome/dist/components/button/button.js'
import '@awesome.me/webawesome/dist/components/option/option.js'
import '@awesome.me/webawesome/dist/components/select/select.js'
import '@awesome.me/webawesome/dist/components/textarea/textarea.js'
import { msg, str } from '@lit/localize'
import { css, html, nothing } from 'lit'
import type { VisaDecision } from '#contract/drafts.ts'
import { approveDraftOf, askVisasFor, giveVisaOn, overruleVisaOf, remindAbout, type DraftView, type VisaView } from '../api/drafts.ts'
import { define } from '../elements/base.ts'
import '../elements/confirm-button.ts'
import '../file-plan/reason-button.ts'
import { WorkElement } from '../elements/work-element.ts'
import { announce } from '../state/notice.ts'
import { shared } from '../styles/shared.ts'
import { formatInstant } from '../text/format.ts'
import { decisionName } from './draft-words.ts'
import { listAnnexes } from './list-annexes.ts'
import './whom-field.ts'
import { WhomField } from './whom-field.ts'

const decisions: readonly VisaDecision[] = ['agreed', 'agreed-with-remarks', 'not-agreed']

/** Who is asked for a visa and what each said; giving one, approving, sending a version round. */
export class DraftVisas extends WorkElement {
  static override properties = { draft: { attribute: false }, added: { state: true }, remarksMissing: { state: true } }
  declare draft: DraftView
  /** People whom the writer asks beside those of the route. */
  declare added: readonly string[]
  declare remarksMissing: boolean

  static override styles = [
    shared,
    css`
      .decide {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(13rem, 1fr));
        gap: var(--o-2);
      }
    `,
  ]

  constructor() {
    super()
    this.added = []
    this.remarksMissing = false
  }

  get #sum(): string {
    return this.draft.versions.at(-1)?.sha512 ?? ''
  }

  #name = (account: string): string => this.draft.names[account] ?? account

  override render() {
    const { visas, may, version, approval } = this.draft
    const counted = visas.filter((one) => one.version === version && !one.voided)
    return html`<section class="card stack" aria-labelledby="visas">
      <h2 id="visas">${msg('Visas and approval')}</h2>
      ${may.visaFor.map((person) => this.#give(person))} ${may.overrule.map((person) => this.#overrule(person))} ${may.approve ? this.#approve() : nothing} ${may.ask ? this.#ask() : nothing}
      ${this.problem()}
      ${counted.length === 0 ? nothing : html`<ul class="rows" aria-label=${msg('Visas')}>${counted.map((one) => this.#row(one))}</ul>`}
      ${approval !== null ? html`<p><strong>${msg(str`Approved by ${this.#name(approval.by)}`)}</strong>${approval.insteadOf === null ? nothing : html` (${msg(str`for ${this.#name(approval.insteadOf)}`)})`}, ${formatInstant(approval.at)}, ${msg(str`version ${approval.version}`)}</p><p class="small quiet">${msg('A signature on the screen; legal grade: none.')}</p>` : this.draft.approver === null ? nothing : html`<p class="small quiet">${msg(str`Approves: ${this.#name(this.draft.approver)}`)}</p>`}
      ${this.draft.may.remind ? html`<p><wa-button size="s" appearance="outlined" ?loading=${this.busy} @click=${this.#remind}>${msg('Remind')}</wa-button></p>` : nothing}
    </section>`
  }

  #row({ person, askedAt, decidedAt, decidedBy, decision, remarks, overruled }: VisaView) {
    const stood = decidedBy !== null && decidedBy !== person ? `${this.#name(decidedBy)} (${msg(str`for ${this.#name(person)}`)})` : this.#name(person)
    const when = decidedAt === null ? (askedAt === null ? msg('not yet asked') : msg(str`asked ${formatInstant(askedAt)}`)) : formatInstant(decidedAt)
    return html`<li>
      <div>${stood} <span class="small quiet">${when}</span>${remarks === '' ? nothing : html`<p>${remarks}</p>`}
        ${overruled === null ? nothing : html`<p class="note tone-care">${msg(str`Overruled by ${this.#name(overruled.by)}: ${overruled.reason}`)}${overruled.insteadOf === null ? nothing : html` (${msg(str`for ${this.#name(overruled.insteadOf)}`)})`} <span class="small quiet">${formatInstant(overruled.at)}</span></p>`}</div>
      <span class="badge ${decision === null ? 'tone-plain' : decision === 'agreed' ? 'tone-good' : decision === 'not-agreed' ? 'tone-bad' : 'tone-care'}">${decision === null ? msg('waits') : decisionName(decision)}</span>
    </li>`
  }

  #give(person: string) {
    const own = this.draft.may.visaFor.length === 1 && this.draft.visas.every((one) => one.decidedBy === null || one.decidedBy === one.person)
    return html`<form class="stack" aria-label=${msg(str`Visa of ${this.#name(person)}`)} @submit=${(event: SubmitEvent) => event.preventDefault()}>
      <p>${msg(str`A visa on version ${this.draft.version} is wanted of ${this.#name(person)}.`)}</p>
      ${listAnnexes(this.draft)}
      <wa-textarea name="remarks" label=${msg('Remarks')} rows="2" resize="auto" maxlength="2000" ?autofocus=${own}></wa-textarea>
      ${this.remarksMissing ? html`<p class="note tone-bad" role="alert">${msg('Say what you remark, so that the author can act on it.')}</p>` : nothing}
      <div class="decide">${decisions.map((decision) => html`<wa-button variant=${decision === 'agreed' ? 'brand' : 'neutral'} appearance=${decision === 'agreed' ? 'accent' : 'outlined'} ?disabled=${this.busy} @click=${(event: Event) => void this.#decide(event, decision, person)}>${decisionName(decision)}</wa-button>`)}</div>
    </form>`
  }

  #overrule(person: string) {
    return html`<div class="note tone-care stack">
      <p>${msg(str`${this.#name(person)} does not agree. The author can write a new version; who approves can overrule the visa with a reason, which stands on the approval sheet.`)}</p>
      ${listAnnexes(this.draft)}
      <opis-reason .label=${msg('Overrule the visa')} .about=${this.#name(person)} .field=${msg('Reason')} ?busy=${this.busy} @given=${({ detail: reason }: CustomEvent<string>) => void this.work(() => overruleVisaOf(this.draft.id, { sha512: this.#sum, person, reason }), msg('Visa overruled.'))}></opis-reason>
    </div>`
  }

  #approve() {
    return html`<div class="stack">
      <p>${msg(str`Version ${this.draft.version} is ready to be approved. Nothing of it can be changed afterwards.`)}</p>
      ${listAnnexes(this.draft)}
      <div><wa-button variant="brand" ?loading=${this.busy} @click=${() => void this.work(() => approveDraftOf(this.draft.id, this.#sum), msg('Draft approved.'))}>${msg('Approve')}</wa-button></div>
    </div>`
  }

  #ask() {
    const { proposal } = this.draft
    const asked = [...new Set([...proposal.people, ...this.added])]
    return html`<form class="stack" aria-label=${msg('Send round for visas')} @submit=${this.#send}>
      ${proposal.notes.map(({ unit, successor }) => html`<p class="note tone-care">${successor === null ? msg(str`The unit ${unit} of the route is closed and nobody took over its work.`) : msg(str`The unit ${unit} of the route is closed; ${successor} took over its work.`)}</p>`)}
      <p>${asked.length === 0 ? msg('The route asks nobody for a visa.') : msg(str`Asked for a visa: ${asked.map(this.#name).join(', ')}`)}</p>
      <div class="fields">
        <opis-whom .label=${msg('Ask another person')} .peopleOnly=${true} @chosen=${this.#add}></opis-whom>
        <wa-select name="mode" label=${msg('In which order')} value=${proposal.mode}><wa-option value="parallel">${msg('all at once')}</wa-option><wa-option value="serial">${msg('one after the other')}</wa-option></wa-select>
        ${proposal.approver === null ? html`<opis-whom class="approver" .label=${msg('Who approves')} .peopleOnly=${true} required></opis-whom>` : html`<p>${msg(str`Approves: ${this.#name(proposal.approver)}`)}</p>`}
      </div>
      <div><wa-button type="submit" variant="brand" ?loading=${this.busy}>${asked.length === 0 ? msg('Send to approval') : msg('Send round for visas')}</wa-button></div>
    </form>`
  }

  #add = (event: CustomEvent<{ executor?: string }>): void => {
    const { executor } = event.detail
    if (executor !== undefined) this.added = [...new Set([...this.added, executor])]
    if (event.target instanceof WhomField) event.target.clear()
  }

  #send = (event: SubmitEvent): void => {
    event.preventDefault()
    if (!(event.target instanceof HTMLFormElement)) return
    const mode = new FormData(event.target).get('mode') === 'serial' ? 'serial' : 'parallel'
    const chosen = this.renderRoot.querySelector<WhomField>('.approver')?.whom?.executor
    void this.work(() => askVisasFor(this.draft.id, { version: this.draft.version, mode, people: [...this.added], ...(chosen === undefined ? {} : { approver: chosen }) }), msg('Sent round.'))
  }

  async #decide(event: Event, decision: VisaDecision, person: string): Promise<void> {
    const field = (event.target as HTMLElement).closest('form')?.querySelector<HTMLTextAreaElement>('wa-textarea')
    const remarks = field?.value.trim() ?? ''
    this.remarksMissing = decision !== 'agreed' && remarks === ''
    if (this.remarksMissing) field?.focus()
    else await this.work(() => giveVisaOn(this.draft.id, { sha512: this.#sum, decision, remarks, person }), msg('Visa given.'))
  }

  #remind = async (): Promise<void> => {
    await this.attempt(async () => {
      const { people } = await remindAbout(this.draft.id)
      announce(msg(str`Reminded: ${people}`))
    })
  }
}

define('opis-draft-visas', DraftVisas)
