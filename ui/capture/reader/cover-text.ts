import { msg, str } from '@lit/localize'
import type { CoverFacts } from '#contract/by-hand.ts'
import { classTitle } from '../../state/classes.ts'
import { formatDate, formatNumber } from '../../text/format.ts'

/** What a cover says of its record, in one line: class, file, date, sheets; its number where it says nothing. */
export function coverText(cover: CoverFacts): string {
  const parts = [
    cover.class === null ? '' : classTitle(cover.class),
    cover.file === null ? '' : msg(str`file ${cover.file}`),
    cover.date === null ? '' : formatDate(cover.date),
    cover.sheets === null ? '' : msg(str`sheets: ${formatNumber(cover.sheets)}`),
  ].filter((part) => part !== '')
  return parts.length === 0 ? cover.id : parts.join(', ')
}
