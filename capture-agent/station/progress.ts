import type { CoverFacts } from '#contract/by-hand.ts'
import type { BatchReport } from '#contract/capture.ts'

/** What a person at the station sees while a pile goes through, in the order in which it happens. */
export type Progress =
  | { type: 'started'; batch: string; resumed: boolean }
  | { type: 'fed'; image: number; name: string }
  | { type: 'rejected'; name: string; code: string; detail: string }
  | { type: 'notice'; detail: string }
  /** A person scanned a cover: a batch waits for its pages (`opened`), or the pile goes into it now (`feeding`). */
  | { type: 'by-hand'; event: 'opened' | 'feeding'; batch: string; cover: CoverFacts }
  /** A code that was scanned by hand opens nothing. */
  | { type: 'code-refused'; code: string; problem: string; detail: string }
  | { type: 'acknowledged'; image: number; acknowledged: number; fed: number }
  | { type: 'refused'; image: number; code: string; detail: string }
  /** The server does not answer or asks for patience; pages are safe in the spool. */
  | { type: 'waiting'; detail: string; waitMs: number }
  | { type: 'feeding-ended'; images: number; reason: string; detail: string }
  | { type: 'report'; report: BatchReport }
