import type { Flow } from '#contract/registers.ts'
import { addDays, formatCivilDate, parseCivilDate } from '#kernel/civil-date.ts'
import type { Language } from '#kernel/language.ts'
import type { Principal } from '#platform/http/access.ts'
import { dayIn } from '#server/file-plan/known-date.ts'
import type { RegistryContext } from '#server/registry/context.ts'
import type { Sample } from './sample.ts'

/** Register and kind into which documents of a flow are entered. */
export type Part = { register: string; kind: string }
/** A unit that gets tasks, and who in it; null: nobody is named. */
export type Worker = { unit: string; executor: string | null }

/** Who plays which part. `controller`: account; null where nobody may control. */
export type Cast = { clerk: Principal; head: Principal; workers: readonly Worker[]; controller: string | null }

/** An answer that was given: the card that it answers, the task on it, who worked on it. */
export type Answered = { card: string; registeredOn: string; worker: Worker; text: NonNullable<Sample['reply']>; language: Language }

/** Where sample documents are played. */
export type Stage = {
  language: Language
  parts: ReadonlyMap<Flow, Part>
  cast: Cast
  /** What the use cases work with so many days ago; in a real house the clock stays where it is. */
  at: (daysAgo: number) => RegistryContext
  /** Gives the answer to an appeal, so many days ago. */
  answer: (done: Answered, daysAgo: number) => Promise<void>
}

/** One thing that happens, so many days ago. */
export type Step = { daysAgo: number; run: () => Promise<void> }

/** The earliest first; what happens on one day keeps its order. */
export async function play(steps: readonly Step[]): Promise<void> {
  for (const step of steps.toSorted((one, other) => other.daysAgo - one.daysAgo)) await step.run()
}

/** A civil day so many days from today, those before with a minus. */
export function dayFromToday({ timeZone, clock }: Pick<RegistryContext, 'timeZone' | 'clock'>, days: number): string {
  const today = parseCivilDate(dayIn(timeZone, clock.now()))
  if (today === null) throw new Error('today is no day')
  return formatCivilDate(addDays(today, days))
}
