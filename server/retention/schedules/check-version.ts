import type { ScheduleFault } from '#contract/schedules.ts'
import type { Schedule } from '../schedule/load.ts'
import { lintTogether } from '../schedule/lint-together.ts'
import type { LiveVersion } from './live-schedules.ts'
import { loadCached } from './load-cached.ts'

/** `schedule` is null when the text has faults of its own; faults between versions leave it readable. */
export type CheckedText = { readonly schedule: Schedule | null; readonly value: unknown; readonly faults: readonly ScheduleFault[] }

/**
 * All that is wrong with a text by itself and beside the versions of its schedule that are approved (`others` may hold it
 * already under `own`).
 */
export function checkText(yaml: string, others: readonly LiveVersion[], own: string | null): CheckedText {
  const { result: loaded, value } = loadCached(yaml)
  if (loaded.kind === 'faults') return { schedule: null, value, faults: loaded.faults }
  const beside = others.filter(({ id, schedule }) => id !== own && schedule.form.schedule === loaded.schedule.form.schedule).map(({ schedule }) => ({ name: schedule.form.version, schedule }))
  const mine = { name: loaded.schedule.form.version, schedule: loaded.schedule, yaml }
  return { schedule: loaded.schedule, value, faults: lintTogether([...beside, mine]).filter(({ name }) => name === mine.name).flatMap(({ faults }) => faults) }
}
