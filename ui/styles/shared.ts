import { css } from 'lit'
import { narrow } from './narrow.ts'
import { stackedTable } from './stacked-table.ts'

/** Rules that every element of ours starts from: text, links, focus, headings, helpers. */
export const shared = css`
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  :host {
    display: block;
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  h1,
  h2,
  h3,
  p,
  ul,
  ol,
  dl,
  dd,
  figure {
    margin: 0;
    padding: 0;
  }
  ul,
  ol {
    list-style: none;
  }
  h1 {
    font-size: 1.5rem;
    font-weight: 650;
    line-height: 1.25;
    letter-spacing: -0.01em;
    overflow-wrap: anywhere;
  }
  h1:focus {
    outline: none;
  }
  h2 {
    font-size: 1.0625rem;
    font-weight: 650;
    line-height: 1.3;
  }
  a {
    color: var(--o-accent);
    text-underline-offset: 0.18em;
    text-decoration-thickness: from-font;
  }
  a:hover {
    text-decoration-thickness: 2px;
  }
  :focus-visible {
    outline: 3px solid var(--o-focus);
    outline-offset: 2px;
    border-radius: var(--o-radius-small);
  }
  mark {
    background: var(--o-mark);
    color: var(--o-mark-text);
    border-radius: 0.2em;
    padding: 0 0.1em;
  }
  kbd {
    font: 600 var(--o-tiny) / 1 var(--o-font-code);
    border: 1px solid var(--o-line-strong);
    border-block-end-width: 2px;
    border-radius: 0.3em;
    padding: 0.2em 0.45em;
    background: var(--o-surface);
  }
  table {
    border-collapse: collapse;
    inline-size: 100%;
  }
  th {
    text-align: start;
    font-size: var(--o-tiny);
    font-weight: 600;
    color: var(--o-quiet);
  }
  th,
  td {
    padding: var(--o-2) var(--o-3);
    border-block-end: 1px solid var(--o-line);
    vertical-align: top;
  }
  ${stackedTable}
  summary {
    padding-block: 0.125rem;
  }
  .quiet {
    color: var(--o-quiet);
  }
  .small {
    font-size: var(--o-small);
  }
  .card {
    background: var(--o-surface);
    border: 1px solid var(--o-line);
    border-radius: var(--o-radius);
    padding: var(--o-5);
  }
  .note {
    padding: var(--o-3) var(--o-4);
    background: var(--fill);
    border: 1px solid var(--edge);
    border-radius: var(--o-radius);
  }
  .note > wa-icon {
    color: var(--ink);
    font-size: 1.25rem;
  }
  .tone-calm {
    --fill: var(--o-accent-quiet);
    --ink: var(--o-accent);
    --edge: color-mix(in oklab, var(--o-accent) 30%, transparent);
  }
  .tone-good {
    --fill: var(--o-good-quiet);
    --ink: var(--o-good);
    --edge: color-mix(in oklab, var(--o-good) 35%, transparent);
  }
  .tone-care {
    --fill: var(--o-care-quiet);
    --ink: var(--o-care);
    --edge: color-mix(in oklab, var(--o-care) 40%, transparent);
  }
  .tone-bad {
    --fill: var(--o-bad-quiet);
    --ink: var(--o-bad);
    --edge: color-mix(in oklab, var(--o-bad) 35%, transparent);
  }
  .badge {
    display: inline-block;
    padding: 0.125rem var(--o-2);
    border: 1px solid var(--edge);
    border-radius: 1rem;
    background: var(--fill);
    color: var(--ink);
    font-size: var(--o-tiny);
    font-weight: 600;
  }
  .tone-plain {
    --fill: var(--o-sunken);
    --ink: var(--o-quiet);
    --edge: var(--o-line-strong);
  }
  .thumb {
    aspect-ratio: 1 / 1.414;
    object-fit: cover;
    object-position: top;
    background: var(--o-sunken);
    border: 1px solid var(--o-line);
    border-radius: var(--o-radius-small);
  }
  .back,
  .action {
    display: inline-flex;
    align-items: center;
    gap: var(--o-2);
    font-weight: 600;
    text-decoration: none;
  }
  .action {
    padding: var(--o-2) var(--o-4);
    border-radius: var(--o-radius-small);
    background: var(--o-accent);
    color: var(--o-on-accent);
  }
  .action:hover {
    filter: brightness(1.1);
  }
  .rows > li {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: var(--o-2) var(--o-4);
    padding-block: var(--o-3);
    border-block-end: 1px solid var(--o-line);
  }
  .rows > li:last-child {
    border: 0;
  }
  .rows > li > :first-child {
    flex: 1 1 14rem;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  .rows > li > :last-child:not(:first-child, .badge, form, [appearance='outlined']) {
    margin-inline-end: calc(-1 * var(--o-3));
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--o-3);
  }
  .spread {
    justify-content: space-between;
  }
  .row:has(> .field, > wa-input, > wa-select) {
    align-items: end;
  }
  input[type='file'] {
    max-inline-size: 100%;
    font: inherit;
    font-size: var(--o-small);
  }
  ::file-selector-button {
    margin-inline-end: var(--o-3);
    padding: var(--o-2) var(--o-3);
    border: 1px solid var(--o-line-strong);
    border-radius: var(--o-radius-small);
    background: var(--o-surface);
    color: var(--o-text);
    font: inherit;
    cursor: pointer;
  }
  .fields {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 12rem), 1fr));
    gap: var(--o-4);
    align-items: start;
  }
  .fields.roomy {
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 16rem), 1fr));
  }
  .fields > wa-button,
  .fields > .row,
  .fields > p {
    grid-column: 1 / -1;
    justify-self: start;
  }
  .care {
    color: var(--o-care);
  }
  .number {
    text-align: end;
    font-variant-numeric: tabular-nums;
  }
  .scroll {
    overflow-x: auto;
  }
  .scroll .title {
    min-inline-size: 12rem;
  }
  code {
    font: 600 var(--o-small) / 1.4 var(--o-font-code);
    overflow-wrap: anywhere;
  }
  .stack {
    display: grid;
    gap: var(--o-4);
    grid-template-columns: minmax(0, 1fr);
  }
  .unseen {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .page {
    max-inline-size: 76rem;
    margin-inline: auto;
    padding: var(--o-5) var(--o-5) var(--o-7);
  }
  @media (prefers-reduced-motion: reduce) {
    *,
    *::before,
    *::after {
      transition: none !important;
      animation: none !important;
      scroll-behavior: auto !important;
    }
  }
  ${narrow}
  /* On paper stands what the page says, not what can be done with it. */
  @media print {
    wa-button,
    .no-print {
      display: none !important;
    }
  }
`
