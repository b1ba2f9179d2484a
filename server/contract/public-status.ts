import { z } from 'zod'
import { stages } from './cards.ts'
import { civilDate } from './common.ts'
import { flow } from './registers.ts'
import { localName } from './units.ts'

/** What somebody asks who has no account: a number as people write it, and the check value of the receipt or an organisation's code. */
export const lookUpForm = z.object({
  number: z.string().trim().min(1).max(100),
  check: z.string().trim().min(1).max(64),
  /** The embedded element says so, for the figures of use. */
  from: z.literal('component').optional(),
})
export type LookUpForm = z.infer<typeof lookUpForm>

/** A stage without a name and without content. `number`: of the reply. `reason`: of an extension, which papers are awaited, or the authority to which it was sent on. */
export const publicStage = z.object({
  stage: z.enum(stages),
  onDay: civilDate,
  unit: localName.nullable(),
  untilOn: civilDate.nullable(),
  reason: z.string().nullable(),
  number: z.string().nullable(),
})
export type PublicStage = z.infer<typeof publicStage>

/** Everything that the public may learn of a document; names of units and kinds in the languages in which they were given. */
export const publicDocument = z.object({
  number: z.string(),
  registeredOn: civilDate,
  flow,
  kind: localName.nullable(),
  unit: localName.nullable(),
  dueOn: civilDate.nullable(),
  /** Registered for practice: the number has no legal meaning. */
  test: z.boolean(),
  stages: z.array(publicStage),
})
export type PublicDocument = z.infer<typeof publicDocument>

/** More than one only where an organisation has several documents of one number, the newest first. */
export const lookUpAnswer = z.object({ documents: z.array(publicDocument).min(1).max(5) })

/** A line of the public figures: documents that came in a month and what became of them. `unit` null: small units together. */
export const publicFigure = z.object({
  month: z.string().regex(/^\d{4}-\d{2}$/),
  unit: z.string().nullable(),
  name: localName.nullable(),
  registered: z.int(),
  answeredInTime: z.int(),
  answeredLate: z.int(),
  overdue: z.int(),
  pending: z.int(),
})
export type PublicFigure = z.infer<typeof publicFigure>
