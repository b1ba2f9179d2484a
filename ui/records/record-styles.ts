import { css } from 'lit'
import { shared } from '../styles/shared.ts'

/** Layout of the record screen. */
export const recordStyles = [
  shared,
  css`
    .row h1 {
      flex: 1 1 20rem;
    }
    .columns {
      display: grid;
      grid-template-columns: minmax(0, 1fr) 22rem;
      gap: var(--o-4);
      align-items: start;
    }
    dl {
      display: grid;
      gap: var(--o-2);
    }
    dl div {
      display: grid;
      grid-template-columns: 7.5rem minmax(0, 1fr);
      gap: var(--o-3);
    }
    dt {
      color: var(--o-quiet);
      font-size: var(--o-small);
    }
    dd {
      overflow-wrap: anywhere;
    }
    .pages {
      display: flex;
      flex-wrap: wrap;
      gap: var(--o-3);
    }
    .pages a {
      display: grid;
      justify-items: center;
      gap: var(--o-1);
      font-size: var(--o-tiny);
      text-decoration: none;
      color: var(--o-quiet);
    }
    .pages img,
    .pages .more {
      inline-size: 6rem;
      block-size: 8.5rem;
    }
    .pages a:hover img {
      border-color: var(--o-accent);
    }
    .pages img.none {
      visibility: hidden;
    }
    .pages .more {
      place-content: center;
      font-size: 1.125rem;
      font-weight: 600;
    }
    .renditions {
      display: grid;
      gap: var(--o-3);
    }
    .renditions .row {
      flex-wrap: nowrap;
      align-items: baseline;
    }
    .renditions .row span {
      white-space: nowrap;
    }
    .history {
      display: grid;
      gap: var(--o-3);
    }
    .history li {
      display: grid;
      grid-template-columns: 12rem minmax(0, 1fr);
      gap: var(--o-3);
      padding-inline-start: var(--o-3);
      border-inline-start: 3px solid var(--o-line);
    }
    time {
      font-size: var(--o-small);
      color: var(--o-quiet);
      font-variant-numeric: tabular-nums;
    }
    @media (max-width: 56rem) {
      .columns {
        grid-template-columns: minmax(0, 1fr);
      }
    }
    @media (max-width: 40rem) {
      .history li {
        grid-template-columns: minmax(0, 1fr);
        gap: 0;
      }
      .pages img,
      .pages .more {
        inline-size: 4.5rem;
        block-size: 6.4rem;
      }
    }
  `,
]
