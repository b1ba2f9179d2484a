import '@awesome.me/webawesome/dist/components/button/button.js'
import '@awesome.me/webawesome/dist/components/input/input.js'
import { Task } from '@lit/task'
import { msg } from '@lit/localize'
import { html } from 'lit'
import { addPerson, findPeople } from '../api/files.ts'
import type { PersonList } from '../api/files.ts'
import { withQuery } from '../api/with-query.ts'
import { define } from '../elements/base.ts'
import { waiting } from '../elements/waiting.ts'
import { showError } from '../shell/show-error.ts'
import { go } from '../state/router.ts'
import './plan-nav.ts'
import { planStyles } from './plan-styles.ts'
import { readForm } from '../elements/read-form.ts'
import { WorkElement } from '../elements/work-element.ts'

/** People whom records concern: find one, add one. */
export class PeopleScreen extends WorkElement {
  static override properties = { q: {} }
  declare q: string

  readonly #people = new Task(this, { task: ([q], { signal }) => findPeople(q, signal), args: () => [this.q] as const })

  static override styles = planStyles

  constructor() {
    super()
    this.q = ''
  }

  override render() {
    return html`<div class="page stack">
      <h1>${msg('People')}</h1>
      <opis-plan-nav></opis-plan-nav>
      <p class="quiet">${msg('What is known of a person, such as the day of birth, counts for every file and record that concerns the person, also for those that come later.')}</p>
      <form class="row" role="search" @submit=${this.#find}>
        <wa-input class="wide" name="q" label=${msg('Name of a person')} value=${this.q} maxlength="200" autocomplete="off" with-clear></wa-input>
        <wa-button class="low" type="submit" appearance="outlined">${msg('Find')}</wa-button>
      </form>
      ${this.#people.render({ pending: waiting, complete: (found) => drawPeople(found, this.q), error: (error) => showError(error, () => void this.#people.run()) })}
      <form class="card fields" @submit=${this.#add} aria-label=${msg('Add a person')}>
        <wa-input name="name" label=${msg('Name')} required maxlength="200" autocomplete="off"></wa-input>
        ${this.problem()}
        <wa-button type="submit" variant="brand" ?loading=${this.busy}>${msg('Add a person')}</wa-button>
      </form>
    </div>`
  }

  #find(event: SubmitEvent): void {
    const read = readForm(event)
    if (read !== null) go(withQuery('/people', { q: read.text('q') }))
  }

  async #add(event: SubmitEvent): Promise<void> {
    const read = readForm(event)
    if (read === null) return
    const added = await this.work(() => addPerson(read.text('name')), msg('The person was added'))
    if (added !== null) go(`/people/${added.id}`)
  }
}

function drawPeople({ people }: PersonList, q: string) {
  if (people.length === 0) return html`<p class="quiet">${q === '' ? msg('Nobody was added yet.') : msg('Nobody of this name.')}</p>`
  return html`<ul class="card rows" aria-label=${msg('People')}>${people.map((one) => html`<li><a href="/people/${one.id}">${one.name}</a></li>`)}</ul>`
}

define('opis-people', PeopleScreen)
