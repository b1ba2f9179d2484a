import '@awesome.me/webawesome/dist/components/icon/icon.js'
import { Task } from '@lit/task'
import { msg } from '@lit/localize'
import { html } from 'lit'
import { readPerson, renamePerson } from '../api/files.ts'
import type { PersonView } from '../api/files.ts'
import { define } from '../elements/base.ts'
import { waiting } from '../elements/waiting.ts'
import { showError } from '../shell/show-error.ts'
import { recordTitle } from '../state/classes.ts'
import { recordPath } from '../state/path.ts'
import './fact-section.ts'
import { planStyles } from './plan-styles.ts'
import './reason-button.ts'
import { WorkElement } from '../elements/work-element.ts'

/** One person: what is known, and which files and records it counts for. */
export class PersonScreen extends WorkElement {
  static override properties = { person: {} }
  declare person: string

  readonly #view = new Task(this, { task: ([id], { signal }) => readPerson(id, signal), args: () => [this.person] as const })

  static override styles = planStyles

  constructor() {
    super()
    this.person = ''
  }

  override render() {
    return html`<div class="page stack">
      <p><a class="back" href="/people"><wa-icon name="chevron-left"></wa-icon>${msg('People')}</a></p>
      ${this.#view.render({
        pending: () => (this.#view.value === undefined ? waiting() : this.#draw(this.#view.value)),
        complete: (view) => this.#draw(view),
        error: (error) => showError(error, () => void this.#view.run()),
      })}
    </div>`
  }

  #draw(view: PersonView) {
    return html`<h1>${view.name}</h1>
      <opis-reason .label=${msg('Change the name')} .field=${msg('Name')} .value=${view.name} .busy=${this.busy} @given=${(event: CustomEvent<string>) => void this.#rename(event.detail)}></opis-reason>
      ${this.problem()}
      <div class="columns">
        <opis-facts kind="person" .subject=${view.id}></opis-facts>
        <section class="card stack" aria-labelledby="links">
          <h2 id="links">${msg('Files and records that concern the person')}</h2>
          ${view.links.length === 0
            ? html`<p class="quiet">${msg('None yet.')}</p>`
            : html`<ul class="rows">${view.links.map((link) => html`<li><a href=${link.kind === 'file' ? `/files/${link.subject}` : recordPath(link.subject)}>${recordTitle({ title: link.title })}</a><span class="badge tone-plain">${link.kind === 'file' ? msg('File') : msg('Record')}</span></li>`)}</ul>`}
        </section>
      </div>`
  }

  async #rename(name: string): Promise<void> {
    if ((await this.work(() => renamePerson(this.person, name), msg('The name was changed'))) !== null) void this.#view.run()
  }
}

define('opis-person', PersonScreen)
