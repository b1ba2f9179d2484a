import type { RouteStep } from '#contract/kinds.ts'

/** On which day each step of a route was made, as far as it was; `null`: not yet. */
export type StepDays = Readonly<Record<RouteStep['step'], string | null>>
export type StandingStep = { step: RouteStep; state: 'done' | 'passed-over' | 'now' | 'to-come'; on: string | null }

/**
 * Where a document stands on the route of its kind. A step that was not made although a later one was is passed over: people may
 * shorten a route, and the card shows it. The first one after all that were made is the one that comes now.
 */
export function standingOn(route: readonly RouteStep[], days: StepDays): StandingStep[] {
  const last = route.findLastIndex(({ step }) => days[step] !== null)
  const next = route.findIndex(({ step }, at) => at > last && days[step] === null)
  return route.map((step, at) => {
    const on = days[step.step]
    if (on !== null) return { step, state: 'done', on }
    if (at < last) return { step, state: 'passed-over', on }
    return { step, state: at === next ? 'now' : 'to-come', on }
  })
}
