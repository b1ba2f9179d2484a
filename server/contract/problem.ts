import { z } from 'zod'

/**
 * A problem document (RFC 9457). `type` is a code of `server/kernel/errors.ts`; `instance` is the request id.
 * `reason` (`server/kernel/refusal.ts`) with its `facts` lets a screen say `detail` in another language.
 */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  instance: z.string().optional(),
  reason: z.string().optional(),
  facts: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
})
export type Problem = z.infer<typeof problem>
