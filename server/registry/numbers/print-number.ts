import type { RegisterConstants } from '#contract/registers.ts'
import { renderNumber, type NumberParts } from './number-template.ts'

/** What stands before every number of test mode. */
export const testMark = 'TEST-'

/** The number as it is printed; in test mode with the mark before it. */
export function printNumber(of: { template: string; constants: RegisterConstants }, test: boolean, parts: NumberParts): string {
  return `${test ? testMark : ''}${renderNumber(of.template, of.constants, parts)}`
}
