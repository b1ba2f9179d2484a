import { parseCoverId } from '#kernel/cover-id.ts'
import type { Decision, SetAsideReason } from './decisions.ts'
import type { ExceptionCode } from './exceptions.ts'
import type { Seen } from './find-cover-backs.ts'

/** What stands at the head of a group of pages; `none`: no cover stands for them. */
export type Head =
  | { kind: 'cover'; id: string }
  | { kind: 'doubtful'; code: ExceptionCode; ids: string[] }
  | { kind: 'none' }

export type MakeRecord = Extract<Decision, { action: 'make-record' }>
export type ImageDecision = Extract<Decision, { images: readonly number[] }>

/** Where an image goes. */
export type Fate =
  | { kind: 'head'; head: Head }
  | { kind: 'page' }
  | { kind: 'blank' }
  | { kind: 'back'; of: number; written: boolean }
  | { kind: 'page-on-back'; of: number }
  /** `endsRecord`: it is a cover sheet, so what lies behind it is not of the record before it. */
  | { kind: 'aside'; reason: SetAsideReason; endsRecord: boolean }
  | { kind: 'assigned'; cover: string }
  | { kind: 'made'; decision: MakeRecord }

/** The last decision about each image. */
export function verdictsOf(decisions: readonly Decision[]): Map<number, ImageDecision> {
  const verdicts = new Map<number, ImageDecision>()
  for (const decision of decisions) {
    if ('images' in decision) for (const image of decision.images) verdicts.set(image, decision)
  }
  return verdicts
}

/** A person's verdict goes before what the marks say. */
export function decideFate(sight: Seen['sight'], verdict: ImageDecision | undefined): Fate {
  const isSheet = sight.kind === 'cover' || sight.kind === 'doubtful' || sight.kind === 'behind'
  switch (verdict?.action) {
    case undefined:
      return fateByMarks(sight)
    case 'take-as-page':
      return sight.kind === 'back' ? { kind: 'page-on-back', of: sight.of } : { kind: 'page' }
    case 'set-aside':
      return { kind: 'aside', reason: verdict.reason, endsRecord: isSheet }
    case 'assign':
      return isSheet ? { kind: 'aside', reason: 'cover', endsRecord: true } : { kind: 'assigned', cover: canonical(verdict.cover) }
    case 'make-record':
      return isSheet ? { kind: 'aside', reason: 'cover', endsRecord: true } : { kind: 'made', decision: verdict }
  }
}

function fateByMarks(sight: Seen['sight']): Fate {
  switch (sight.kind) {
    case 'cover':
      return { kind: 'head', head: { kind: 'cover', id: sight.id } }
    case 'doubtful':
      return { kind: 'head', head: { kind: 'doubtful', code: sight.code, ids: sight.ids } }
    case 'behind':
      return { kind: 'head', head: { kind: 'doubtful', code: 'cover-from-behind', ids: [] } }
    case 'back':
      return { kind: 'back', of: sight.of, written: sight.written }
    case 'blank':
    case 'page':
      return { kind: sight.kind }
  }
}

/** The id as issued for what a person typed; what is no id of ours stays as it is and is unknown later. */
export function canonical(cover: string): string {
  const parsed = parseCoverId(cover)
  return parsed.kind === 'cover' ? parsed.id : cover
}
