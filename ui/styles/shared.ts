import { css } from 'lit'

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
  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--o-3);
  }
  .spread {
    justify-content: space-between;
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
  @media (max-width: 40rem) {
    .page {
      padding: var(--o-4) var(--o-4) var(--o-6);
    }
    .card {
      padding: var(--o-4);
    }
  }
`
