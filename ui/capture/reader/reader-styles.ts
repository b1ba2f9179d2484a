import { css } from 'lit'
import { shared } from '../../styles/shared.ts'

/** Layout of the notes about covers that were scanned by hand; with nothing to say they take no room. */
export const readerStyles = [
  shared,
  css`
    .note {
      display: grid;
      grid-template-columns: auto minmax(0, 1fr) auto;
      gap: var(--o-1) var(--o-3);
      align-items: start;
    }
    strong {
      font-weight: 650;
      overflow-wrap: anywhere;
    }
    @media (max-width: 40rem) {
      .note {
        grid-template-columns: auto minmax(0, 1fr);
      }
      .note > .row {
        grid-column: 2;
        justify-self: start;
      }
    }
  `,
]
