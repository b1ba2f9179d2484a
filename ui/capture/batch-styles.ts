import { css } from 'lit'
import { shared } from '../styles/shared.ts'

/** Layout of the screen of one batch. */
export const batchStyles = [
  shared,
  css`
    .state {
      font-size: 1rem;
      font-weight: 500;
      color: var(--o-quiet);
    }
    .live::before {
      content: '';
      display: inline-block;
      inline-size: 0.625rem;
      block-size: 0.625rem;
      margin-inline-end: var(--o-2);
      border-radius: 50%;
      background: var(--o-good);
    }
    .counters {
      display: grid;
      grid-template-columns: repeat(5, minmax(0, 1fr));
      gap: var(--o-3);
    }
    progress {
      appearance: none;
      inline-size: 100%;
      block-size: 0.5rem;
      border: 0;
      border-radius: 1rem;
      overflow: hidden;
      background: var(--o-line);
    }
    progress::-webkit-progress-bar {
      background: var(--o-line);
    }
    progress::-webkit-progress-value {
      background: var(--o-good);
      border-radius: 1rem;
      transition: inline-size 0.4s;
    }
    progress::-moz-progress-bar {
      background: var(--o-good);
    }
    .sum {
      display: flex;
      align-items: center;
      gap: var(--o-2);
      color: var(--o-good);
      font-weight: 550;
    }
    .sum wa-icon {
      font-size: 1.25rem;
    }
    .rejected {
      display: grid;
      gap: var(--o-2);
      overflow-wrap: anywhere;
    }
    @media (max-width: 48rem) {
      .counters {
        grid-template-columns: repeat(auto-fit, minmax(8rem, 1fr));
        gap: var(--o-2);
      }
    }
  `,
]
