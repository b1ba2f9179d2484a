import { css } from 'lit'

/** A table marked by `stacked()`: on a narrow screen its rows stand below each other as cards, each cell with the name of its column. */
export const stackedTable = css`
  @media (max-width: 40rem) {
    .stacked,
    .stacked :is(thead, tbody, tr) {
      display: block;
    }
    .stacked tr > :is(td, th) {
      display: flow-root;
      min-inline-size: 0;
      padding: var(--o-1) 0;
      border: 0;
      text-align: start;
      white-space: normal;
      overflow-wrap: anywhere;
    }
    .stacked tbody tr {
      padding-block: var(--o-3);
      border-block-end: 1px solid var(--o-line);
    }
    .stacked tbody tr:last-child {
      border: 0;
    }
    .stacked tbody tr > :is(td, th:not(:first-child)):not([data-label='']) {
      padding-inline-start: 9rem;
    }
    .stacked tbody tr > :is(td, th:not(:first-child)):not([data-label=''])::before {
      /* The head says it to those who hear the table. */
      content: attr(data-label) / '';
      float: inline-start;
      inline-size: 8.5rem;
      margin-inline: -9rem var(--o-2);
      color: var(--o-quiet);
      font-size: var(--o-tiny);
      font-weight: 500;
      overflow-wrap: anywhere;
    }
    .stacked tr > :is(td, th):empty {
      display: none;
    }
    .stacked tbody tr > th:first-child {
      font-size: var(--o-small);
      font-weight: 650;
      color: var(--o-text);
    }
    .stacked thead:not(:has(input)),
    .stacked thead th:not(:has(input)) {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
      white-space: nowrap;
    }
    .stacked thead th::after {
      content: attr(data-label) / '';
      margin-inline-start: var(--o-2);
    }
  }
`
