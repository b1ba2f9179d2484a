import { css } from 'lit'

/** The end of a row that is text or several buttons keeps within the card; a plain button alone reaches over its padding. */
export const rowEnd = css`
  .rows > li > .row.row:last-child,
  .rows > li > .small.small:last-child {
    margin-inline-end: 0;
  }
`
