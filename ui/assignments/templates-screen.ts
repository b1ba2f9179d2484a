import '@awesome.me/webawesome/dist/components/button/button.js'
import { Task } from '@lit/task'
import { msg } from '@lit/localize'
import { html, nothing } from 'lit'
import { readTemplates, removeTemplate, saveTemplate, type Templates } from '../api/assignments.ts'
import { readUnits } from '../api/municipality.ts'
import { define } from '../elements/base.ts'
import { waiting } from '../elements/waiting.ts'
import { readForm } from '../elements/read-form.ts'
import { WorkElement } from '../elements/work-element.ts'
import { fieldStyles } from '../registry/field-styles.ts'
import { showError } from '../shell/show-error.ts'
import { may } from '../state/permissions.ts'
import { localName } from '../text/local-name.ts'
import './draft-templates.ts'
import './tasks-nav.ts'

type Words = Templates['templates'][number]

/** Words kept ready for resolutions, of the person, the unit and the house; below them the templates of drafts. */
export class TemplatesScreen extends WorkElement {
  static override properties = { editing: { state: true } }
  /** The words in the form; null: new ones. */
  declare editing: Words | null

  readonly #words = new Task(this, { task: (_args, { signal }) => readTemplates(signal), args: () => [] })
  readonly #units = new Task(this, { task: (_args, { signal }) => readUnits(signal), args: () => [] })

  static override styles = fieldStyles

  constructor() {
    super()
    this.editing = null
  }

  override render() {
    return html`<div class="page stack">
      <opis-tasks-nav></opis-tasks-nav>
      <h1>${msg('Templates')}</h1>
      <section class="card stack" aria-labelledby="words">
        <h2 id="words">${msg('Words for resolutions')}</h2>
        ${this.#words.render({ pending: () => (this.#words.value === undefined ? waiting() : this.#list(this.#words.value)), complete: (found) => this.#list(found), error: (error) => showError(error, () => void this.#words.run()) })}
        ${this.#form()} ${this.problem()}
      </section>
      ${may('draft-templates.keep') ? html`<opis-draft-templates></opis-draft-templates>` : nothing}
    </div>`
  }

  #list({ templates }: Templates) {
    if (templates.length === 0) return html`<p class="quiet">${msg('No words are ready yet.')}</p>`
    return html`<ul class="rows">${templates.map(
      (one) => html`<li>
        <div>${one.text} <span class="badge tone-plain">${this.#whose(one)}</span></div>
        <div class="row">
          <wa-button size="s" appearance="plain" @click=${() => (this.editing = one)}>${msg('Change')}<span class="unseen">${one.text}</span></wa-button>
          <wa-button size="s" appearance="plain" ?loading=${this.busy} @click=${() => void this.#remove(one.id)}>${msg('Remove')}<span class="unseen">${one.text}</span></wa-button>
        </div>
      </li>`,
    )}</ul>`
  }

  #whose({ of, unit }: Words): string {
    if (of === 'author') return msg('mine')
    return of === 'house' ? msg('of the house') : localName(this.#units.value?.units.find(({ code }) => code === unit)?.name, unit ?? '')
  }

  #form() {
    const whose = this.editing === null || this.editing.of === 'author' ? 'own' : this.editing.of === 'house' ? 'house' : `unit:${this.editing.unit ?? ''}`
    const units = this.#units.value?.units ?? []
    return html`<form class="stack" aria-label=${msg('Words for resolutions')} @submit=${this.#save}>
      <div class="field"><label for="text">${msg('Words')}</label><textarea id="text" name="text" rows="2" maxlength="2000" required .value=${this.editing?.text ?? ''}></textarea></div>
      <div class="field"><label for="whose">${msg('Whose')}</label>
        <select id="whose" name="whose">
          ${[['own', msg('mine')], ['house', msg('of the house')], ...units.map(({ code, name }) => [`unit:${code}`, localName(name, code)])].map(([value, title]) => html`<option value=${value ?? ''} .selected=${value === whose}>${title}</option>`)}
        </select></div>
      <div class="row">
        <wa-button type="submit" variant="brand" ?loading=${this.busy}>${this.editing === null ? msg('Add') : msg('Save')}</wa-button>
        ${this.editing === null ? nothing : html`<wa-button appearance="outlined" @click=${() => (this.editing = null)}>${msg('Cancel')}</wa-button>`}
      </div>
    </form>`
  }

  /** Words that change are added anew before the old ones go, so that a cut line loses nothing. */
  #save = async (event: SubmitEvent): Promise<void> => {
    const given = readForm(event)
    if (given === null) return
    const whose = given.text('whose')
    const old = this.editing
    const form = { text: given.text('text'), own: whose === 'own', unit: whose.startsWith('unit:') ? whose.slice('unit:'.length) : null, position: old?.position ?? 0 }
    const saved = await this.work(async () => {
      const added = await saveTemplate(form)
      return old === null ? added : removeTemplate(old.id)
    }, msg('The words are ready'))
    if (saved === null) return
    this.editing = null
    given.form.reset()
    void this.#words.run()
  }

  async #remove(id: string): Promise<void> {
    if ((await this.work(() => removeTemplate(id), msg('The words were removed'))) === null) return
    if (this.editing?.id === id) this.editing = null
    void this.#words.run()
  }
}

define('opis-templates', TemplatesScreen)
