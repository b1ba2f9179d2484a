import '@awesome.me/webawesome/dist/components/button/button.js'
import '@awesome.me/webawesome/dist/components/icon/icon.js'
import '@awesome.me/webawesome/dist/components/option/option.js'
import '@awesome.me/webawesome/dist/components/select/select.js'
import '@awesome.me/webawesome/dist/components/textarea/textarea.js'
import { Task } from '@lit/task'
import { msg, str } from '@lit/localize'
import { css, html, nothing } from 'lit'
import { readTemplates, removeTemplate, saveTemplate, writeResolution, type CardTasks, type NewTask, type Templates } from '../api/assignments.ts'
import { define } from '../elements/base.ts'
import { WorkElement } from '../elements/work-element.ts'
import { shared } from '../styles/shared.ts'
import './task-fields.ts'
import { TaskFields } from './task-fields.ts'

/** The head's resolution on a document, from words kept ready; with the tasks that follow. Announces `written` and `close`. */
export class ResolutionForm extends WorkElement {
  static override properties = { card: {}, dueOn: {}, authors: { attribute: false }, tasks: { state: true }, complaint: { state: true } }
  declare card: string
  declare dueOn: string | null
  /** In whose name it can be written; the first is proposed. */
  declare authors: CardTasks['authors']
  /** One key for each task that is being written. */
  declare tasks: readonly number[]
  declare complaint: string

  static override styles = [
    shared,
    css`
      .ready {
        display: flex;
        flex-wrap: wrap;
        gap: var(--o-2);
      }
      .ready li {
        display: flex;
        max-inline-size: 100%;
      }
    `,
  ]

  readonly #templates = new Task(this, { task: (_, { signal }) => readTemplates(signal), args: () => [] as const })

  constructor() {
    super()
    this.card = ''
    this.dueOn = null
    this.authors = []
    this.tasks = [1]
    this.complaint = ''
  }

  override render() {
    const ready = this.#templates.value?.templates ?? []
    return html`<form class="card stack" aria-labelledby="new" @submit=${this.#write} @keydown=${this.#onKey}>
      <h2 id="new">${msg('Resolution')}</h2>
      ${this.authors.length > 1 || this.authors[0]?.self === false
        ? html`<wa-select name="author" label=${msg('In whose name')} value=${this.authors[0]?.name ?? ''}>${this.authors.map(({ name, displayName, self }) => html`<wa-option value=${name}>${self ? displayName : msg(str`for ${displayName} (absent)`)}</wa-option>`)}</wa-select>`
        : nothing}
      ${ready.length === 0 ? nothing : html`<ul class="ready" aria-label=${msg('Words kept ready')}>${ready.map((one) => this.#ready(one))}</ul>`}
      <wa-textarea name="text" label=${msg('Words of the resolution')} rows="3" maxlength="2000" required autofocus></wa-textarea>
      <p><wa-button size="s" appearance="plain" @click=${this.#keep}>${msg('Keep these words ready')}</wa-button></p>
      ${this.tasks.map((key, at) => html`<opis-task-fields data-key=${key} .heading=${at === 0 ? msg('Main executor') : msg(str`Task ${at + 1}`)} .dueOn=${this.dueOn}></opis-task-fields>`)}
      <div class="row">
        <wa-button size="s" appearance="outlined" @click=${() => (this.tasks = [...this.tasks, (this.tasks.at(-1) ?? 0) + 1])}>${msg('One more task')}</wa-button>
        ${this.tasks.length === 0 ? nothing : html`<wa-button size="s" appearance="plain" @click=${() => (this.tasks = this.tasks.slice(0, -1))}>${msg('Without the last task')}</wa-button>`}
      </div>
      ${this.complaint === '' ? nothing : html`<opis-problem .heading=${this.complaint}></opis-problem>`} ${this.problem()}
      <div class="row">
        <wa-button type="submit" variant="brand" ?loading=${this.busy}>${msg('Write the resolution')}</wa-button>
        <wa-button appearance="outlined" @click=${() => this.dispatchEvent(new CustomEvent('close'))}>${msg('Cancel')}</wa-button>
        <span class="small quiet"><kbd>Ctrl</kbd> <kbd>Enter</kbd></span>
      </div>
    </form>`
  }

  /** Words to take with one press; the author's own can be forgotten. */
  #ready({ id, text, of }: Templates['templates'][number]) {
    return html`<li>
      <wa-button size="s" appearance="outlined" @click=${() => this.#take(text)}>${text}</wa-button>
      ${of === 'author' ? html`<wa-button size="s" appearance="plain" @click=${() => void this.#forget(id)}><wa-icon name="xmark"></wa-icon><span class="unseen">${msg(str`Forget “${text}”`)}</span></wa-button>` : nothing}
    </li>`
  }

  get #words(): HTMLTextAreaElement | null {
    return this.renderRoot.querySelector('[name=text]')
  }

  #take(text: string): void {
    const words = this.#words
    if (words === null) return
    words.value = text
    words.focus()
  }

  async #keep(): Promise<void> {
    const text = this.#words?.value.trim() ?? ''
    if (text === '') return
    await this.attempt(async () => void (await saveTemplate({ text })))
    await this.#templates.run()
  }

  async #forget(id: string): Promise<void> {
    await this.attempt(async () => void (await removeTemplate(id)))
    await this.#templates.run()
  }

  #onKey(event: KeyboardEvent): void {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void this.#send()
  }

  #write(event: SubmitEvent): void {
    event.preventDefault()
    void this.#send()
  }

  async #send(): Promise<void> {
    const text = this.#words?.value.trim() ?? ''
    const read = [...this.renderRoot.querySelectorAll('opis-task-fields')].flatMap((one) => (one instanceof TaskFields ? [one.read()] : []))
    const complaints = read.flatMap((one) => ('complaint' in one ? [one.complaint] : []))
    this.complaint = text === '' ? msg('Write the words of the resolution, or choose them.') : (complaints[0] ?? '')
    if (this.complaint !== '' || this.busy) return
    const tasks: NewTask[] = read.flatMap((one) => ('task' in one ? [one.task] : []))
    const chosen = this.renderRoot.querySelector<HTMLSelectElement>('[name=author]')?.value ?? this.authors[0]?.name
    const author = this.authors.find(({ name }) => name === chosen)
    await this.attempt(async () => {
      const written = await writeResolution(this.card, { text, tasks, ...(author === undefined || author.self ? {} : { onBehalfOf: author.name }) })
      this.dispatchEvent(new CustomEvent('written', { detail: written }))
    })
  }

}

define('opis-resolution-form', ResolutionForm)
