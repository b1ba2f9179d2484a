import '@awesome.me/webawesome/dist/components/button/button.js'
import { Task } from '@lit/task'
import { msg } from '@lit/localize'
import { html, nothing } from 'lit'
import { languages } from '#kernel/language.ts'
import { readDraftTemplates, retireDraftTemplate, saveDraftTemplate, type DraftTemplates } from '../api/drafts.ts'
import { readKinds } from '../api/kinds.ts'
import { define } from '../elements/base.ts'
import { waiting } from '../elements/waiting.ts'
import { readForm } from '../elements/read-form.ts'
import { WorkElement } from '../elements/work-element.ts'
import { fieldStyles } from '../registry/field-styles.ts'
import { showError } from '../shell/show-error.ts'
import { currentLanguage, languageNames } from '../text/locale.ts'
import { localName } from '../text/local-name.ts'

type Template = DraftTemplates[number]

/** Templates from which drafts begin, by kind and language. */
export class DraftTemplatesSection extends WorkElement {
  static override properties = { editing: { state: true } }
  /** The template in the form; `new` for an empty one, null without a form. */
  declare editing: Template | 'new' | null

  readonly #found = new Task(this, {
    task: async (_args, { signal }) => {
      const [templates, kinds] = await Promise.all([readDraftTemplates(signal), readKinds(signal)])
      return { templates, kinds: kinds.filter((one) => one.now && one.retiredOn === null) }
    },
    args: () => [],
  })

  static override styles = fieldStyles

  constructor() {
    super()
    this.editing = null
  }

  override render() {
    return html`<section class="card stack" aria-labelledby="drafts">
      <div class="row spread">
        <h2 id="drafts">${msg('Templates of drafts')}</h2>
        ${this.editing === null ? html`<wa-button size="s" appearance="outlined" @click=${() => (this.editing = 'new')}>${msg('Add a template')}</wa-button>` : nothing}
      </div>
      ${this.#found.render({
        pending: waiting,
        complete: ({ templates, kinds }) => {
          const title = (kind: string) => localName(kinds.find(({ code }) => code === kind)?.name, kind)
          return html`${templates.length === 0 ? html`<p class="quiet">${msg('There is no template yet.')}</p>` : html`<ul class="rows">${templates.map((one) => this.#row(one, title(one.kind)))}</ul>`}
            ${this.editing === null ? nothing : this.#form(this.editing === 'new' ? null : this.editing, kinds.map(({ code }) => [code, title(code)]))}`
        },
        error: (error) => showError(error, () => void this.#found.run()),
      })}
      ${this.problem()}
    </section>`
  }

  #row(one: Template, kind: string) {
    return html`<li>
      <div><strong>${one.title}</strong> <span class="badge tone-plain">${languageNames[one.language]}</span><p class="small quiet">${kind} · ${one.subject}</p></div>
      <div class="row">
        <wa-button size="s" appearance="plain" @click=${() => (this.editing = one)}>${msg('Change')}<span class="unseen">${one.title}</span></wa-button>
        <wa-button size="s" appearance="plain" ?loading=${this.busy} @click=${() => void this.#done(() => retireDraftTemplate(one.code, one.language), msg('No draft begins with it any more'))}>${msg('Take out of use')}<span class="unseen">${one.title}</span></wa-button>
      </div>
    </li>`
  }

  #form(of: Template | null, kinds: readonly (readonly [string, string])[]) {
    const text = (name: 'code' | 'title' | 'subject', label: string, max: number) =>
      html`<div class="field"><label for=${name}>${label}</label><input id=${name} name=${name} maxlength=${max} required ?readonly=${name === 'code' && of !== null} pattern=${name === 'code' ? '[a-z0-9][a-z0-9._\\-]{0,63}' : '.*'} .value=${of?.[name] ?? ''} /></div>`
    const choice = (name: 'kind' | 'language', label: string, options: readonly (readonly [string, string])[], now: string) =>
      html`<div class="field"><label for=${name}>${label}</label><select id=${name} name=${name}>${options.map(([value, title]) => html`<option value=${value} .selected=${value === now}>${title}</option>`)}</select></div>`
    return html`<form class="stack" aria-label=${msg('Template of a draft')} @submit=${this.#save}>
      ${text('code', msg('Code in Latin letters and digits'), 64)} ${text('title', msg('Title'), 200)}
      ${choice('kind', msg('Kind'), kinds, of?.kind ?? '')} ${choice('language', msg('Language'), (of === null ? languages : [of.language]).map((one) => [one, languageNames[one]]), of?.language ?? currentLanguage())}
      ${text('subject', msg('Subject'), 500)}
      <div class="field"><label for="body">${msg('Text')}</label><textarea id="body" name="body" rows="8" required .value=${of?.body ?? ''}></textarea>
        <p class="small quiet">${msg('Filled in by itself')}: <code>{number}</code> <code>{date}</code> <code>{card-number}</code> <code>{card-date}</code> <code>{subject}</code> <code>{correspondent}</code></p></div>
      <div class="row">
        <wa-button type="submit" variant="brand" ?loading=${this.busy}>${msg('Save')}</wa-button>
        <wa-button appearance="outlined" @click=${() => (this.editing = null)}>${msg('Cancel')}</wa-button>
      </div>
    </form>`
  }

  #save = (event: SubmitEvent): void => {
    const given = readForm(event)
    const language = languages.find((one) => one === given?.text('language'))
    if (given === null || language === undefined) return
    const { text } = given
    void this.#done(() => saveDraftTemplate({ code: text('code'), language, kind: text('kind'), title: text('title'), subject: text('subject'), body: text('body') }), msg('The template was saved'))
  }

  async #done(work: () => Promise<unknown>, said: string): Promise<void> {
    if ((await this.work(async () => (await work(), true), said)) === null) return
    this.editing = null
    void this.#found.run()
  }
}

define('opis-draft-templates', DraftTemplatesSection)
