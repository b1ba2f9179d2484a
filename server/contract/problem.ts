import { z } from 'zod'

/** A problem document (RFC 9457). `type` is a code of `server/kernel/errors.ts`; `instance` is the request id. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  instance: z.string().optional(),
})
export type Problem = z.infer<typeof problem>
