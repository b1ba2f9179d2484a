import { css } from 'lit'
import { shared } from '../styles/shared.ts'

/** Layout of the search screen. */
export const searchStyles = [
  shared,
  css`
    .page {
      display: grid;
      gap: var(--o-5);
      grid-template-columns: minmax(0, 1fr);
    }
    .ask {
      display: grid;
      gap: var(--o-4);
      grid-template-columns: minmax(0, 1fr);
    }
    .start {
      max-inline-size: 44rem;
      padding-block-start: min(14vh, 8rem);
    }
    .start h1 {
      font-size: clamp(1.75rem, 5vw, 2.25rem);
      letter-spacing: -0.02em;
    }
    .tips {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(17rem, 1fr));
      gap: var(--o-2) var(--o-5);
      color: var(--o-quiet);
      font-size: 0.9375rem;
    }
    .tips code {
      font: 600 0.875rem var(--o-font-code);
      color: var(--o-text);
      background: var(--o-sunken);
      border-radius: var(--o-radius-small);
      padding: 0.1em 0.4em;
    }
    .result {
      display: grid;
      grid-template-columns: 14rem minmax(0, 1fr);
      gap: var(--o-6);
      align-items: start;
    }
    .facets-wide {
      position: sticky;
      inset-block-start: calc(var(--o-bar) + var(--o-5));
      max-block-size: calc(100vh - var(--o-bar) - 3rem);
      overflow-y: auto;
      padding-inline: var(--o-2);
      scrollbar-width: thin;
    }
    .facets-narrow {
      display: none;
    }
    .hits {
      display: grid;
      gap: var(--o-3);
      grid-template-columns: minmax(0, 1fr);
    }
    .head {
      display: flex;
      flex-wrap: wrap;
      justify-content: space-between;
      gap: var(--o-1) var(--o-4);
      margin-block-end: var(--o-3);
    }
    .note {
      display: flex;
      gap: var(--o-2);
      align-items: start;
      margin-block-end: var(--o-3);
    }
    .nothing {
      padding: var(--o-7) var(--o-5);
      text-align: center;
      display: grid;
      gap: var(--o-3);
      justify-items: center;
    }
    .nothing wa-icon {
      font-size: 2.5rem;
      color: var(--o-quiet);
    }
    .paging {
      display: flex;
      justify-content: space-between;
      align-items: center;
      gap: var(--o-3);
      margin-block-start: var(--o-5);
    }
    .paging a {
      padding: var(--o-2) var(--o-4);
      border: 1px solid var(--o-line-strong);
      border-radius: var(--o-radius-small);
      text-decoration: none;
      font-weight: 550;
      background: var(--o-surface);
    }
    .paging a:hover {
      background: var(--o-hover);
    }
    .stale {
      opacity: 0.6;
    }
    @media (max-width: 56rem) {
      .result {
        grid-template-columns: minmax(0, 1fr);
        gap: var(--o-4);
      }
      .facets-wide {
        display: none;
      }
      .facets-narrow {
        display: block;
        background: var(--o-surface);
        border: 1px solid var(--o-line);
        border-radius: var(--o-radius);
        padding: var(--o-3) var(--o-4);
        margin-block-end: var(--o-3);
      }
      .facets-narrow summary {
        font-weight: 600;
        cursor: pointer;
      }
      .facets-narrow opis-facets {
        margin-block-start: var(--o-4);
      }
    }
  `,
]
