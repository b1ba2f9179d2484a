import '@awesome.me/webawesome/dist/components/button/button.js'
import '@awesome.me/webawesome/dist/components/checkbox/checkbox.js'
import '@awesome.me/webawesome/dist/components/input/input.js'
import { Task } from '@lit/task'
import { msg, str } from '@lit/localize'
import { css, html, nothing } from 'lit'
import { askPapers, completePapers, extendDeadline, forwardCard, readCardTerm, setUrgency, type CardTerm } from '../api/terms.ts'
import { define } from '../elements/base.ts'
import { waiting } from '../elements/waiting.ts'
import { WorkElement } from '../elements/work-element.ts'
import { showError } from '../shell/show-error.ts'
import { announce } from '../state/notice.ts'
import { may } from '../state/permissions.ts'
import { shared } from '../styles/shared.ts'
import { formatDate } from '../text/format.ts'
import { localName } from '../text/local-name.ts'
import { drawTermForm, type TermDeed } from './terms-card-forms.ts'
import { seenBadge } from './terms-screen.ts'
import { spanText } from './terms-words.ts'

/** The deadline of a document: legal basis, what is late, extension, sending on, papers asked for. Announces `changed`. */
export class CardTermSection extends WorkElement {
  static override properties = { card: {}, closed: { type: Boolean }, deed: { state: true } }
  declare card: string
  declare closed: boolean
  declare deed: TermDeed | ''

  readonly #term = new Task(this, { task: ([card], { signal }) => readCardTerm(card, signal), args: () => [this.card] as const })

  static override styles = [
    shared,
    css`
      dl {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: var(--o-2) var(--o-4);
      }
      dt {
        color: var(--o-quiet);
      }
    `,
  ]

  constructor() {
    super()
    this.card = ''
    this.closed = false
    this.deed = ''
  }

  override render() {
    return html`<section class="card stack" aria-labelledby="deadline"><h2 id="deadline">${msg('Deadline')}</h2>
      ${this.#term.render({
        pending: () => (this.#term.value === undefined ? waiting() : this.#draw(this.#term.value)),
        complete: (term) => this.#draw(term),
        error: (error) => showError(error, () => void this.#term.run()),
      })}
    </section>`
  }

  #draw(term: CardTerm) {
    const { rule } = term
    return html`${term.uncertain ? html`<p class="note tone-care">${msg('The days off of that time are not entered yet: the day is uncertain.')}</p>` : nothing}
      ${rule?.doubt === true ? html`<p class="note tone-bad">${msg('Something in this rule was not seen in the law.')} <a href="/administration/deadlines">${msg('Show the rule')}</a></p>` : nothing}
      <dl>
        <dt>${msg('Due on')}</dt><dd>${term.dueOn === null ? (term.papers !== null ? msg('the clock stands') : msg('no deadline')) : html`<strong>${formatDate(term.dueOn)}</strong>`}</dd>
        ${rule === null ? nothing : html`<dt>${msg('Rule')}</dt><dd>${localName(rule.rule.name)}, ${spanText(rule.rule.term)} ${seenBadge(rule.rule.status)}<p class="small quiet">${rule.rule.basis}</p></dd>`}
        ${term.papers === null ? nothing : html`<dt>${msg('Papers asked for')}</dt><dd>${formatDate(term.papers.askedOn)}${term.papers.until === null ? '' : ` – ${formatDate(term.papers.until)}`}</dd>`}
        ${term.forwardedOn === null ? nothing : html`<dt>${msg('Sent on')}</dt><dd>${formatDate(term.forwardedOn)} ${term.forward?.late === true ? html`<span class="badge tone-bad">${msg(str`late; it had to go by ${formatDate(term.forward.until)}`)}</span>` : nothing}</dd>`}
        ${term.registration?.late === true ? html`<dt>${msg('Registration')}</dt><dd><span class="badge tone-bad">${msg(str`late; it had to be registered by ${formatDate(term.registration.until)}`)}</span></dd>` : nothing}
      </dl>
      ${this.closed || !may('terms.move') ? nothing : this.#deeds(term)}
      ${this.problem()}`
  }

  #deeds(term: CardTerm) {
    if (this.deed !== '') return drawTermForm(this.deed, term, this.busy, (event) => void this.#do(event, term), () => (this.deed = ''))
    const button = (deed: TermDeed, label: string) => html`<wa-button size="s" appearance="outlined" @click=${() => (this.deed = deed)}>${label}</wa-button>`
    const late = term.extension !== null && !term.extension.may ? term.extension : null
    return html`<div class="row">
        ${term.extension?.may === true ? button('extend', msg('Extend')) : nothing} ${term.longest?.may === true ? button('longest', msg('Exceptional term')) : nothing}
        ${term.forwardedOn === null ? button('forward', msg('Send on')) : nothing} ${term.papers === null ? button('papers', msg('Ask for papers')) : button('complete', msg('The papers are there'))}
        ${term.dueOn !== null && term.rule?.rule.urgent !== undefined && (term.by === 'term' || term.by === 'urgent') ? html`<wa-button size="s" appearance="outlined" ?loading=${this.busy} @click=${() => void this.#urgent(term)}>${term.by === 'urgent' ? msg('Not urgent') : msg('Urgent')}</wa-button>` : nothing}
      </div>
      ${late === null ? nothing : html`<p class="small quiet">${late.why === 'told-too-late' ? msg(str`No extension any more: the citizen had to be told by ${formatDate(late.told)}.`) : late.why === 'extended-already' ? msg('It was extended already.') : msg('The rule knows no extension.')}</p>`}`
  }

  async #do(event: SubmitEvent, { card, version }: CardTerm): Promise<void> {
    event.preventDefault()
    const data = new FormData(event.target as HTMLFormElement)
    const text = (name: string) => String(data.get(name) ?? '').trim()
    const until = text('until') === '' ? {} : { until: text('until') }
    const { deed } = this
    await this.#run(() => {
      if (deed === 'extend' || deed === 'longest') return extendDeadline(card, { version, reason: text('reason'), exceptional: deed === 'longest', ...until })
      if (deed === 'forward') return forwardCard(card, { version, to: text('to') })
      if (deed === 'papers') return askPapers(card, { version, reason: text('reason'), ...until })
      return completePapers(card, { version, ...(text('on') === '' ? {} : { on: text('on') }) })
    })
  }

  #urgent({ card, version, by }: CardTerm): Promise<void> {
    return this.#run(() => setUrgency(card, { version, urgent: by !== 'urgent' }))
  }

  async #run(work: () => Promise<CardTerm>): Promise<void> {
    await this.attempt(async () => {
      const { dueOn } = await work()
      this.deed = ''
      announce(dueOn === null ? msg('Noted') : msg(str`The deadline is now ${formatDate(dueOn)}`))
      this.dispatchEvent(new CustomEvent('changed', { bubbles: true, composed: true }))
      await this.#term.run()
    })
  }
}

define('opis-card-term', CardTermSection)
