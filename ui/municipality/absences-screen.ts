import '@awesome.me/webawesome/dist/components/button/button.js'
import '@awesome.me/webawesome/dist/components/input/input.js'
import '@awesome.me/webawesome/dist/components/option/option.js'
import '@awesome.me/webawesome/dist/components/select/select.js'
import { Task } from '@lit/task'
import { msg, str } from '@lit/localize'
import { html } from 'lit'
import type { AbsenceView, StaffMember } from '#contract/units.ts'
import { endAbsence, noteAbsence, readAbsences, readStaff, type AbsenceList, type StaffList } from '../api/municipality.ts'
import '../assignments/tasks-nav.ts'
import { define } from '../elements/base.ts'
import '../elements/confirm-button.ts'
import { waiting } from '../elements/waiting.ts'
import { readForm } from '../elements/read-form.ts'
import { WorkElement } from '../elements/work-element.ts'
import { showError } from '../shell/show-error.ts'
import { may } from '../state/permissions.ts'
import { session } from '../state/session.ts'
import { shared } from '../styles/shared.ts'
import { formatDate } from '../text/format.ts'

/** Who is away and who stands in: one's own absences, or everybody's for those who note them. */
export class AbsencesScreen extends WorkElement {
  static override styles = shared

  readonly #all = new Task(this, { task: async (_args, { signal }) => ({ ...(await readAbsences(signal)), ...(await readStaff(signal)) }), args: () => [] })

  override render() {
    return html`<div class="page stack">
      <opis-tasks-nav path="/tasks/absences"></opis-tasks-nav>
      <h1>${msg('Absences')}</h1>
      ${this.#all.render({
        pending: () => (this.#all.value === undefined ? waiting() : this.#draw(this.#all.value)),
        complete: (all) => this.#draw(all),
        error: (error) => showError(error, () => void this.#all.run()),
      })}
    </div>`
  }

  #draw({ absences, people }: AbsenceList & StaffList) {
    const called = (name: string): string => people.find((one) => one.name === name)?.displayName || name
    return html`${this.#form(people)}
      <section class="card stack" aria-labelledby="list">
        <h2 id="list">${msg('Noted')}</h2>
        ${absences.length === 0 ? html`<p class="quiet">${msg('Nobody is away.')}</p>` : html`<ul class="rows" aria-labelledby="list">${absences.map((one) => this.#row(one, called))}</ul>`}
      </section>`
  }

  #form(people: readonly StaffMember[]) {
    const now = session.get()
    const self = now.kind === 'signed-in' ? now.view.user.name : ''
    const choice = (name: string, label: string, among: readonly StaffMember[], value = '') =>
      html`<wa-select name=${name} label=${label} value=${value} required>${among.map((one) => html`<wa-option value=${one.name}>${one.displayName || one.name}</wa-option>`)}</wa-select>`
    return html`<form class="card stack" @submit=${this.#note} aria-labelledby="new">
      <h2 id="new">${msg('Note an absence')}</h2>
      <div class="fields roomy">
        ${choice('person', msg('Who is away'), may('absences.others') ? people : people.filter(({ name }) => name === self), self)} ${choice('deputy', msg('Who stands in'), people)}
        <wa-input name="from" type="date" label=${msg('First day')} required></wa-input>
        <wa-input name="to" type="date" label=${msg('Last day')} required></wa-input>
        <wa-input name="reason" label=${msg('Reason')} maxlength="300"></wa-input>
      </div>
      ${this.problem()}
      <div class="row"><wa-button type="submit" variant="brand" ?loading=${this.busy}>${msg('Save')}</wa-button></div>
    </form>`
  }

  #row(one: AbsenceView, called: (name: string) => string) {
    return html`<li>
      <div><strong>${called(one.person)}</strong> ${formatDate(one.fromOn)} – ${formatDate(one.toOn)}<p class="small quiet">${[msg(str`stands in: ${called(one.deputy)}`), one.reason].filter((part) => part !== '').join(' · ')}</p></div>
      ${one.endedOn === null
        ? html`<opis-confirm .label=${msg('Is back')} .about=${called(one.person)} .question=${msg(str`Is ${called(one.person)} back today?`)} @confirmed=${() => void this.#end(one.id)}></opis-confirm>`
        : html`<span class="badge tone-plain">${msg(str`back on ${formatDate(one.endedOn)}`)}</span>`}
    </li>`
  }

  async #note(event: SubmitEvent): Promise<void> {
    const read = readForm(event)
    if (read === null) return
    const { text, form } = read
    if ((await this.work(() => noteAbsence({ person: text('person'), deputy: text('deputy'), fromOn: text('from'), toOn: text('to'), reason: text('reason') }), msg('Saved'))) === null) return
    form.reset()
    void this.#all.run()
  }

  async #end(id: string): Promise<void> {
    await this.work(() => endAbsence(id), msg('Saved'))
    void this.#all.run()
  }
}

define('opis-absences', AbsencesScreen)
