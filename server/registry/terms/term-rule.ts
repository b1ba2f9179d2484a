import { z } from 'zod'
import { localName } from '#contract/units.ts'

const span = z.object({ value: z.int().min(1).max(3660), unit: z.enum(['day', 'working-day', 'month', 'hour']) })
export type Span = z.infer<typeof span>

/**
 * A rule of a legal profile: within what time something is due. The day after the base event is day 1 (Moldova, Ukraine,
 * Russia and Georgia alike). `status`: whether the value was seen in the law; what was not is said loudly on the screen.
 */
export const termRule = z.object({
  id: z.string(),
  name: localName,
  /** From which day it is counted. */
  from: z.enum(['registered', 'received']),
  term: span,
  /** `total`: from the base event, or added to the term. `notifyWithin`: until when the citizen must be told, else it is void. */
  extension: z.object({ ...span.shape, counts: z.enum(['added', 'total']), notifyWithin: span.optional() }).optional(),
  /** A shorter term for urgent matters, where the law has one. */
  urgent: span.optional(),
  /** Longest in exceptional cases, from the base event. */
  longest: span.optional(),
  /** Within which a body that is not competent must send it on. */
  forward: span.optional(),
  calendar: z.string(),
  roll: z.enum(['next-working-day', 'none']),
  basis: z.string(),
  source: z.string(),
  status: z.enum(['confirmed', 'unconfirmed']),
})
export type TermRule = z.infer<typeof termRule>
