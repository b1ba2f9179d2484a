import { css } from 'lit'
import { shared } from '../styles/shared.ts'

/** Lists whose rows end with words instead of a button: these stay within the card. */
export const rowStyles = [
  shared,
  css`
    .rows > li > span:last-child:not(:first-child) {
      margin-inline-end: 0;
    }
  `,
]
