import { css } from 'lit'
import { fieldStyles } from '../registry/field-styles.ts'

/** Screens of the one window: fields in a grid that becomes one column on a narrow screen. */
export const counterStyles = [
  fieldStyles,
  css`
    .grid {
      display: grid;
      grid-template-columns: repeat(4, minmax(0, 1fr));
      gap: var(--o-3) var(--o-4);
      align-items: start;
    }
    .grid > .half {
      grid-column: span 2;
    }
    .grid > .whole {
      grid-column: 1 / -1;
    }
    .tick {
      font-size: 1rem;
      font-weight: 400;
      cursor: pointer;
    }
    .tick input {
      inline-size: 1.125rem;
      block-size: 1.125rem;
      vertical-align: -0.1875rem;
    }
    .rows > li > .row:last-child:not(:first-child, form) {
      margin-inline-end: 0;
      align-items: center;
    }
    .big {
      font-size: 2.75rem;
      font-weight: 700;
      line-height: 1.1;
      overflow-wrap: anywhere;
    }
    @media (max-width: 48rem) {
      .grid {
        grid-template-columns: minmax(0, 1fr);
      }
      .grid > .half {
        grid-column: 1 / -1;
      }
    }
  `,
]
