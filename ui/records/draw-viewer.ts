import '@awesome.me/webawesome/dist/components/icon/icon.js'
import { msg, str } from '@lit/localize'
import { html, nothing } from 'lit'
import type { TemplateResult } from 'lit'
import type { RecordView } from '#contract/records.ts'
import { picturePath, renditionPath } from '../api/records.ts'
import type { PageText } from '../api/records.ts'
import type { Mark, PagePicture } from '../elements/page-picture.ts'
import { recordTitle } from '../state/classes.ts'
import { pagePath, recordPath } from '../state/path.ts'
import { lastSearch } from '../state/router.ts'
import type { Hit } from './find-hits.ts'
import '../elements/page-picture.ts'
import './page-strip.ts'
import './page-words.ts'

/** Everything the viewer shows, and what its controls do. */
export type ViewerParts = {
  view: RecordView
  pages: readonly PageText[]
  page: PageText
  q: string
  hits: readonly Hit[]
  hit: number | null
  marks: readonly Mark[]
  textShown: boolean
  pictureFailed: boolean
  picture: () => PagePicture | null
  step: (by: 1 | -1) => void
  toggleText: () => void
  find: (q: string) => void
  opened: () => void
  failed: () => void
}

/** Draws the viewer: head, tools, strip of pages, picture, text. */
export function drawViewer(parts: ViewerParts): TemplateResult {
  const { view, page, textShown } = parts
  return html`<div class="viewer ${textShown ? 'with-text' : ''}">
    <div class="head">
      <a class="back" href=${lastSearch()} aria-label=${msg('Back to the search')}><wa-icon name="chevron-left"></wa-icon><span>${msg('Search')}</span></a>
      <h1>${recordTitle(view)}</h1>
      <a class="tool" href=${recordPath(view.id)}><wa-icon name="shield"></wa-icon><span>${msg('Record and retention')}</span></a>
      ${drawDownloads(parts)}
    </div>
    <div class="tools" role="toolbar" aria-label=${msg('Page tools')}>${drawPaging(parts)}${drawHits(parts)}${drawZoom(parts)}</div>
    <nav class="strip" aria-label=${msg('Pages of the record')}>
      <opis-strip .record=${view.id} .pages=${parts.pages} .page=${page.page} .q=${parts.q} .hits=${hitCounts(parts.hits)}></opis-strip>
    </nav>
    <section class="picture" aria-label=${msg('Picture of the page')}>${drawPicture(parts)}</section>
    ${textShown && showsPicture(parts)
      ? html`<section class="text" aria-label=${msg('Text of the page')}>
          <opis-page-words .text=${page} .hits=${hitsHere(parts)} .current=${parts.hits[parts.hit ?? -1] ?? null}></opis-page-words>
        </section>`
      : nothing}
  </div>`
}

function showsPicture({ page, pictureFailed }: ViewerParts): boolean {
  return page.hasPicture && !pictureFailed
}

function drawPicture(parts: ViewerParts): TemplateResult {
  const { view, page } = parts
  if (showsPicture(parts)) {
    return html`<opis-picture
      .src=${picturePath(view.id, page.page)}
      .marks=${parts.marks}
      .label=${msg(str`Page ${page.page} of ${recordTitle(view)}`)}
      @picture-open=${parts.opened}
      @picture-failed=${parts.failed}
    ></opis-picture>`
  }
  return html`<div class="paper">
    ${page.hasPicture ? html`<p class="small quiet" role="status">${msg('The picture cannot be shown just now; here is the text.')}</p>` : nothing}
    <opis-page-words .text=${page} .hits=${hitsHere(parts)} .current=${parts.hits[parts.hit ?? -1] ?? null}></opis-page-words>
  </div>`
}

function hitsHere({ hits, page }: ViewerParts): readonly Hit[] {
  return hits.filter((hit) => hit.page === page.page)
}

function drawPaging({ view, pages, page, q }: ViewerParts): TemplateResult {
  const link = (to: number, icon: string, label: string): TemplateResult =>
    pages.some((one) => one.page === to)
      ? html`<a class="tool" href=${pagePath(view.id, to, q)} aria-label=${label} title=${label}><wa-icon name=${icon}></wa-icon></a>`
      : html`<span class="tool off" aria-hidden="true"><wa-icon name=${icon}></wa-icon></span>`
  return html`<div class="group">
    ${link(page.page - 1, 'chevron-left', msg('Previous page'))}
    <span class="where" data-test="page-number">${msg(str`Page ${page.page} of ${pages.length}`)}</span>
    ${link(page.page + 1, 'chevron-right', msg('Next page'))}
  </div>`
}

function drawHits({ hits, hit, q, step, find }: ViewerParts): TemplateResult {
  const send = (event: Event): void => {
    event.preventDefault()
    if (event.currentTarget instanceof HTMLFormElement) find(String(new FormData(event.currentTarget).get('q') ?? '').trim())
  }
  return html`<div class="group hits">
    <form @submit=${send} role="search">
      <wa-icon name="search"></wa-icon>
      <input type="search" name="q" .value=${q} aria-label=${msg('Find in this record')} placeholder=${msg('Find in this record')} autocomplete="off" />
    </form>
    ${q === ''
      ? nothing
      : html`<button class="tool" ?disabled=${hits.length === 0} @click=${() => step(-1)} aria-label=${msg('Previous hit')} title="${msg('Previous hit')} (p)"><wa-icon name="chevron-up"></wa-icon></button>
          <span class="where" role="status" data-test="hit-number">${hitText(hits, hit)}</span>
          <button class="tool" ?disabled=${hits.length === 0} @click=${() => step(1)} aria-label=${msg('Next hit')} title="${msg('Next hit')} (n)"><wa-icon name="chevron-down"></wa-icon></button>`}
  </div>`
}

function hitText(hits: readonly Hit[], hit: number | null): string {
  if (hits.length === 0) return msg('No hit')
  return hit === null ? msg(str`Hits: ${hits.length}`) : msg(str`Hit ${hit + 1} of ${hits.length}`)
}

function drawZoom(parts: ViewerParts): TemplateResult {
  const { picture, textShown, toggleText } = parts
  const tool = (icon: string, label: string, action: () => void): TemplateResult =>
    html`<button class="tool" aria-label=${label} title=${label} @click=${action}><wa-icon name=${icon}></wa-icon></button>`
  return html`<div class="group end">
    ${showsPicture(parts)
      ? html`${tool('minus', msg('Smaller'), () => picture()?.zoom(1 / 1.4))} ${tool('plus', msg('Larger'), () => picture()?.zoom(1.4))}
          ${tool('home', msg('Whole page'), () => picture()?.wholePage())} ${tool('rotate', msg('Turn'), () => picture()?.turn())}
          <button class="tool" aria-pressed=${textShown} @click=${toggleText}><wa-icon name="text"></wa-icon><span>${msg('Text')}</span></button>`
      : nothing}
  </div>`
}

/** Originals are one file a page, or one file for the whole record. */
function drawDownloads({ view, page }: ViewerParts): TemplateResult {
  const files = (name: string): number => view.renditions.filter((one) => one.name === name).length
  return html`<details class="downloads">
    <summary class="tool"><wa-icon name="download"></wa-icon><span>${msg('Download')}</span></summary>
    <ul>
      ${files('access') > 0 ? html`<li><a href=${renditionPath(view.id, 'access')} download>${msg('Whole record, PDF with text')}</a></li>` : nothing}
      ${files('original') > 1
        ? html`<li><a href=${renditionPath(view.id, 'original', page.page)} download>${msg('This page, original')}</a></li>`
        : html`<li><a href=${renditionPath(view.id, 'original')} download>${msg('Whole record, original')}</a></li>`}
    </ul>
  </details>`
}

function hitCounts(hits: readonly Hit[]): ReadonlyMap<number, number> {
  const counts = new Map<number, number>()
  for (const { page } of hits) counts.set(page, (counts.get(page) ?? 0) + 1)
  return counts
}
