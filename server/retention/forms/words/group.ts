/** Grammatical gender of what is counted. */
export type Gender = 'masculine' | 'feminine' | 'neuter'

/** The largest number that can be said: 999,999,999. */
export const largestInWords = 999_999_999

/** A number taken apart into millions, thousands and the rest, each 0–999. Throws a RangeError for what cannot be said. */
export function groupsOf(count: number): { millions: number; thousands: number; rest: number } {
  if (!Number.isInteger(count) || count < 0 || count > largestInWords) throw new RangeError(`${count} cannot be said in words`)
  return { millions: Math.floor(count / 1_000_000), thousands: Math.floor(count / 1000) % 1000, rest: count % 1000 }
}

/** Hundreds, tens and ones of a number below 1,000. */
export function digitsOf(group: number): { hundreds: number; tens: number; ones: number } {
  return { hundreds: Math.floor(group / 100), tens: Math.floor(group / 10) % 10, ones: group % 10 }
}

/** The words that are there, with a space between. */
export const joined = (...words: readonly (string | undefined)[]): string => words.filter((word) => word !== undefined && word !== '').join(' ')
