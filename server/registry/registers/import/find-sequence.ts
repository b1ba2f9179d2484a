import { numberKey } from '#kernel/number-key.ts'
import type { Register } from '../../numbers/allocate.ts'
import { renderNumber } from '../../numbers/number-template.ts'

/**
 * Sequence and repeat number of a printed number: those with which the template of the register prints the same. A number
 * of another form has the sequence that its only run of digits is; null: nothing tells.
 */
export function findSequence(of: Pick<Register, 'template' | 'constants'>, written: string, year: number): { seq: number; repeat: number } | null {
  const runs = [...new Set(written.match(/\d+/g) ?? [])].map(Number).filter((run) => run >= 1 && run <= largest)
  const key = numberKey(written)
  for (const seq of runs) {
    for (const repeat of [0, ...runs]) if (numberKey(renderNumber(of.template, of.constants, { seq, repeat, year })) === key) return { seq, repeat }
  }
  const [only] = runs
  return only !== undefined && runs.length === 1 && (written.match(/\d+/g) ?? []).length === 1 ? { seq: only, repeat: 0 } : null
}

const largest = 9_999_999
