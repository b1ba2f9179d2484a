import { css } from 'lit'
import { shared } from '../styles/shared.ts'

/** Look of one exception of a batch. */
export const exceptionStyles = [
  shared,
  css`
    article {
      display: grid;
      gap: var(--o-4);
      padding: var(--o-4) var(--o-5);
      background: var(--o-surface);
      border: 1px solid var(--o-line);
      border-inline-start: 4px solid var(--o-care);
      border-radius: var(--o-radius);
    }
    .head {
      display: grid;
      grid-template-columns: auto minmax(0, 1fr);
      gap: var(--o-3);
    }
    .head wa-icon {
      color: var(--o-care);
      font-size: 1.5rem;
    }
    h3 {
      font-size: 1rem;
      font-weight: 650;
    }
    .images {
      display: flex;
      flex-wrap: wrap;
      gap: var(--o-2);
    }
    .image {
      display: grid;
      justify-items: center;
      gap: 0.125rem;
      padding: var(--o-1);
      border: 2px solid transparent;
      border-radius: var(--o-radius-small);
      background: none;
      color: inherit;
      font: inherit;
      font-size: var(--o-tiny);
      font-variant-numeric: tabular-nums;
    }
    button.image {
      cursor: pointer;
    }
    button.image[aria-pressed='true'] {
      border-color: var(--o-accent);
      background: var(--o-accent-quiet);
    }
    button.image[aria-pressed='false'] {
      opacity: 0.45;
    }
    img {
      inline-size: 5rem;
      aspect-ratio: 1 / 1.414;
      object-fit: cover;
      object-position: top;
      background: var(--o-sunken);
      border: 1px solid var(--o-line);
    }
    form {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(13rem, 1fr));
      gap: var(--o-3);
      align-items: end;
      padding: var(--o-4);
      background: var(--o-ground);
      border-radius: var(--o-radius);
    }
    form p {
      grid-column: 1 / -1;
    }
    form wa-button {
      justify-self: start;
    }
  `,
]
