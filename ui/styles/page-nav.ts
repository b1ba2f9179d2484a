import { css } from 'lit'

/** A small bar of links between pages that belong together; the one that is shown stands out. */
export const pageNav = css`
  ul {
    display: flex;
    flex-wrap: wrap;
    gap: var(--o-1);
    border-block-end: 1px solid var(--o-line);
    padding-block-end: var(--o-2);
  }
  a {
    display: block;
    padding: var(--o-2) var(--o-3);
    border-radius: var(--o-radius-small);
    text-decoration: none;
    color: var(--o-quiet);
    font-weight: 550;
    font-size: var(--o-small);
  }
  a:hover {
    background: var(--o-hover);
    color: var(--o-text);
  }
  a[aria-current] {
    background: var(--o-accent-quiet);
    color: var(--o-accent);
  }
  /* On a narrow screen one line that scrolls, rather than half the screen. */
  @media (max-width: 40rem) {
    ul {
      position: relative;
      flex-wrap: nowrap;
      overflow-x: auto;
      scrollbar-width: thin;
      margin-inline: calc(-1 * var(--o-4));
      padding-inline: var(--o-4);
    }
    a {
      display: flex;
      align-items: center;
      min-block-size: 2.75rem;
      white-space: nowrap;
    }
    a:focus-visible {
      outline-offset: -3px;
    }
  }
`
