import { Task } from '@lit/task'
import { html } from 'lit'
import type { PropertyValues } from 'lit'
import { msg, str } from '@lit/localize'
import type { RecordView } from '#contract/records.ts'
import { readRecord, readRecordText } from '../api/records.ts'
import type { PageText, RecordText } from '../api/records.ts'
import { define, OpisElement } from '../elements/base.ts'
import type { Mark, PagePicture } from '../elements/page-picture.ts'
import { waiting } from '../elements/waiting.ts'
import { showError } from '../shell/show-error.ts'
import { shellKey } from '../shell/keys.ts'
import { recordTitle } from '../state/classes.ts'
import { boxesFor } from '../state/found-boxes.ts'
import { pagePath } from '../state/path.ts'
import { go } from '../state/router.ts'
import { currentLanguage } from '../text/locale.ts'
import { findHits, stepHit } from './find-hits.ts'
import type { Hit } from './find-hits.ts'
import { drawViewer } from './draw-viewer.ts'
import { viewerStyles } from './viewer-styles.ts'

type Loaded = { view: RecordView; text: RecordText }

/** A record page by page: picture with the words of the query marked, text beside it, pages along the edge. */
export class ViewerScreen extends OpisElement {
  static override properties = { record: {}, page: { type: Number }, q: {}, hit: { state: true }, textShown: { state: true }, pictureFailed: { state: true } }
  declare record: string
  declare page: number
  declare q: string
  /** Index of the hit the viewer stands on. */
  declare hit: number | null
  declare textShown: boolean
  declare pictureFailed: boolean

  #hits: readonly Hit[] = []
  #marks: readonly Mark[] = []
  #hitWanted: number | null = null
  #closeUp = false

  readonly #loaded = new Task(this, {
    task: async ([id], { signal }): Promise<Loaded> => {
      const [view, text] = await Promise.all([readRecord(id, currentLanguage(), signal), readRecordText(id, signal)])
      document.title = `${recordTitle(view)} · Opis`
      return { view, text }
    },
    args: () => [this.record] as const,
    onComplete: ({ text }) => this.#find(text.pages),
  })

  static override styles = viewerStyles

  constructor() {
    super()
    this.record = ''
    this.page = 1
    this.q = ''
    this.hit = null
    this.textShown = matchMedia('(min-width: 56rem)').matches
    this.pictureFailed = false
  }

  override connectedCallback(): void {
    super.connectedCallback()
    document.addEventListener('keydown', this.#onKey)
  }

  override disconnectedCallback(): void {
    document.removeEventListener('keydown', this.#onKey)
    super.disconnectedCallback()
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('q')) this.#find(this.#pages())
    if (changed.has('page')) {
      this.pictureFailed = false
      this.hit = this.#hitWanted ?? this.#firstOnPage()
      this.#hitWanted = null
    }
    this.#prepareMarks()
  }

  override render() {
    return this.#loaded.render({
      pending: () => html`<div class="page">${waiting()}</div>`,
      error: (error) => html`<div class="page">${showError(error, () => void this.#loaded.run())}</div>`,
      complete: ({ view, text }) => {
        const page = text.pages.find((one) => one.page === this.page)
        if (page === undefined) return html`<div class="page"><h1>${msg(str`This record has no page ${this.page}.`)}</h1></div>`
        return drawViewer({
          view,
          pages: text.pages,
          page,
          q: this.q,
          hits: this.#hits,
          hit: this.hit,
          marks: this.#marks,
          textShown: this.textShown,
          pictureFailed: this.pictureFailed,
          picture: () => this.#picture(),
          step: (by) => this.#step(by),
          toggleText: () => (this.textShown = !this.textShown),
          find: (q) => go(pagePath(this.record, this.page, q), { replace: true }),
          opened: () => this.#opened(),
          failed: () => (this.pictureFailed = true),
        })
      },
    })
  }

  #pages(): readonly PageText[] {
    return this.#loaded.value?.text.pages ?? []
  }

  #picture(): PagePicture | null {
    return this.renderRoot.querySelector<PagePicture>('opis-picture')
  }

  #find(pages: readonly PageText[]): void {
    this.#hits = findHits(pages, this.q)
    this.hit = this.#firstOnPage()
  }

  #firstOnPage(): number | null {
    const index = this.#hits.findIndex((hit) => hit.page === this.page)
    return index === -1 ? null : index
  }

  #prepareMarks(): void {
    const words = this.#pages().find((one) => one.page === this.page)?.words ?? []
    const here = this.#hits.filter((hit) => hit.page === this.page)
    const standing = this.hit === null ? undefined : this.#hits[this.hit]
    this.#marks =
      here.length === 0
        ? boxesFor(this.record, this.page, this.q).map((box) => ({ box, current: false }))
        : here.flatMap((hit) =>
            hit.words.flatMap((index) => {
              const box = words[index]?.box
              return box == null ? [] : [{ box, current: hit === standing }]
            }),
          )
  }

  #step(by: 1 | -1): void {
    const next = stepHit(this.#hits, this.hit, this.page, by)
    const hit = next === null ? undefined : this.#hits[next]
    if (next === null || hit === undefined) return
    if (hit.page === this.page) {
      this.hit = next
      void this.updateComplete.then(() => this.#picture()?.showCurrent())
      return
    }
    this.#hitWanted = next
    this.#closeUp = true
    go(pagePath(this.record, hit.page, this.q), { replace: true })
  }

  #opened(): void {
    if (this.#closeUp) this.#picture()?.showCurrent()
    this.#closeUp = false
  }

  #turnPage(by: 1 | -1): void {
    const to = this.page + by
    if (this.#pages().some((one) => one.page === to)) go(pagePath(this.record, to, this.q))
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    const actions: Readonly<Record<string, () => void>> = {
      'n': () => this.#step(1),
      'p': () => this.#step(-1),
      'PageDown': () => this.#turnPage(1),
      'PageUp': () => this.#turnPage(-1),
      '+': () => this.#picture()?.zoom(1.4),
      '-': () => this.#picture()?.zoom(1 / 1.4),
      '0': () => this.#picture()?.wholePage(),
      'r': () => this.#picture()?.turn(),
      't': () => (this.textShown = !this.textShown),
      '/': () => this.renderRoot.querySelector<HTMLInputElement>('input[type="search"]')?.select(),
    }
    const [, action] = Object.entries(actions).find(([key]) => shellKey(event, key)) ?? []
    if (action === undefined) return
    event.preventDefault()
    action()
  }
}

define('opis-viewer', ViewerScreen)
