import type { z } from 'zod'
import type { SetupFault } from '#contract/configuration.ts'
import { fault, type Place } from '../workbook/faults.ts'

type Path = readonly PropertyKey[]

/** The faults of a value that a form of the contract refuses, each at the column that `columnOf` finds for it. */
export function formFaults(error: z.ZodError, placeOf: (path: Path) => Place): SetupFault[] {
  return error.issues.map((issue) => {
    const place = placeOf(issue.path)
    if (issue.code === 'invalid_value') return fault(place, 'not-one-of', { values: issue.values.map(String).join(', ') })
    if (issue.code === 'too_big' || issue.code === 'too_small') return fault(place, 'out-of-range', { detail: issue.message })
    if (issue.code === 'invalid_type' && issue.input === undefined && issue.message.includes('undefined')) return fault(place, 'missing')
    return fault(place, 'bad-form', { detail: issue.message })
  })
}

/** `electronicSince` is the column electronic_since. */
export const snakeCase = (key: PropertyKey | undefined): string | null => (typeof key === 'string' ? key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`) : null)
