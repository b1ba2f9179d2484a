import type { z } from 'zod'
import type { filePlan } from '#contract/records.ts'
import { request } from './request.ts'

export type FilePlan = z.infer<typeof filePlan>

/** Classes and files that the reader may see. */
export function readFilePlan(): Promise<FilePlan> {
  return request('GET', '/file-plan')
}
