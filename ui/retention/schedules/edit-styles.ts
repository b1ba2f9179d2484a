import { css } from 'lit'
import { shared } from '../../styles/shared.ts'

/** Look of the editor: rules at the side, the chosen one in the middle. */
export const editStyles = [
  shared,
  css`
    .sides {
      display: grid;
      grid-template-columns: minmax(14rem, 20rem) minmax(0, 1fr);
      gap: var(--o-4);
      align-items: start;
    }
    nav.card ul {
      max-block-size: 70vh;
      overflow: auto;
    }
    .entry {
      display: block;
      inline-size: 100%;
      padding: var(--o-2) var(--o-3);
      border: 0;
      border-radius: var(--o-radius-small);
      background: none;
      color: var(--o-text);
      font: inherit;
      font-size: var(--o-small);
      text-align: start;
      cursor: pointer;
      overflow-wrap: anywhere;
    }
    .entry:hover {
      background: var(--o-hover);
    }
    .entry[aria-current] {
      background: var(--o-accent-quiet);
      color: var(--o-accent);
    }
    .text::part(textarea) {
      font-family: var(--o-font-code);
      font-size: var(--o-small);
      white-space: pre;
    }
    @media (max-width: 48rem) {
      .sides {
        grid-template-columns: minmax(0, 1fr);
      }
      nav.card ul {
        max-block-size: 14rem;
      }
    }
  `,
]
