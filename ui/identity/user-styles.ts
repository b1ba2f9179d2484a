import { css } from 'lit'
import { shared } from '../styles/shared.ts'

/** Look of the list of users. */
export const userStyles = [
  shared,
  css`
    li {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      justify-content: space-between;
      gap: var(--o-2) var(--o-4);
      padding-block: var(--o-3);
      border-block-end: 1px solid var(--o-line);
    }
    li:last-child {
      border: 0;
    }
    .who {
      flex: 1 1 14rem;
      min-inline-size: 0;
      overflow-wrap: anywhere;
    }
    .out strong {
      color: var(--o-quiet);
    }
    .tight {
      gap: 0;
      margin-inline-start: calc(-1 * var(--o-3));
    }
  `,
]
