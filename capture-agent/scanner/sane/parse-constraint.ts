import type { SaneConstraint, SaneOption, SaneUnit } from './sane-option.ts'

type Values = Pick<SaneOption, 'unit' | 'several' | 'automatic'> & { constraint: SaneConstraint }

const number = String.raw`-?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?`
const unit = '(mm|dpi|pel|bit|%|us)?'
const range = new RegExp(`^(${number})\\.\\.(${number})${unit}(,\\.\\.\\.)?(?: \\(in steps of (${number})\\))?$`)
const lastOfList = new RegExp(`^(${number})${unit}$`)
const plainNumber = new RegExp(`^${number}$`)

/** Reads the values of an option: `1..1200dpi (in steps of 1)`, `75|300|600dpi`, `Gray|Color`, `<int>,...`. */
export function parseConstraint(text: string): Values {
  const automatic = text.startsWith('auto|')
  const values = automatic ? text.slice('auto|'.length) : text
  const free = /^<(int|float|string)>(,\.\.\.)?$/.exec(values)
  if (free !== null) return { constraint: { kind: 'free', of: free[1] as 'int' | 'float' | 'string' }, unit: null, several: free[2] !== undefined, automatic }
  const between = range.exec(values)
  if (between === null) return { ...parseList(values), automatic }
  const [, min, max, unitOfRange, several, step] = between
  const constraint: SaneConstraint = { kind: 'range', min: Number(min), max: Number(max), step: step === undefined ? null : Number(step) }
  return { constraint, unit: unitOf(unitOfRange), several: several !== undefined, automatic }
}

/** A list of numbers has its unit behind the last; texts that look like it (`Default|10mm|15mm`) stay as they are. */
function parseList(text: string): Omit<Values, 'automatic'> {
  const several = text.endsWith(',...')
  const values = (several ? text.slice(0, -',...'.length) : text).split('|')
  const last = lastOfList.exec(values.at(-1) ?? '')
  // Some drivers put an empty entry in front of their numbers.
  const numbers = values.slice(0, -1).filter((value) => value !== '')
  if (last === null || !numbers.every((value) => plainNumber.test(value))) return { constraint: { kind: 'list', values }, unit: null, several }
  return { constraint: { kind: 'list', values: [...numbers, last[1] ?? ''] }, unit: unitOf(last[2]), several }
}

function unitOf(text: string | undefined): SaneUnit | null {
  return text === undefined ? null : (text as SaneUnit)
}
