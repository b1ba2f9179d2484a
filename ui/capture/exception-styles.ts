import { css } from 'lit'
import { shared } from '../styles/shared.ts'

/** Look of one exception of a batch. */
export const exceptionStyles = [
  shared,
  css`
    .card {
      display: grid;
      gap: var(--o-4);
      padding: var(--o-4) var(--o-5);
      border-inline-start: 4px solid var(--o-care);
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
    .images li {
      position: relative;
    }
    button.image {
      cursor: pointer;
    }
    .look {
      cursor: zoom-in;
    }
    .closer {
      position: absolute;
      inset: var(--o-2) var(--o-2) auto auto;
      display: grid;
      place-items: center;
      inline-size: 2rem;
      block-size: 2rem;
      border: 1px solid var(--o-line-strong);
      border-radius: 50%;
      background: var(--o-surface);
      color: var(--o-text);
      cursor: zoom-in;
    }
    button.image[aria-pressed='true'] {
      border-color: var(--o-accent);
      background: var(--o-accent-quiet);
    }
    button.image[aria-pressed='false'] {
      opacity: 0.45;
    }
    img {
      inline-size: 7.5rem;
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
