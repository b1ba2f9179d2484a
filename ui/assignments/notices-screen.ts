import '@awesome.me/webawesome/dist/components/button/button.js'
import '@awesome.me/webawesome/dist/components/checkbox/checkbox.js'
import { Task } from '@lit/task'
import { msg, str } from '@lit/localize'
import { html, nothing } from 'lit'
import { markSeen, readNotices, type NoticeList, type NoticeView } from '../api/notices.ts'
import { define, OpisElement } from '../elements/base.ts'
import { waiting } from '../elements/waiting.ts'
import { noticeName } from '../registry/terms-words.ts'
import { rowStyles } from '../retention/holds-styles.ts'
import { showError } from '../shell/show-error.ts'
import { noticesSeen } from '../state/unseen-notices.ts'
import { formatDate, formatInstant } from '../text/format.ts'
import './tasks-nav.ts'

/** What the person was told, the newest first. */
export class NoticesScreen extends OpisElement {
  static override properties = { unseen: { state: true }, pages: { state: true }, error: { state: true } }
  declare unseen: boolean
  /** Where the pages that were turned begin. */
  declare pages: readonly (string | undefined)[]
  declare error: unknown

  readonly #notices = new Task(this, { task: ([unseen, pages], { signal }) => readNotices({ unseen, before: pages.at(-1) }, signal), args: () => [this.unseen, this.pages] as const })

  static override styles = rowStyles

  constructor() {
    super()
    this.unseen = true
    this.pages = [undefined]
    this.error = null
  }

  override render() {
    return html`<div class="page stack">
      <opis-tasks-nav path="/tasks/notices"></opis-tasks-nav>
      <div class="row spread"><h1>${msg('Notices')}</h1><wa-button appearance="outlined" @click=${() => void this.#seen({ all: true })}>${msg('I have seen all')}</wa-button></div>
      <wa-checkbox ?checked=${!this.unseen} @change=${this.#choose}>${msg('Show those that I have seen too')}</wa-checkbox>
      ${this.error === null ? nothing : showError(this.error)}
      ${this.#notices.render({
        pending: () => (this.#notices.value === undefined ? waiting() : this.#list(this.#notices.value)),
        complete: (list) => this.#list(list),
        error: (error) => showError(error, () => void this.#notices.run()),
      })}
    </div>`
  }

  #list({ notices, next }: NoticeList) {
    if (notices.length === 0) return html`<p class="card quiet">${msg('There is nothing new.')}</p>`
    return html`<section class="card stack"><ul class="rows" aria-label=${msg('Notices')}>${notices.map((one) => this.#row(one))}</ul>
      <div class="row">
        ${this.pages.length > 1 ? html`<wa-button appearance="outlined" @click=${() => (this.pages = this.pages.slice(0, -1))}>${msg('Back')}</wa-button>` : nothing}
        ${next === null ? nothing : html`<wa-button appearance="outlined" @click=${() => (this.pages = [...this.pages, next])}>${msg('Older ones')}</wa-button>`}
      </div></section>`
  }

  #row({ id, kind, card, assignment, facts, madeAt, seenAt }: NoticeView) {
    const href = assignment !== null ? `/tasks/${assignment}` : card !== null ? `/registry/cards/${card}` : null
    const number = facts['number'] === undefined ? '' : String(facts['number'])
    const due = facts['due']
    const absent = facts['for']
    return html`<li>
      <div>
        ${href === null ? html`<strong>${noticeName(kind)}</strong>` : html`<a href=${href} @click=${() => void this.#seen({ ids: [id] })}>${seenAt === null ? html`<strong>${noticeName(kind)}</strong>` : noticeName(kind)}</a>`}
        <p class="small quiet">${[number, typeof due === 'string' ? msg(str`due ${formatDate(due)}`) : '', absent === undefined ? '' : msg(str`in place of ${String(absent)}`)].filter((part) => part !== '').join(' · ')}</p>
      </div>
      <span class="small quiet">${formatInstant(madeAt)}</span>
    </li>`
  }

  #choose(event: Event): void {
    this.unseen = !(event.target as HTMLInputElement).checked
    this.pages = [undefined]
  }

  async #seen(which: { ids: string[] } | { all: true }): Promise<void> {
    this.error = null
    try {
      noticesSeen((await markSeen(which)).unseen)
      if ('all' in which) await this.#notices.run()
    } catch (error) {
      this.error = error
    }
  }
}

define('opis-notices', NoticesScreen)
