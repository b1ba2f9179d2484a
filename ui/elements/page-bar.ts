import { html, nothing, type TemplateResult } from 'lit'
import { may, type Permission } from '../state/permissions.ts'
import { address } from '../state/router.ts'
import { StoreController } from '../state/store.ts'
import { pageNav } from '../styles/page-nav.ts'
import { shared } from '../styles/shared.ts'
import { OpisElement } from './base.ts'

/** A page of a bar: where it lies, who may open it, what it is called. */
export type BarPage = { path: string; needs: Permission; title: () => string }

/** A bar of links between pages that belong together; what the person may not open is left out, the page that is shown stands out. */
export abstract class PageBar extends OpisElement {
  static override properties = { path: {} }
  /** The page that is shown, with its query where pages differ by it; empty: that of the address. */
  declare path: string

  readonly #address = new StoreController(this, address)

  static override styles = [shared, pageNav]

  constructor() {
    super()
    this.path = ''
  }

  /** The pages in the order in which they are shown. */
  protected abstract pages(): readonly BarPage[]
  /** What the bar is called to those who hear it. */
  protected abstract label(): string

  override render(): TemplateResult | typeof nothing {
    const open = this.pages().filter(({ needs }) => may(needs))
    const shown = pageShown(open, this.path === '' ? this.#address.value.path : this.path)
    return html`<nav aria-label=${this.label()}><ul>
      ${open.map(({ path, title }) => html`<li><a href=${path} aria-current=${path === shown ? 'page' : nothing}>${title()}</a></li>`)}
    </ul></nav>`
  }

  /** On a narrow screen the bar is one line that scrolls; the page that is shown must be in sight. */
  override updated(): void {
    const bar = this.renderRoot.querySelector('ul')
    const shown = this.renderRoot.querySelector<HTMLElement>('[aria-current]')
    if (bar !== null && shown !== null) bar.scrollLeft = shown.offsetLeft - (bar.clientWidth - shown.offsetWidth) / 2
  }
}

/** The path of the page that is shown: that one itself, or the nearest above it. */
export function pageShown(pages: readonly Pick<BarPage, 'path'>[], here: string): string | undefined {
  return pages
    .map(({ path }) => path)
    .filter((path) => here === path || here.startsWith(`${path}/`))
    .sort((one, other) => other.length - one.length)[0]
}
