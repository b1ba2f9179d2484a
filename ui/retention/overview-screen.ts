import '@awesome.me/webawesome/dist/components/button/button.js'
import { Task } from '@lit/task'
import { msg, str } from '@lit/localize'
import { css, html, nothing } from 'lit'
import { readOverview, type RetentionOverview } from '../api/retention-overview.ts'
import { withQuery } from '../api/with-query.ts'
import { define, OpisElement } from '../elements/base.ts'
import { waiting } from '../elements/waiting.ts'
import { eventTitle } from '../records/event-name.ts'
import { showError } from '../shell/show-error.ts'
import { classTitle, plan } from '../state/classes.ts'
import { StoreController } from '../state/store.ts'
import { shared } from '../styles/shared.ts'
import { formatDate, formatNumber } from '../text/format.ts'
import './calendar-section.ts'
import './retention-nav.ts'

type ByClass = RetentionOverview['dueNow']

/** Where retention stands: what is due, what waits and for what, what nobody has decided, what is blocked. */
export class OverviewScreen extends OpisElement {
  static override styles = [
    shared,
    css`
      .figures {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(9.5rem, 1fr));
        gap: var(--o-3);
      }
      .figures dt {
        font-size: var(--o-small);
        color: var(--o-quiet);
      }
      .figures dd {
        font-size: 1.5rem;
        font-weight: 650;
      }
      .columns {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(20rem, 100%), 1fr));
        gap: var(--o-4);
        align-items: start;
      }
    `,
  ]

  readonly #overview = new Task(this, { task: (_, { signal }) => readOverview(signal), args: () => [] as const })

  constructor() {
    super()
    new StoreController(this, plan)
  }

  override render() {
    return html`<div class="page stack">
      <opis-retention-nav path="/retention"></opis-retention-nav>
      <h1>${msg('Retention')}</h1>
      ${this.#overview.render({ pending: () => waiting(), complete: (found) => this.#show(found), error: (error) => showError(error, () => void this.#overview.run()) })}
    </div>`
  }

  #show(found: RetentionOverview) {
    const sum = (list: readonly { count: number }[]) => list.reduce((total, { count }) => total + count, 0)
    return html`<section class="card" aria-label=${msg('In figures')}><dl class="figures">
        ${this.#figure(msg('Due now'), sum(found.dueNow))} ${this.#figure(msg('Due later this year'), sum(found.dueThisYear))}
        ${this.#figure(msg('Waiting for a fact'), found.states.find(({ state }) => state === 'waiting')?.count ?? 0)} ${this.#figure(msg('Without a rule'), sum(found.unscheduled))}
        ${this.#figure(msg('Conflicts'), sum(found.conflicts))} ${this.#figure(msg('On hold'), found.holds.held)} ${this.#figure(msg('Metres of shelf to be freed'), found.shelf.metres)}
      </dl></section>
      <p class="quiet small">${msg(str`As of ${formatDate(found.today)}. Before anything is put on an act it is judged anew.`)}
        ${found.holds.reviewDue > 0 ? html`<a href="/retention/holds">${msg(str`Holds to be reviewed: ${formatNumber(found.holds.reviewDue)}`)}</a>` : nothing}</p>
      <div class="columns">
        ${this.#classes('due', msg('Due now'), found.dueNow, msg('Nothing is due.'), 'eligible')} ${this.#classes('year', msg('Due later this year'), found.dueThisYear, msg('Nothing more falls due this year.'), 'retained')}
        ${this.#events(found)} ${this.#classes('unscheduled', msg('Without a rule'), found.unscheduled, msg('Every class that is used has a rule.'), 'unscheduled')}
        ${this.#classes('conflicts', msg('Conflicts'), found.conflicts, msg('No term contradicts another.'), 'conflict')} ${this.#acts(found)}
      </div>
      <opis-retention-calendar></opis-retention-calendar>`
  }

  #figure(name: string, value: number) {
    return html`<div><dt>${name}</dt><dd>${formatNumber(value)}</dd></div>`
  }

  #classes(id: string, title: string, list: ByClass, nothingThere: string, state: string) {
    return html`<section class="card stack" aria-labelledby=${id}><h2 id=${id}>${title}</h2>
      ${list.length === 0
        ? html`<p class="quiet">${nothingThere}</p>`
        : html`<table><tbody>${list.map(({ class: code, count }) => html`<tr><th scope="row"><a href=${withQuery('/retention/answers', { state, class: code ?? '-' })}>${code === null ? msg('no class') : classTitle(code)}</a></th><td class="number">${formatNumber(count)}</td></tr>`)}</tbody></table>`}
    </section>`
  }

  #events({ waitingFor }: RetentionOverview) {
    return html`<section class="card stack" aria-labelledby="waiting"><h2 id="waiting">${msg('Waiting for a fact')}</h2>
      ${waitingFor.length === 0
        ? html`<p class="quiet">${msg('Nothing waits for a fact.')}</p>`
        : html`<table><tbody>${waitingFor.map(({ event, count }) => html`<tr><th scope="row"><a href=${withQuery('/retention/answers', { state: 'waiting', waitingFor: event })}>${eventTitle(event)}</a></th><td class="number">${formatNumber(count)}</td></tr>`)}</tbody></table>`}
    </section>`
  }

  #acts({ acts, shelf }: RetentionOverview) {
    const count = (...states: string[]) => acts.filter(({ state }) => states.includes(state)).reduce((sum, one) => sum + one.count, 0)
    return html`<section class="card stack" aria-labelledby="acts"><h2 id="acts"><a href="/retention/acts">${msg('Acts')}</a></h2>
      <table><tbody>
        <tr><th scope="row">${msg('Being drawn up or examined')}</th><td class="number">${formatNumber(count('draft', 'examined'))}</td></tr>
        <tr><th scope="row">${msg('Approved, not yet carried out')}</th><td class="number">${formatNumber(count('approved', 'executing'))}</td></tr>
        <tr><th scope="row">${msg('Carried out')}</th><td class="number">${formatNumber(count('executed', 'executed-in-part', 'filed'))}</td></tr>
      </tbody></table>
      <p class="small quiet">${msg(str`Paper of what is due: ${formatNumber(shelf.copies)} copies, ${formatNumber(shelf.sheets)} sheets.`)}</p>
    </section>`
  }
}

define('opis-retention-overview', OverviewScreen)
