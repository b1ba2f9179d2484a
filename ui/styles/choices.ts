import { css } from 'lit'

/** Links beside each other that choose what a list shows; the one that is chosen stands out. */
export const choices = css`
  .choices {
    display: flex;
    flex-wrap: wrap;
    gap: var(--o-2);
  }
  .choices a {
    display: block;
    padding: var(--o-2) var(--o-3);
    border: 1px solid var(--o-line);
    border-radius: var(--o-radius-small);
    background: var(--o-surface);
    font-size: var(--o-small);
    text-decoration: none;
  }
  .choices a[aria-current] {
    border-color: var(--o-accent);
    background: var(--o-accent-quiet);
  }
  @media (max-width: 40rem) {
    .choices a {
      display: flex;
      align-items: center;
      min-block-size: 2.75rem;
    }
  }
`
