import { css } from 'lit'
import { shared } from '../styles/shared.ts'

/** Layout that the screens of the file plan share. */
export const planStyles = [
  shared,
  css`
    .beside {
      display: grid;
      grid-template-columns: minmax(15rem, 20rem) minmax(0, 1fr);
      gap: var(--o-5);
      align-items: start;
    }
    .columns {
      display: grid;
      grid-template-columns: minmax(0, 3fr) minmax(16rem, 2fr);
      gap: var(--o-5);
      align-items: start;
    }
    .wide {
      flex: 1;
      min-inline-size: min(14rem, 100%);
    }
    .low {
      align-self: end;
    }
    .whole {
      grid-column: 1 / -1;
    }
    .rows.card {
      padding-block: var(--o-2);
    }
    .rows > li > :last-child:not(:first-child) {
      margin-inline-end: 0;
    }
    dl.about {
      display: grid;
      grid-template-columns: auto minmax(0, 1fr);
      gap: var(--o-2) var(--o-4);
    }
    dt {
      color: var(--o-quiet);
    }
    .tree ul {
      padding-inline-start: var(--o-4);
    }
    .tree a {
      display: flex;
      justify-content: space-between;
      gap: var(--o-2);
      padding: var(--o-1) var(--o-2);
      border-radius: var(--o-radius-small);
      color: var(--o-text);
      text-decoration: none;
      overflow-wrap: anywhere;
    }
    .tree a:hover {
      background: var(--o-hover);
    }
    .tree a[aria-current] {
      background: var(--o-accent-quiet);
      color: var(--o-accent);
      font-weight: 600;
    }
    .tree h2 {
      margin-block: var(--o-3) var(--o-1);
    }
    @media (max-width: 40rem) {
      dl.about {
        grid-template-columns: minmax(0, 1fr);
        gap: 0;
      }
      dl.about dd {
        margin-block-end: var(--o-2);
      }
    }
    @media (max-width: 56rem) {
      .beside,
      .columns {
        grid-template-columns: minmax(0, 1fr);
      }
    }
  `,
]
