import '@awesome.me/webawesome/dist/components/icon/icon.js'
import { Task } from '@lit/task'
import { msg, str } from '@lit/localize'
import { html, nothing } from 'lit'
import type { RecordView } from '#contract/records.ts'
import { readHistory, readRecord, renditionPath, thumbnailPath } from '../api/records.ts'
import type { History } from '../api/records.ts'
import { define, OpisElement } from '../elements/base.ts'
import { waiting } from '../elements/waiting.ts'
import { showError } from '../shell/show-error.ts'
import { classTitle, plan, recordTitle } from '../state/classes.ts'
import { pagePath } from '../state/path.ts'
import { lastSearch } from '../state/router.ts'
import { StoreController } from '../state/store.ts'
import { actorName } from '../text/actor-name.ts'
import { formatBytes, formatDate, formatInstant, formatLanguage, formatNumber } from '../text/format.ts'
import { currentLanguage } from '../text/locale.ts'
import { recordStyles } from './record-styles.ts'
import { actionName, entryDetail } from './history-text.ts'
import { recordStateName } from './state-names.ts'
import '../file-plan/filing-section.ts'
import '../file-plan/fact-section.ts'
import './retention-card.ts'
import './stub-card.ts'

/** Pictures of the first pages stand on the record screen; the viewer shows the rest. */
const pagesShown = 6

/** One record: why it is kept, what it is, its pages, renditions, facts and history. */
export class RecordScreen extends OpisElement {
  static override properties = { record: {} }
  declare record: string

  readonly #plan = new StoreController(this, plan)
  readonly #view = new Task(this, {
    task: async ([id, language], { signal }) => {
      const view = await readRecord(id, language, signal)
      document.title = `${recordTitle(view)} · Opis`
      return view
    },
    args: () => [this.record, currentLanguage()] as const,
  })
  readonly #history = new Task(this, {
    task: ([id], { signal }) => readHistory(id, signal),
    args: () => [this.record] as const,
  })

  static override styles = recordStyles

  override render() {
    return html`<div class="page stack">
      <p><a class="back" href=${lastSearch()}><wa-icon name="chevron-left"></wa-icon>${msg('Back to the search')}</a></p>
      ${this.#view.render({
        pending: () => (this.#view.value === undefined ? waiting() : this.#draw(this.#view.value)),
        complete: (view) => this.#draw(view),
        error: (error) => html`<opis-stub .record=${this.record}>${showError(error, () => void this.#view.run())}</opis-stub>`,
      })}
    </div>`
  }

  #draw(view: RecordView) {
    return html`<div class="row spread">
        <h1>${recordTitle(view)}</h1>
        <a class="action" href=${pagePath(view.id, 1)}><wa-icon name="pages"></wa-icon>${msg('Open the pages')}</a>
      </div>
      <opis-retention .retention=${view.retention} .subject=${view.id}></opis-retention>
      <div class="columns">
        <div class="stack">
          ${drawPages(view)}
          <opis-facts kind="record" .subject=${view.id} @changed=${this.#changed}></opis-facts>
          <section class="card stack" aria-labelledby="history">
            <h2 id="history">${msg('History')}</h2>
            ${this.#history.render({ pending: waiting, complete: drawHistory, error: (error) => showError(error, () => void this.#history.run()) })}
          </section>
        </div>
        <div class="stack">${this.#facts(view)} <opis-filing .record=${view.id} @changed=${this.#changed}></opis-filing> ${drawRenditions(view)}</div>
      </div>`
  }

  #facts(view: RecordView) {
    const known = this.#plan.value.classes.length > 0 || view.class === null
    const fact = (label: string, value: string | undefined | null) => (value == null || value === '' ? nothing : html`<div><dt>${label}</dt><dd>${value}</dd></div>`)
    return html`<section class="card stack" aria-labelledby="about">
      <h2 id="about">${msg('About the record')}</h2>
      <dl>
        ${fact(msg('Class'), view.class === null ? null : known ? classTitle(view.class) : view.class)} ${fact(msg('File'), view.file)}
        ${fact(msg('Date'), view.date === undefined ? null : formatDate(view.date))} ${fact(msg('Pages'), formatNumber(view.pages))}
        ${fact(msg('Language'), view.language === null ? null : formatLanguage(view.language))} ${fact(msg('Unit'), view.unit)}
        ${fact(msg('Cover sheet'), view.cover)} ${fact(msg('Source'), view.source)} ${fact(msg('Processing'), recordStateName(view.state))}
        <div><dt>${msg('Number')}</dt><dd><code>${view.id}</code></dd></div>
      </dl>
    </section>`
  }

  #changed(): void {
    void this.#view.run()
    void this.#history.run()
  }
}

function drawPages(view: RecordView) {
  const numbers = Array.from({ length: Math.min(view.pages, pagesShown) }, (_, index) => index + 1)
  return html`<nav class="card" aria-label=${msg('Pages of the record')}>
    <ul class="pages">
      ${numbers.map(
        (page) => html`<li><a href=${pagePath(view.id, page)}><img class="thumb" src=${thumbnailPath(view.id, page)} alt="" loading="lazy" @error=${hide} /><span>${page}</span></a></li>`,
      )}
      ${view.pages > pagesShown ? html`<li><a class="more thumb" href=${pagePath(view.id, pagesShown + 1)}>+${view.pages - pagesShown}</a></li>` : nothing}
    </ul>
  </nav>`
}

/** A page that came as text has no picture. */
function hide(event: Event): void {
  if (event.target instanceof HTMLImageElement) event.target.classList.add('none')
}

function drawRenditions(view: RecordView) {
  const originals = view.renditions.filter((one) => one.name === 'original')
  return html`<section class="card stack" aria-labelledby="renditions">
    <h2 id="renditions">${msg('Renditions')}</h2>
    <ul class="renditions">
      ${view.renditions.map((one) => {
        const { name, href } = renditionLink(view.id, one.name, originals.length === 1 ? null : originals.indexOf(one) + 1)
        return html`<li>
          <div class="row spread">
            ${href === null ? html`<strong>${name}</strong>` : html`<a href=${href} download><wa-icon name="download"></wa-icon> ${name}</a>`}
            <span class="small quiet">${formatBytes(one.bytes)}</span>
          </div>
          <details class="small quiet"><summary>${one.mediaType} · ${msg('checksum')}</summary><code>${one.sha512}</code></details>
        </li>`
      })}
    </ul>
  </section>`
}

/** @param page of an original that is one of several files, each a page; else null */
function renditionLink(id: string, name: string, page: number | null): { name: string; href: string | null } {
  if (name === 'access') return { name: msg('For reading (PDF with text)'), href: renditionPath(id, 'access') }
  if (name !== 'original') return { name, href: null }
  if (page === null) return { name: msg('Original, as scanned'), href: renditionPath(id, 'original') }
  return { name: msg(str`Original of page ${page}`), href: renditionPath(id, 'original', page) }
}

function drawHistory({ entries }: History) {
  return html`<ol class="history">
    ${entries.map(
      (entry) => html`<li><time datetime=${entry.at}>${formatInstant(entry.at)}</time><div><strong>${actionName(entry.action)}</strong> <span class="quiet">${actorName(entry.actor)}</span>${drawDetail(entryDetail(entry))}</div></li>`,
    )}
  </ol>`
}

function drawDetail(text: string) {
  return text === '' ? nothing : html`<p class="small quiet">${text}</p>`
}

define('opis-record', RecordScreen)
