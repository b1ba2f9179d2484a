import type { BatchReport } from '#contract/capture.ts'
import type { ProblemCode } from '#kernel/errors.ts'
import type { Progress } from './progress.ts'

/** What a scan that runs as a process of its own tells whoever started it, over the channel between them. */
export type FromScan =
  | { kind: 'progress'; progress: Progress }
  /** The station forgets the batch only when this was answered with `report-taken`. */
  | { kind: 'report'; report: BatchReport }
  | { kind: 'failed'; code: ProblemCode; detail: string }

export type ToScan = { kind: 'report-taken' }
