import '@awesome.me/webawesome/dist/components/button/button.js'
import '@awesome.me/webawesome/dist/components/icon/icon.js'
import '@awesome.me/webawesome/dist/components/input/input.js'
import { Task } from '@lit/task'
import { msg } from '@lit/localize'
import { html, nothing } from 'lit'
import { filesFile, openFile, readFiles, readTree } from '../api/files.ts'
import type { FileList, FileSummary } from '../api/files.ts'
import { withQuery } from '../api/with-query.ts'
import { define } from '../elements/base.ts'
import { fileLinks } from '../elements/file-links.ts'
import { waiting } from '../elements/waiting.ts'
import { showError } from '../shell/show-error.ts'
import { may } from '../state/permissions.ts'
import { go } from '../state/router.ts'
import { formatDate, formatNumber } from '../text/format.ts'
import './plan-nav.ts'
import { planStyles } from './plan-styles.ts'
import { drawTree } from './draw-tree.ts'
import { fileStateName, stateTone, titleIn } from './plan-words.ts'
import { readForm } from '../elements/read-form.ts'
import { WorkElement } from '../elements/work-element.ts'
import { datePattern } from './date-pattern.ts'

/** Fonds, classes and their files; the chosen class and the letters looked for stand in the address. */
export class FilesScreen extends WorkElement {
  static override properties = { query: { attribute: false }, more: { state: true } }
  declare query: URLSearchParams
  /** Files read beyond the first page. */
  declare more: readonly FileSummary[]

  readonly #tree = new Task(this, { task: (_args, { signal }) => readTree(signal), args: () => [] })
  readonly #files = new Task(this, {
    task: ([code, q], { signal }) => {
      this.more = []
      return readFiles({ class: code, q }, signal)
    },
    args: () => [this.query.get('class') ?? '', this.query.get('q') ?? ''] as const,
  })

  static override styles = planStyles

  constructor() {
    super()
    this.query = new URLSearchParams()
    this.more = []
  }

  override render() {
    return html`<div class="page stack">
      <h1>${msg('File plan')}</h1>
      <opis-plan-nav></opis-plan-nav>
      <div class="beside">
        <aside class="card">${this.#tree.render({ pending: waiting, complete: (tree) => drawTree(tree, this.query.get('class')), error: (error) => showError(error, () => void this.#tree.run()) })}</aside>
        <div class="stack">
          ${this.#search()}
          ${this.#files.render({
            pending: () => (this.#files.value === undefined ? waiting() : this.#list(this.#files.value)),
            complete: (list) => this.#list(list),
            error: (error) => showError(error, () => void this.#files.run()),
          })}
          ${may('files.keep') ? this.#opening() : nothing}
        </div>
      </div>
    </div>`
  }

  #search() {
    return html`<form class="row" role="search" @submit=${this.#find}>
      <wa-input class="wide" name="q" label=${msg('Index or title of a file')} value=${this.query.get('q') ?? ''} maxlength="200" autocomplete="off" with-clear></wa-input>
      <wa-button class="low" type="submit" appearance="outlined">${msg('Find')}</wa-button>
    </form>`
  }

  #list({ files, next }: FileList) {
    const shown = [...files, ...this.more]
    if (shown.length === 0) return html`<p class="quiet">${msg('There are no files here that you may see.')}</p>`
    const last = this.more.at(-1)
    const goOn = next !== null && (last === undefined || this.more.length % pageSize === 0)
    return html`${fileLinks((format) => filesFile({ class: this.query.get('class') ?? '', q: this.query.get('q') ?? '' }, format))}
      <ul class="card rows" aria-label=${msg('Files')}>${shown.map(drawFile)}</ul>
      ${goOn ? html`<p><wa-button appearance="outlined" ?loading=${this.busy} @click=${() => void this.#more(last?.id ?? next)}>${msg('Show more')}</wa-button></p>` : nothing}`
  }

  #opening() {
    const code = this.query.get('class')
    const chosen = this.#tree.value?.classes.find((one) => one.code === code)
    if (chosen === undefined) return html`<p class="small quiet">${msg('Choose a class to open a file in it.')}</p>`
    return html`<form class="card fields" @submit=${this.#open} aria-labelledby="open">
      <h2 id="open" class="whole">${msg('Open a file')}: ${titleIn(chosen.title, chosen.code)}</h2>
      <wa-input name="number" label=${msg('Index')} placeholder="03-07/2026" required maxlength="200" autocomplete="off"></wa-input>
      <wa-input name="title" label=${msg('Title')} maxlength="500" autocomplete="off"></wa-input>
      <wa-input name="on" label=${msg('Opened on')} hint=${msg('Today, if empty')} pattern=${datePattern} placeholder="2024-12-31" autocomplete="off"></wa-input>
      ${this.error === null ? nothing : html`<div class="whole">${showError(this.error)}</div>`}
      <wa-button type="submit" variant="brand" ?loading=${this.busy}>${msg('Open the file')}</wa-button>
    </form>`
  }

  #find(event: SubmitEvent): void {
    const read = readForm(event)
    if (read !== null) go(withQuery('/files', { class: this.query.get('class') ?? '', q: read.text('q') }))
  }

  async #more(after: string): Promise<void> {
    await this.attempt(async () => {
      const { files } = await readFiles({ class: this.query.get('class') ?? '', q: this.query.get('q') ?? '', after })
      this.more = [...this.more, ...files]
    })
  }

  async #open(event: SubmitEvent): Promise<void> {
    const read = readForm(event)
    const code = this.query.get('class')
    if (read === null || code === null) return
    const [title, on] = [read.text('title'), read.text('on')]
    const view = await this.work(() => openFile({ class: code, number: read.text('number'), ...(title === '' ? {} : { title }), ...(on === '' ? {} : { openedOn: on }) }), msg('The file is open'))
    if (view !== null) go(`/files/${view.id}`)
  }
}

const pageSize = 100

function drawFile(file: FileSummary) {
  return html`<li>
    <div>
      <a href="/files/${file.id}"><strong>${file.number}</strong>${file.title === null ? nothing : html` ${file.title}`}</a>
      <p class="small quiet">${file.class} · ${formatDate(file.openedOn)}${file.closedOn === null ? nothing : html` – ${formatDate(file.closedOn)}`} · ${msg('Records')}: ${formatNumber(file.records)}</p>
    </div>
    <span class="badge tone-${stateTone(file.state)}">${fileStateName(file.state)}</span>
  </li>`
}

define('opis-files', FilesScreen)
