import { css } from 'lit'
import { shared } from '../styles/shared.ts'

/** Look of the list of users. */
export const userStyles = [
  shared,
  css`
    .out strong {
      color: var(--o-quiet);
    }
    .tight {
      gap: 0;
      margin-inline-start: calc(-1 * var(--o-3));
    }
  `,
]
