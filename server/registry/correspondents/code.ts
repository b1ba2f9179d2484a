/** A code as it is kept: capital letters and digits alone. */
export const plainCode = (written: string): string => written.normalize('NFKC').toUpperCase().replace(/[^\p{L}\p{N}]/gu, '')

const weigh = (digits: readonly number[], weights: readonly number[]): number => weights.reduce((sum, weight, at) => sum + weight * (digits[at] ?? 0), 0)

/** Moldova, IDNO and IDNP: weights 7 3 1 over twelve digits, modulo 10. */
const idno = (digits: readonly number[]): boolean => weigh(digits, [7, 3, 1, 7, 3, 1, 7, 3, 1, 7, 3, 1]) % 10 === digits[12]

/** Ukraine, code of an undertaking: other weights for numbers from 30000000 to 60000000, and others again where 11 leaves 10. */
function edrpou(digits: readonly number[]): boolean {
  const weights = [3, 4, 5].includes(digits[0] ?? 0) ? [7, 1, 2, 3, 4, 5, 6] : [1, 2, 3, 4, 5, 6, 7]
  const first = weigh(digits, weights) % 11
  return (first < 10 ? first : (weigh(digits, weights.map((weight) => weight + 2)) % 11) % 10) === digits[7]
}

/** Ukraine, number of a taxpayer. */
const rntrc = (digits: readonly number[]): boolean => (((weigh(digits, [-1, 5, 7, 9, 4, 6, 10, 5, 7]) % 11) + 11) % 11) % 10 === digits[9]

/** Russia, INN of an undertaking and of a person. */
const inn10 = (digits: readonly number[]): boolean => (weigh(digits, [2, 4, 10, 3, 5, 9, 4, 6, 8]) % 11) % 10 === digits[9]
const inn12 = (digits: readonly number[]): boolean =>
  (weigh(digits, [7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) % 11) % 10 === digits[10] && (weigh(digits, [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) % 11) % 10 === digits[11]

/** By length; of two that share a length one must fit. Georgian codes (9 and 11 digits) have no check digit that is published. */
const checks: Record<number, readonly ((digits: readonly number[]) => boolean)[]> = { 8: [edrpou], 10: [rntrc, inn10], 12: [inn12], 13: [idno] }

/** Whether a code has the length of a known one and a check digit that does not fit: probably mistyped. */
export function codeFault(code: string): boolean {
  if (!/^\d+$/.test(code)) return false
  const digits = Array.from(code, Number)
  return checks[code.length]?.every((fits) => !fits(digits)) ?? false
}
