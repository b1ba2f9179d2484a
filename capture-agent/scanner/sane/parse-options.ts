import { parseConstraint } from './parse-constraint.ts'
import type { SaneOption } from './sane-option.ts'

/** Four blanks and a name: descriptions stand deeper, groups less deep. */
const optionLine = /^ {4}-{1,2}(\S.*)$/
const groupLine = /^ {2}(\S.*):$/
const states = { inactive: 'inactive', hardware: 'hardware', 'read-only': 'read-only', advanced: 'settable' } as const

/**
 * Reads what `scanimage -d DEVICE -A` prints: groups, options with their values, units, ranges, lists and
 * present value. Lines that are none of these (descriptions, a driver's own chatter) are passed over.
 */
export function parseOptions(text: string): SaneOption[] {
  const options: SaneOption[] = []
  let group: string | null = null
  for (const line of text.split('\n')) {
    const title = groupLine.exec(line)?.[1]
    if (title !== undefined) group = title
    const option = optionLine.exec(line)?.[1]
    if (option !== undefined) options.push({ ...parseOption(option), group })
  }
  return options
}

/** `NAME VALUES [present] [state]`, where a switch is `NAME[=(yes|no)]`. */
function parseOption(text: string): Omit<SaneOption, 'group'> {
  const { rest, current, state } = splitTail(text)
  const asSwitch = /^(.*?)\[=\((auto\|)?yes\|no\)\]$/.exec(rest)
  if (asSwitch !== null) {
    return { name: asSwitch[1] ?? '', constraint: { kind: 'switch' }, unit: null, several: false, automatic: asSwitch[2] !== undefined, current, state }
  }
  const blank = rest.indexOf(' ')
  if (blank < 0) return { name: rest, constraint: { kind: 'button' }, unit: null, several: false, automatic: false, current: null, state }
  return { name: rest.slice(0, blank), ...parseConstraint(rest.slice(blank + 1)), current, state }
}

/** Takes the brackets off the end: states first, then the present value, which may hold any text, brackets too. */
function splitTail(text: string): { rest: string; current: string | null; state: SaneOption['state'] } {
  let rest = text.trimEnd()
  let state: SaneOption['state'] = 'settable'
  for (;;) {
    const word = / \[(inactive|hardware|read-only|advanced)\]$/.exec(rest)
    if (word === null) break
    const found = states[word[1] as keyof typeof states]
    if (found !== 'settable') state = found
    rest = rest.slice(0, word.index)
  }
  const start = rest.endsWith(']') ? rest.indexOf(' [') : -1
  if (start < 0 || state === 'inactive') return { rest, current: null, state }
  return { rest: rest.slice(0, start), current: rest.slice(start + 2, -1), state }
}
