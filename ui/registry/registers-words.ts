import { msg, str } from '@lit/localize'
import type { EntryView, RegisterCheck, RegisterView } from '../api/registers.ts'
import type { ImportFault, RegisterFault } from '#contract/register-views.ts'

/** When numbering begins anew, in words; the day as DD.MM, as it is typed. */
export function resetName(reset: RegisterView['reset']): string {
  if (reset.kind === 'never') return msg('never')
  if (reset.kind === 'convocation') return msg('with each convocation')
  return msg(str`each year on ${reset.on.split('-').toReversed().join('.')}`)
}

const faults: Readonly<Record<RegisterFault['kind'], () => string>> = {
  'missing': () => msg('Numbers that are missing'),
  'beyond-counter': () => msg('Numbers beyond the counter'),
  'in-paper-range': () => msg('Numbers of the paper book that were given out, or the other way round'),
  'without-card': () => msg('Numbers without a document'),
  'outside-block': () => msg('Numbers that do not fit the blocks handed out'),
  'blocks-overlap': () => msg('Blocks that overlap'),
  'repeat-gap': () => msg('Repeat numbers with a gap'),
  'double': () => msg('Numbers that stand twice'),
  'same-number': () => msg('Different numbers that are printed alike'),
}
export const faultText = (fault: RegisterCheck['periods'][number]['faults'][number]): string => `${faults[fault.kind]()}: ${fault.count} (${fault.first.join(', ')}${fault.count > fault.first.length ? ' …' : ''})`

const importFaultWords: Readonly<Record<ImportFault, () => string>> = {
  'bad-encoding': () => msg('not text of the chosen encoding; choose another one'),
  'no-header': () => msg('there is no line with the titles of the columns'),
  'column-missing': () => msg('this column is missing'),
  'quote-not-closed': () => msg('a quotation mark is not closed'),
  'line-too-long': () => msg('the line is too long'),
  'too-many-lines': () => msg('the file has too many lines; take it over in parts'),
  'too-many-cells': () => msg('the line has too many columns'),
  'formula': () => msg('a formula has no place in a register'),
  'control-character': () => msg('there are characters that cannot be printed'),
  'number-missing': () => msg('the number is missing'),
  'sequence-unknown': () => msg('which part is the sequence number cannot be told; add a column “sequence”'),
  'bad-date': () => msg('there is no such date'),
  'date-to-come': () => msg('the date is still to come'),
  'twice-in-file': () => msg('the number stands twice in the file'),
  'number-taken': () => msg('the number stands in the register with another day or text'),
  'number-given-here': () => msg('numbers of this range are given out here'),
  'book-closed': () => msg('the book of this period is closed'),
}
export const importFaultText = (fault: ImportFault): string => importFaultWords[fault]()

const sources: Readonly<Record<EntryView['source'], () => string>> = {
  registered: () => '',
  block: () => msg('from a block'),
  imported: () => msg('from the old register'),
}
export const sourceName = (source: EntryView['source']): string => sources[source]()

/** Reason of an annulled number; that it was not used is said by the server in English. */
export const annulReason = (entry: EntryView): string => (entry.annulled === null ? '' : entry.source === 'block' && entry.annulled.reason === 'not used' ? msg('not used') : entry.annulled.reason)

const templateFaults: readonly (readonly [RegExp, (token: string) => string])[] = [
  [/^The template needs \{seq\}/, () => msg('The template needs {seq} exactly once.')],
  [/^The template has \{(\w+)\} twice/, (token) => msg(str`The template has {${token}} twice.`)],
  [/^There is no token \{(\w*)\}/, (token) => msg(str`There is no token {${token}}.`)],
  [/^The width of/, () => msg('The width of {seq:n} is a number from 1 to 9.')],
  [/^A brace is not closed/, () => msg('A brace is not closed.')],
  [/^Say what \{(\w+)\} stands for/, (token) => msg(str`Say what {${token}} stands for.`)],
  [/^Say the number of the convocation/, () => msg('Say the number of the convocation.')],
  [/^Numbers of this template/, () => msg('Numbers of this template cannot be told apart.')],
]

/** What the server says of a template, in the language of the reader. */
export function templateFaultText(fault: string): string {
  for (const [pattern, say] of templateFaults) {
    const found = pattern.exec(fault)
    if (found !== null) return say(found[1] ?? '')
  }
  return fault
}
