import '@awesome.me/webawesome/dist/components/button/button.js'
import '@awesome.me/webawesome/dist/components/icon/icon.js'
import { Task } from '@lit/task'
import { msg, str } from '@lit/localize'
import { css, html, nothing } from 'lit'
import { ruleParts, type RulePart, type Span, type TermRule } from '#contract/terms.ts'
import { readRules, readUncertain, type RuleList, type RuleView, type UncertainList } from '../api/terms.ts'
import { define, OpisElement } from '../elements/base.ts'
import { waiting } from '../elements/waiting.ts'
import '../municipality/setup-nav.ts'
import { rowStyles } from '../retention/holds-styles.ts'
import { showError } from '../shell/show-error.ts'
import { announce } from '../state/notice.ts'
import { may } from '../state/permissions.ts'
import { formatDate } from '../text/format.ts'
import { localName } from '../text/local-name.ts'
import './terms-rule-form.ts'
import { partName, profileName, spanText } from './terms-words.ts'

/** The rules of the law by which deadlines are counted, with basis and source; what was not seen in the law stands out. */
export class TermsScreen extends OpisElement {
  static override properties = { editing: { state: true } }
  declare editing: RuleView | null

  readonly #rules = new Task(this, { task: (_, { signal }) => Promise.all([readRules(signal), readUncertain(signal)]), args: () => [] as const })

  static override styles = [
    rowStyles,
    css`
      .note.row {
        flex-wrap: nowrap;
      }
      dl {
        display: grid;
        grid-template-columns: minmax(8rem, 14rem) minmax(0, 1fr);
        gap: var(--o-2) var(--o-4);
      }
      dt {
        color: var(--o-quiet);
      }
      dd {
        overflow-wrap: anywhere;
      }
      article {
        border-block-start: 1px solid var(--o-line);
        padding-block-start: var(--o-4);
      }
      @media (max-width: 40rem) {
        dl {
          grid-template-columns: minmax(0, 1fr);
        }
        dd {
          margin-block-end: var(--o-2);
        }
      }
    `,
  ]

  constructor() {
    super()
    this.editing = null
  }

  override render() {
    return html`<div class="page stack">
      <opis-setup-nav path="/administration/deadlines"></opis-setup-nav>
      <h1>${msg('Deadlines')}</h1>
      <p class="quiet">${msg('A deadline follows from a rule of the law. A rule is data with a day from which it holds: a change touches only documents registered from that day on.')}</p>
      ${this.#rules.render({
        pending: () => (this.#rules.value === undefined ? waiting() : this.#draw(...this.#rules.value)),
        complete: ([rules, uncertain]) => this.#draw(rules, uncertain),
        error: (error) => showError(error, () => void this.#rules.run()),
      })}
    </div>`
  }

  #draw({ rules }: RuleList, uncertain: UncertainList) {
    const doubts = rules.filter(({ inForce, doubt }) => inForce && doubt).length
    const profiles = [...new Set(rules.map(({ profile }) => profile))]
    return html`${doubts === 0 ? nothing : html`<p class="note tone-bad row"><wa-icon name="warning"></wa-icon><strong>${msg(str`Rules with something that was not seen in the law: ${doubts}. Read the law before you rely on them, then correct or confirm them.`)}</strong></p>`}
      ${uncertain.cards.length === 0 ? nothing : this.#uncertain(uncertain)}
      ${profiles.map((profile) => html`<section class="card stack" aria-labelledby=${`p-${profile}`}><h2 id=${`p-${profile}`}>${profileName(profile)}</h2>${rules.filter((one) => one.profile === profile).map((one) => this.#rule(one))}</section>`)}`
  }

  #uncertain({ cards, more }: UncertainList) {
    return html`<section class="card stack" aria-labelledby="uncertain"><h2 id="uncertain">${msg('Deadlines that rest on days nobody has entered yet')}</h2>
      <p class="small quiet">${msg('They were counted by weekdays alone and are counted anew when the calendar is entered.')} <a href="/administration/calendars">${msg('Calendars')}</a></p>
      <ul class="rows">${cards.map(({ id, number, dueOn, term }) => html`<li><a href=${`/registry/cards/${id}`}>${number}</a><span class="small">${term} · ${formatDate(dueOn)}</span></li>`)}</ul>${more ? html`<p class="small quiet">${msg('and more')}</p>` : nothing}
    </section>`
  }

  #rule(view: RuleView) {
    const { rule } = view
    if (this.editing === view) return html`<opis-rule-form .of=${view} @saved=${this.#saved} @close=${() => (this.editing = null)}></opis-rule-form>`
    return html`<article class="stack">
      <div class="row spread">
        <h3>${localName(rule.name)} <code>${rule.id}</code> ${view.inForce ? nothing : html`<span class="badge tone-plain">${msg('not in force today')}</span>`} ${seenBadge(rule.status)}</h3>
        ${may('terms.keep') ? html`<wa-button size="s" appearance="plain" @click=${() => (this.editing = view)}>${msg('Change')}<span class="unseen">${rule.id}</span></wa-button>` : nothing}
      </div>
      <dl>
        <dt>${msg('Term')}</dt><dd><strong>${spanText(rule.term)}</strong>, ${rule.from === 'registered' ? msg('from registration') : msg('from receipt')}${rule.restartsWhenComplete === true ? html`; ${msg('anew when the request is complete')}` : nothing}</dd>
        <dt>${msg('Legal basis')}</dt><dd>${rule.basis}<p class="small quiet">${sourceOf(rule.source)}</p>${noteOf(rule.note)}</dd>
        ${ruleParts.map((name) => drawPart(rule, name))}
        <dt>${msg('Last day off work')}</dt><dd>${rule.roll === 'none' ? msg('stays the last day') : msg('moves to the next working day')} ${rule.rollStatus === undefined ? nothing : seenBadge(rule.rollStatus)}</dd>
        <dt>${msg('Holds from')}</dt><dd>${formatDate(view.validFrom)} ${rule.validFromStatus === undefined ? nothing : seenBadge(rule.validFromStatus)} <span class="small quiet">${view.shipped ? msg('as shipped') : msg(str`changed by ${view.changedBy}`)}</span></dd>
      </dl>
    </article>`
  }

  #saved(): void {
    this.editing = null
    announce(msg('Rule saved'))
    void this.#rules.run()
  }
}

/** Shipped rules say in English that nobody has seen the source. */
const sourceOf = (source: string): string => (source === 'not seen' ? msg('not seen') : source)

const noteOf = (note: TermRule['note']) => (note === undefined ? nothing : html`<p class="small">${localName(note)}</p>`)

/** Whether a value was seen in the law; the one that was not is loud. */
export function seenBadge(status: 'confirmed' | 'unconfirmed') {
  return status === 'confirmed' ? html`<span class="badge tone-good">${msg('confirmed')}</span>` : html`<span class="badge tone-bad">${msg('UNCONFIRMED')}</span>`
}

function drawPart(rule: TermRule, name: (typeof ruleParts)[number]) {
  const part: (RulePart & { counts?: 'added' | 'total'; notifyWithin?: Span | undefined }) | undefined = rule[name]
  if (part === undefined) return nothing
  const counts = part.counts === 'total' ? msg('in all') : part.counts === 'added' ? msg('more') : ''
  return html`<dt>${partName(name)}</dt><dd>${spanText(part)} ${counts} ${seenBadge(part.status ?? rule.status)}
    ${part.notifyWithin === undefined ? nothing : html`<p class="small">${msg('The citizen must be told within')}: ${spanText(part.notifyWithin)}</p>`}
    ${part.basis === undefined ? nothing : html`<p class="small quiet">${part.basis}${part.source === undefined ? '' : ` · ${sourceOf(part.source)}`}</p>`}${noteOf(part.note)}</dd>`
}

define('opis-terms', TermsScreen)
