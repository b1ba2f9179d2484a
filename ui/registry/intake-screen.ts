import '@awesome.me/webawesome/dist/components/button/button.js'
import { Task } from '@lit/task'
import { msg, str } from '@lit/localize'
import { css, html, nothing } from 'lit'
import type { IntakeState } from '#contract/intake.ts'
import type { CorrespondentBrief } from '../api/cards.ts'
import { acceptIntake, readIntake, type IntakeItemView } from '../api/counter.ts'
import { itemFileOf } from '../api/intake.ts'
import { asUiError } from '../api/ui-error.ts'
import { define } from '../elements/base.ts'
import { waiting } from '../elements/waiting.ts'
import { readForm } from '../elements/read-form.ts'
import { WorkElement } from '../elements/work-element.ts'
import { showError } from '../shell/show-error.ts'
import { announce } from '../state/notice.ts'
import { choices } from '../styles/choices.ts'
import { formatDate, formatInstant } from '../text/format.ts'
import type { CorrespondentField } from './correspondent-field.ts'
import './correspondent-field.ts'
import { fieldStyles } from './field-styles.ts'
import './intake-place.ts'
import type { IntakePlace } from './intake-place.ts'
import './intake-reject.ts'
import './intake-sources.ts'
import { answerText, noteText, payloadName, sourceName } from './intake-words.ts'
import './registry-nav.ts'

/** What came and waits to be registered: look at it, register it, or reject it with a reason that the sender reads. */
export class IntakeScreen extends WorkElement {
  static override properties = { state: {}, pages: { state: true }, open: { state: true }, who: { state: true }, asksDay: { state: true } }
  declare state: string
  /** Where the pages begin that were turned so far; the last is shown. */
  declare pages: readonly (string | undefined)[]
  declare open: IntakeItemView | null
  declare who: CorrespondentBrief | null
  /** Whether required papers are missing, so that a day is needed until which they are awaited. */
  declare asksDay: boolean

  static override styles = [
    fieldStyles,
    choices,
    css`
      ul.small li {
        white-space: pre-line;
        overflow-wrap: anywhere;
      }
      summary {
        cursor: pointer;
        padding-block: var(--o-1);
      }
      opis-intake-reject {
        display: block;
        margin-block-start: var(--o-2);
      }
    `,
  ]
  readonly #items = new Task(this, { task: ([state, pages], { signal }) => readIntake(stateOf(state), pages.at(-1), signal), args: () => [this.state, this.pages] as const })

  constructor() {
    super()
    this.state = 'waiting'
    this.pages = [undefined]
    this.open = null
    this.who = null
    this.asksDay = false
  }

  override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has('state')) this.pages = [undefined]
  }

  override render() {
    return html`<div class="page stack">
      <opis-registry-nav></opis-registry-nav>
      <h1>${msg('Intake')}</h1>
      <nav aria-label=${msg('State')}><ul class="choices">${states.map(([state, title]) => html`<li><a href=${state === 'waiting' ? '/registry/intake' : `/registry/intake?state=${state}`} aria-current=${state === this.state ? 'page' : nothing}>${title()}</a></li>`)}</ul></nav>
      <opis-intake-sources @changed=${() => void this.#items.run()}></opis-intake-sources>
      ${this.open === null ? nothing : this.#one(this.open)}
      ${this.#items.render({ pending: waiting, complete: ({ items, next }) => html`${this.#list(items)}${this.#turn(next)}`, error: (error) => showError(error, () => void this.#items.run()) })}
    </div>`
  }

  #list(items: readonly IntakeItemView[]) {
    if (items.length === 0) return html`<p class="card quiet">${msg('Nothing waits here.')}</p>`
    return html`<section class="card"><ul class="rows" aria-label=${msg('Intake')}>${items.map(
      (one) => html`<li>
        <div><strong>${one.title}</strong><p class="small quiet">${[one.sender, sourceName(one.source), one.provisionalNumber ?? '', formatInstant(one.receivedAt), one.files.length === 0 ? '' : msg(str`files: ${one.files.length}`)].filter((part) => part !== '').join(' · ')}</p>${one.decided?.reason ? html`<p class="small">${one.decided.reason}</p>` : nothing}${one.decided?.answer ? html`<p class="small"><span class="badge tone-${answerTones[one.decided.answer.state]}">${answerText(one.decided.answer)}</span></p>` : nothing}</div>
        ${one.card !== null ? html`<a href="/registry/cards/${one.card.id}">${one.card.number}</a>` : one.state === 'waiting' ? html`<wa-button size="s" appearance="outlined" @click=${() => this.#show(one)}>${msg('Decide')}<span class="unseen">${one.title}</span></wa-button>` : nothing}
      </li>`,
    )}</ul></section>`
  }

  #turn(next: string | null) {
    if (next === null && this.pages.length === 1) return nothing
    return html`<div class="row">
      ${this.pages.length > 1 ? html`<wa-button appearance="outlined" @click=${() => (this.pages = this.pages.slice(0, -1))}>${msg('Back')}</wa-button>` : nothing}
      ${next === null ? nothing : html`<wa-button appearance="outlined" @click=${() => (this.pages = [...this.pages, next])}>${msg('Show more')}</wa-button>`}
    </div>`
  }

  #one(one: IntakeItemView) {
    const { fields, ...rest } = one.payload
    const said = Object.entries({ ...rest, ...(typeof fields === 'object' && fields !== null ? fields : {}) }).filter(([, value]) => typeof value === 'string' && value !== '')
    return html`<section class="card stack" aria-label=${one.title}>
      <h2>${one.title}</h2>
      <p class="quiet">${msg('What the sender filled in; nobody has proved it.')}</p>
      <ul class="small">${[['', one.sender], ['', one.senderEmail ?? ''], ...said].filter(([, value]) => value !== '').map(([name, value]) => html`<li>${name === '' ? nothing : html`<span class="quiet">${payloadName(name)}:</span> `}${String(value)}</li>`)}</ul>
      ${one.files.length === 0 ? nothing : html`<p class="small">${msg('Files')}: ${one.files.map(({ upload, name }) => html`<a href=${itemFileOf(one.id, upload)} target="_blank" rel="noopener">${name}</a> `)}</p>`}
      ${one.note === null ? nothing : html`<p class="note tone-care">${noteText(one.note)}</p>`}
      <form class="stack" @submit=${this.#accept}>
        <opis-correspondent-field .chosen=${this.who} @chosen=${(event: CustomEvent<CorrespondentBrief | null>) => (this.who = event.detail)}></opis-correspondent-field>
        <div class="field"><label for="subject">${msg('Subject')}</label><input id="subject" name="subject" maxlength="2000" required .value=${one.title} /></div>
        <opis-intake-place .item=${one}></opis-intake-place>
        ${this.asksDay ? html`<div class="field"><label for="until">${msg('Required papers are missing. They are awaited until')}</label><input id="until" name="until" type="date" required /></div>` : nothing}
        ${this.problem()}
        <div class="row"><wa-button type="submit" variant="brand" ?loading=${this.busy}>${msg('Register')}</wa-button><wa-button appearance="plain" @click=${() => (this.open = null)}>${msg('Cancel')}</wa-button></div>
      </form>
      <details @changed=${this.#decided}><summary>${msg('Reject')}</summary><opis-intake-reject .item=${one}></opis-intake-reject></details>
    </section>`
  }

  #show(one: IntakeItemView): void {
    this.open = one
    this.who = null
    this.asksDay = false
    this.error = null
    void this.updateComplete.then(async () => {
      const field = this.renderRoot.querySelector<CorrespondentField>('opis-correspondent-field')
      field?.suggest(one.sender)
      await field?.updateComplete
      field?.focus()
    })
  }

  readonly #accept = (event: SubmitEvent): void => {
    const read = readForm(event)
    const { open, who } = this
    if (read === null || open === null) return
    const { text } = read
    const until = text('until')
    void this.#decide(async () => {
      const place = (await this.renderRoot.querySelector<IntakePlace>('opis-intake-place')?.chosen()) ?? null
      if (place === null) return false
      const { number, registeredOn } = await acceptIntake(open.id, { subject: text('subject'), ...place, ...(who === null ? {} : { correspondent: who.id }), ...(until === '' ? {} : { awaitUntil: until }) })
      announce(msg(str`Registered: ${number}, ${formatDate(registeredOn)}`))
      return true
    })
  }

  readonly #decided = (): void => {
    this.open = null
    void this.#items.run()
  }

  /** `work` answers whether it is decided. */
  async #decide(work: () => Promise<boolean>): Promise<void> {
    if ((await this.attempt(work)) === true) this.#decided()
    this.asksDay ||= this.error !== null && asUiError(this.error).reason === 'papers-missing'
  }
}

const states: readonly (readonly [IntakeState, () => string])[] = [
  ['waiting', () => msg('Waiting')],
  ['registered', () => msg('Registered')],
  ['rejected', () => msg('Rejected')],
]
const answerTones = { queued: 'calm', sent: 'good', failed: 'bad', bounced: 'care' } as const
const stateOf = (text: string): IntakeState => states.find(([state]) => state === text)?.[0] ?? 'waiting'

/** The texts of a form that was sent, by name. */
define('opis-intake', IntakeScreen)
