import type { NextStep, SittingView } from '#contract/acts.ts'
import type { Precondition } from './preconditions.ts'
import type { Required } from './requirements.ts'
import type { ActState } from './schema.ts'

export type ActNow = {
  readonly state: ActState
  readonly drawnBy: string
  readonly living: number
  readonly openSitting: SittingView | null
  readonly missing: readonly Required[]
  readonly preconditions: readonly Precondition[]
  readonly waits: boolean
}

/** What must be done next with an act, and by whom: roles (`records-manager`, `head`) or names. */
export function nextStepOf(now: ActNow): NextStep {
  const step = (name: NextStep['step'], who: readonly string[], missing: readonly string[] = []): NextStep => ({ step: name, who: [...who], missing: [...missing] })
  if (now.state === 'approved') return now.living === 0 ? step('withdraw', [now.drawnBy]) : now.waits ? step('wait', []) : step('execute', ['records-manager'])
  if (now.state !== 'draft' && now.state !== 'examined') return step('none', [])
  if (now.living === 0) return step('withdraw', [now.drawnBy])
  if (now.missing.some(({ kind }) => kind === 'commission')) return sittingStep(now, step)
  const unmet = now.preconditions.flatMap(({ what, missing }) => missing.map((year) => `${what} ${year}`))
  if (unmet.length > 0) return step('meet-preconditions', ['records-manager'], unmet)
  const first = now.missing[0]
  if (first === undefined) return step('none', [])
  if (first.kind === 'external') return step('record-approval', ['records-manager'], [first.role])
  return step('approve', [first.kind === 'head' ? 'head' : 'records-manager'], [first.role])
}

function sittingStep({ openSitting }: ActNow, step: (name: NextStep['step'], who: readonly string[]) => NextStep): NextStep {
  if (openSitting === null) return step('hold-sitting', ['records-manager'])
  const silent = openSitting.present.filter((name) => !openSitting.voted.includes(name))
  return silent.length > 0 ? step('vote', silent) : step('close-sitting', openSitting.chair === null ? ['records-manager'] : [openSitting.chair])
}
