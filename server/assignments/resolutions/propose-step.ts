import type { RouteStep } from '#contract/kinds.ts'

/** What has happened with a card, as far as its route asks. */
export type Done = { resolutions: number; tasks: number; executors: number; reply: boolean; sent: boolean; filed: boolean }
export type Proposed = { step: RouteStep['step']; unit: string | null; people: string[]; days: number | null }

/**
 * The first step of a route that was not made yet: registry → head → unit → executor → reply → file. The route is that of
 * the version under which the card was registered. Null where every step was made, or there is no route.
 */
export function proposeStep(route: readonly RouteStep[], done: Done): Proposed | null {
  const next = route.find(({ step }) => !isMade(step, done))
  return next === undefined ? null : { step: next.step, unit: next.unit ?? null, people: next.people ?? [], days: next.days ?? null }
}

function isMade(step: RouteStep['step'], done: Done): boolean {
  switch (step) {
    case 'registry':
      return true
    case 'head':
      return done.resolutions > 0 || done.tasks > 0
    case 'unit':
      return done.tasks > 0
    case 'executor':
      return done.executors > 0
    case 'reply':
    case 'visa':
    case 'approval':
      return done.reply || done.filed
    case 'sending':
      return done.sent || done.filed
    case 'file':
      return done.filed
  }
}
