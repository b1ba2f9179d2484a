import '@awesome.me/webawesome/dist/components/icon/icon.js'
import { msg } from '@lit/localize'
import { css, html, nothing } from 'lit'
import type { SessionView } from '#contract/identity.ts'
import { define, OpisElement } from '../elements/base.ts'
import { may } from '../state/permissions.ts'
import { shared } from '../styles/shared.ts'
import './account-menu.ts'
import './bell.ts'

type User = SessionView['user']

const filePlanPaths = ['/files', '/people', '/paper', '/classes']

/** The bar at the top, with the places that the person's roles open; at the bottom on a narrow screen. Slot `skip`: the link past it. */
export class Header extends OpisElement {
  static override properties = { user: { attribute: false }, path: {} }
  declare user: User
  declare path: string

  static override styles = [
    shared,
    css`
      @media print {
        :host {
          display: none;
        }
      }
      :host {
        position: sticky;
        inset-block-start: 0;
        z-index: 20;
      }
      header {
        display: flex;
        align-items: center;
        gap: var(--o-5);
        block-size: var(--o-bar);
        padding-inline: var(--o-5);
        background: var(--o-surface);
        border-block-end: 1px solid var(--o-line);
      }
      .brand {
        display: flex;
        align-items: center;
        gap: var(--o-2);
        font-size: 1.1875rem;
        font-weight: 700;
        letter-spacing: -0.01em;
        text-decoration: none;
        color: var(--o-text);
      }
      .brand img {
        inline-size: 1.75rem;
        block-size: 1.75rem;
        display: block;
      }
      nav {
        flex: 1;
      }
      ul {
        display: flex;
        gap: var(--o-1);
      }
      nav a {
        display: flex;
        align-items: center;
        gap: var(--o-2);
        padding: var(--o-2) var(--o-3);
        border-radius: var(--o-radius-small);
        text-decoration: none;
        color: var(--o-quiet);
        font-weight: 550;
        font-size: 0.9375rem;
      }
      nav a:hover {
        background: var(--o-hover);
        color: var(--o-text);
      }
      nav a[aria-current] {
        background: var(--o-accent-quiet);
        color: var(--o-accent);
      }
      .help {
        display: grid;
        place-items: center;
        inline-size: 2.5rem;
        block-size: 2.5rem;
        border: 0;
        border-radius: 50%;
        background: none;
        color: var(--o-quiet);
        font-size: 1.25rem;
        cursor: pointer;
      }
      .help:hover {
        background: var(--o-hover);
        color: var(--o-text);
      }
      .end {
        display: flex;
        align-items: center;
        gap: var(--o-2);
        margin-inline-start: auto;
      }
      /* Eight places in five languages do not fit beside their pictures on a small screen. */
      @media (min-width: 40.01rem) and (max-width: 95rem) {
        header {
          gap: var(--o-3);
        }
        nav {
          min-inline-size: 0;
          overflow-x: auto;
          scrollbar-width: thin;
        }
        nav a {
          padding: var(--o-2);
          font-size: var(--o-small);
          white-space: nowrap;
        }
        nav wa-icon {
          display: none;
        }
      }
      @media (max-width: 40rem) {
        header {
          padding-inline: var(--o-4);
          gap: var(--o-3);
        }
        nav {
          position: fixed;
          inset: auto 0 0;
          z-index: 20;
          background: var(--o-surface);
          border-block-start: 1px solid var(--o-line);
          padding: var(--o-1) var(--o-2) calc(var(--o-1) + env(safe-area-inset-bottom));
        }
        ul {
          position: relative;
          gap: 0;
          overflow-x: auto;
          scrollbar-width: none;
        }
        li {
          flex: 1 0 auto;
          min-inline-size: 3.75rem;
        }
        nav a {
          flex-direction: column;
          gap: 0.125rem;
          font-size: 0.6875rem;
          line-height: 1.2;
          justify-content: center;
          min-block-size: 2.75rem;
          text-align: center;
          white-space: nowrap;
          padding: var(--o-1) var(--o-2);
        }
        .help {
          inline-size: 2.75rem;
          block-size: 2.75rem;
        }
        nav a:focus-visible {
          outline-offset: -3px;
        }
        nav wa-icon {
          font-size: 1.25rem;
        }
      }
    `,
  ]

  override render() {
    return html`<header>
      <slot name="skip"></slot>
      <a class="brand" href="/"><img src="/favicon.svg" alt="" />Opis</a>
      <nav aria-label=${msg('Main')}><ul>
        ${this.#place('/', 'search', msg('Search'), this.path === '/' || this.path.startsWith('/records/'))}
        ${may('cards') ? this.#place('/registry', 'pages', msg('Registry'), this.path.startsWith('/registry')) : ''}
        ${may('tasks') ? this.#place('/tasks', 'circle-check', msg('Tasks'), this.path.startsWith('/tasks')) : ''}
        ${may('capture.watch') ? this.#place('/capture', 'scan', msg('Capture'), this.path.startsWith('/capture')) : ''}
        ${may('retention.watch') ? this.#place('/retention', 'shield', msg('Retention'), this.path.startsWith('/retention')) : may('acts') ? this.#place('/retention/acts', 'shield', msg('Retention'), this.path.startsWith('/retention')) : ''}
        ${may('counter') ? this.#place('/counter', 'person', msg('Counter'), this.path.startsWith('/counter')) : ''}
        ${this.#place('/files', 'archive', msg('Files'), filePlanPaths.some((path) => this.path === path || this.path.startsWith(`${path}/`)))}
        ${may('stations.enrol') ? this.#place('/administration', 'users', msg('Administration'), this.path.startsWith('/administration')) : may('kinds') ? this.#place('/administration/kinds', 'users', msg('Administration'), this.path.startsWith('/administration')) : ''}
      </ul></nav>
      <div class="end">
        <opis-bell></opis-bell>
        <button class="help" aria-label=${msg('Help and shortcuts')} title=${msg('Help and shortcuts')} @click=${this.#help}>
          <wa-icon name="help"></wa-icon>
        </button>
        <opis-account .user=${this.user}></opis-account>
      </div>
    </header>`
  }

  /** Where not all places fit, the one that is open must be in sight. */
  override updated(): void {
    const shown = this.renderRoot.querySelector<HTMLElement>('[aria-current]')
    for (const bar of this.renderRoot.querySelectorAll('nav, nav ul')) if (shown !== null) bar.scrollLeft = shown.offsetLeft - (bar.clientWidth - shown.offsetWidth) / 2
  }

  #place(href: string, icon: string, label: string, here: boolean) {
    return html`<li><a href=${href} aria-current=${here ? 'page' : nothing}><wa-icon name=${icon}></wa-icon><span>${label}</span></a></li>`
  }

  #help(): void {
    this.dispatchEvent(new CustomEvent('help'))
  }
}

define('opis-header', Header)
