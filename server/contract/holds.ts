import { z } from 'zod'
import { civilDate } from './common.ts'

export const holdNumber = z.string().regex(/^H-[1-9]\d{0,8}$/)
export const holdScopeKinds = ['record', 'file', 'class', 'query', 'person'] as const

/** `target`: id of a record; id of a file, or its class and index (`decisions 01-12`); code of a class; a search; id or whole name of a person. */
export const holdScope = z.object({ kind: z.enum(holdScopeKinds), target: z.string().trim().min(1).max(1000) })
export type HoldScopeForm = z.infer<typeof holdScope>

/** `from`: today unless it is said; not to come. `reviewOn`: the day on which somebody looks whether it is still needed. */
export const newHold = z.object({
  reason: z.string().trim().min(1).max(1000),
  authority: z.string().trim().min(1).max(500),
  from: civilDate.optional(),
  reviewOn: civilDate,
  scopes: z.array(holdScope).min(1).max(200),
})
export const releaseHold = z.object({ reason: z.string().trim().min(1).max(1000) })
export const holdReview = z.object({ reviewOn: civilDate, note: z.string().trim().min(1).max(1000) })

export const holdView = z.object({
  number: holdNumber,
  reason: z.string(),
  authority: z.string(),
  from: z.string(),
  reviewOn: z.string(),
  reviewDue: z.boolean(),
  placedBy: z.string(),
  placedAt: z.string(),
  released: z.object({ on: z.string(), by: z.string(), reason: z.string() }).nullable(),
  /** `name`: the target as people know it. */
  scopes: z.array(holdScope.extend({ name: z.string() })),
})
export type HoldView = z.infer<typeof holdView>
export const holdList = z.object({ total: z.int(), holds: z.array(holdView) })

/** A page of what a hold covers; `total` counts all that the reader may see. The next page begins after the last id. */
export const holdCovers = z.object({
  total: z.int(),
  records: z.array(z.object({ id: z.string(), title: z.string(), class: z.string().nullable(), file: z.string().nullable(), date: z.string().nullable() })),
})
