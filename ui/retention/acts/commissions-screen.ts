import '@awesome.me/webawesome/dist/components/button/button.js'
import '@awesome.me/webawesome/dist/components/input/input.js'
import { Task } from '@lit/task'
import { msg, str } from '@lit/localize'
import { html, nothing } from 'lit'
import type { CommissionView } from '#contract/acts.ts'
import { addCommission, changeCommission, readCommissions } from '../../api/acts.ts'
import { define } from '../../elements/base.ts'
import { waiting } from '../../elements/waiting.ts'
import { WorkElement } from '../../elements/work-element.ts'
import { showError } from '../../shell/show-error.ts'
import { announce } from '../../state/notice.ts'
import { may } from '../../state/permissions.ts'
import { formatDate } from '../../text/format.ts'
import '../retention-nav.ts'

/** Expert commissions: who sits in them, appointed and changed here. */
export class CommissionsScreen extends WorkElement {
  static override properties = { editing: { state: true } }
  /** The commission that is being changed, `new`, or null. */
  declare editing: CommissionView | 'new' | null

  readonly #list = new Task(this, { task: (_args, { signal }) => readCommissions(signal), args: () => [] })

  constructor() {
    super()
    this.editing = null
  }

  override render() {
    return html`<div class="page stack">
      <opis-retention-nav path="/retention/commissions"></opis-retention-nav>
      <div class="row spread">
        <h1>${msg('Commissions')}</h1>
        ${may('acts.appoint') && this.editing === null ? html`<wa-button variant="brand" @click=${() => (this.editing = 'new')}>${msg('Appoint a commission')}</wa-button>` : nothing}
      </div>
      ${this.editing === null ? nothing : this.#form(this.editing)}
      ${this.#list.render({
        pending: () => waiting(),
        complete: ({ commissions }) => (commissions.length === 0 ? html`<p class="card quiet">${msg('There is no commission yet.')}</p>` : commissions.map((one) => this.#card(one))),
        error: (error) => showError(error, () => void this.#list.run()),
      })}
    </div>`
  }

  #card(one: CommissionView) {
    return html`<section class="card stack" aria-label=${one.title}>
      <div class="row spread"><h2>${one.title}</h2>${may('acts.appoint') ? html`<wa-button size="s" appearance="plain" @click=${() => (this.editing = one)}>${msg('Change')}<span class="unseen">${one.title}</span></wa-button>` : nothing}</div>
      <p class="small quiet">${msg(str`Quorum: ${one.quorum}`)}</p>
      <ul class="rows">${one.members.map(
        ({ name, chair, since, until }) => html`<li><span>${name} ${chair ? html`<span class="badge tone-calm">${msg('chair')}</span>` : nothing}</span><span class="small quiet">${formatDate(since)} – ${until === null ? '' : formatDate(until)}</span></li>`,
      )}</ul>
    </section>`
  }

  #form(editing: CommissionView | 'new') {
    const known = editing === 'new' ? null : editing
    const sitting = (known?.members ?? []).filter(({ until }) => until === null).toSorted((a, b) => Number(b.chair) - Number(a.chair))
    return html`<form class="card stack" @submit=${(event: SubmitEvent) => void this.#save(event, known)} aria-labelledby="form">
      <h2 id="form">${known === null ? msg('Appoint a commission') : msg(str`Change ${known.title}`)}</h2>
      <div class="fields">
        ${known === null ? html`<wa-input name="title" label=${msg('Title')} maxlength="500" required autofocus></wa-input>` : nothing}
        <wa-input name="quorum" type="number" min="1" max="100" label=${msg('Quorum')} hint=${msg('How many must be present; schedules may ask for more')} value=${known?.quorum ?? 3} required></wa-input>
        <wa-input name="members" label=${msg('Members')} hint=${msg('User names with commas between; the first is the chair')} value=${sitting.map(({ name }) => name).join(', ')} required></wa-input>
      </div>
      ${this.problem()}
      <div class="row">
        <wa-button type="submit" variant="brand" ?loading=${this.busy}>${msg('Save')}</wa-button>
        <wa-button appearance="outlined" @click=${() => (this.editing = null)}>${msg('Cancel')}</wa-button>
      </div>
    </form>`
  }

  async #save(event: SubmitEvent, known: CommissionView | null): Promise<void> {
    event.preventDefault()
    if (!(event.target instanceof HTMLFormElement)) return
    const data = new FormData(event.target)
    const names = String(data.get('members') ?? '').split(',').map((name) => name.trim()).filter((name) => name !== '')
    const wanted = { quorum: Number(data.get('quorum')), members: names.map((name, index) => ({ name, chair: index === 0 })) }
    await this.attempt(async () => {
      await (known === null ? addCommission({ title: String(data.get('title') ?? ''), ...wanted }) : changeCommission(known.id, wanted))
      this.editing = null
      announce(msg('The commission is saved.'))
      await this.#list.run()
    })
  }
}

define('opis-commissions', CommissionsScreen)
