import '@awesome.me/webawesome/dist/components/icon/icon.js'
import { msg, str } from '@lit/localize'
import { css, html, nothing } from 'lit'
import { countNotices } from '../api/notices.ts'
import { define, OpisElement } from '../elements/base.ts'
import { address } from '../state/router.ts'
import { StoreController } from '../state/store.ts'
import { noticesSeen, unseenNotices } from '../state/unseen-notices.ts'
import { shared } from '../styles/shared.ts'

const lookEveryMs = 60_000

/** The bell of the header: how many notices were not seen yet. It looks once a minute while the page is in sight, and on every change of page. */
export class Bell extends OpisElement {
  readonly #unseen = new StoreController(this, unseenNotices)
  readonly #address = new StoreController(this, address)
  #timer: ReturnType<typeof setInterval> | undefined
  #lookedAt = ''

  static override styles = [
    shared,
    css`
      a {
        position: relative;
        display: grid;
        place-items: center;
        inline-size: 2.5rem;
        block-size: 2.5rem;
        border-radius: 50%;
        color: var(--o-quiet);
        font-size: 1.25rem;
        text-decoration: none;
      }
      a:hover {
        background: var(--o-hover);
        color: var(--o-text);
      }
      @media (max-width: 40rem) {
        a {
          inline-size: 2.75rem;
          block-size: 2.75rem;
        }
      }
      .badge {
        position: absolute;
        inset-block-start: 0;
        inset-inline-end: -0.125rem;
        padding: 0 0.3rem;
      }
    `,
  ]

  override connectedCallback(): void {
    super.connectedCallback()
    this.#timer = setInterval(() => void this.#look(), lookEveryMs)
    void this.#look()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    clearInterval(this.#timer)
  }

  override updated(): void {
    const { path } = this.#address.value
    if (path === this.#lookedAt) return
    this.#lookedAt = path
    void this.#look()
  }

  override render() {
    const unseen = this.#unseen.value
    const says = unseen === 0 ? msg('Notices') : msg(str`Notices not seen: ${unseen}`)
    return html`<a href="/tasks/notices" aria-label=${says} title=${says}><wa-icon name="bell"></wa-icon>${unseen === 0 ? nothing : html`<span class="badge tone-bad" aria-hidden="true">${unseen > 99 ? '99+' : unseen}</span>`}</a>`
  }

  /** A failure is no news: the next look comes soon. */
  async #look(): Promise<void> {
    if (document.hidden) return
    await countNotices().then(({ unseen }) => noticesSeen(unseen), () => undefined)
  }
}

define('opis-bell', Bell)
