import '@awesome.me/webawesome/dist/components/button/button.js'
import '@awesome.me/webawesome/dist/components/input/input.js'
import { Task } from '@lit/task'
import { msg } from '@lit/localize'
import { html, nothing } from 'lit'
import { findPeople, linkPerson, peopleOf, unlinkPerson } from '../api/files.ts'
import type { PersonList, PersonView } from '../api/files.ts'
import { define } from '../elements/base.ts'
import '../elements/confirm-button.ts'
import { showError } from '../shell/show-error.ts'
import { planStyles } from './plan-styles.ts'
import { readForm } from '../elements/read-form.ts'
import { WorkElement } from '../elements/work-element.ts'

/** The people whom a file or a record concerns: what is known of them counts for it. Announces `changed`. */
export class LinkSection extends WorkElement {
  static override properties = { kind: {}, subject: {}, found: { state: true } }
  declare kind: 'record' | 'file'
  declare subject: string
  /** People found by their name; null before any was looked for. */
  declare found: PersonList['people'] | null

  readonly #people = new Task(this, { task: ([kind, subject], { signal }) => peopleOf(kind, subject, signal), args: () => [this.kind, this.subject] as const })

  static override styles = planStyles

  constructor() {
    super()
    this.kind = 'file'
    this.subject = ''
    this.found = null
  }

  override render() {
    return html`<section class="card stack" aria-labelledby="people">
      <h2 id="people">${msg('People whom it concerns')}</h2>
      ${this.#people.render({
        pending: () => (this.#people.value === undefined ? nothing : this.#list(this.#people.value)),
        complete: (list) => this.#list(list),
        error: (error) => showError(error, () => void this.#people.run()),
      })}
      <form class="row" role="search" @submit=${this.#find}>
        <wa-input class="wide" name="q" size="s" label=${msg('Name of a person')} required maxlength="200" autocomplete="off"></wa-input>
        <wa-button class="low" type="submit" size="s" appearance="outlined" ?loading=${this.busy}>${msg('Find')}</wa-button>
      </form>
      ${this.found === null ? nothing : this.#choices(this.found)} ${this.problem()}
    </section>`
  }

  #list({ people }: PersonList) {
    if (people.length === 0) return nothing
    return html`<ul class="rows">${people.map(
      (one) => html`<li>
        <a href="/people/${one.id}">${one.name}</a>
        <opis-confirm .label=${msg('End the link')} .about=${one.name} .question=${msg('Does it no longer concern this person?')} @confirmed=${() => void this.#change(() => unlinkPerson(one.id, this.kind, this.subject), msg('The link has ended'))}></opis-confirm>
      </li>`,
    )}</ul>`
  }

  #choices(found: PersonList['people']) {
    if (found.length === 0) return html`<p class="quiet" role="status">${msg('Nobody of this name. Add the person under People.')}</p>`
    return html`<ul class="rows">${found.map((one) => html`<li><span>${one.name}</span><wa-button size="s" appearance="plain" @click=${() => void this.#change(() => linkPerson(one.id, this.kind, this.subject), msg('The person is linked'))}>${msg('Link')}<span class="unseen">${one.name}</span></wa-button></li>`)}</ul>`
  }

  async #find(event: SubmitEvent): Promise<void> {
    const read = readForm(event)
    if (read === null) return
    await this.attempt(async () => (this.found = (await findPeople(read.text('q'))).people))
  }

  async #change(call: () => Promise<PersonView>, done: string): Promise<void> {
    if ((await this.work(call, done)) === null) return
    this.found = null
    void this.#people.run()
  }
}

define('opis-links', LinkSection)
