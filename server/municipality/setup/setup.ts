import type { z } from 'zod'
import type { Configuration, SetupFault, personRow } from '#contract/configuration.ts'

/** Something that is to be brought in, and where it was written. */
export type Placed<T> = { at: { sheet: string; row: number | null }; value: T }
type Many<Key extends keyof Configuration> = Configuration[Key] extends (infer One)[] ? Placed<One>[] : never
export type PersonRow = z.infer<typeof personRow>

/** All that a file brings in, in no order yet; parts that it lacks are empty. */
export type Setup = {
  house: Placed<Configuration['house']> | null
  people: Placed<PersonRow>[]
  units: Many<'units'>
  positions: Many<'positions'>
  classes: Many<'classes'>
  calendars: Many<'calendars'>
  termRules: Many<'termRules'>
  registers: Many<'registers'>
  kinds: Many<'kinds'>
  services: Many<'services'>
  draftTemplates: Many<'draftTemplates'>
}
export type ReadSetup = { setup: Setup; faults: SetupFault[] }

export const nothing = (): Setup => ({ house: null, people: [], units: [], positions: [], classes: [], calendars: [], termRules: [], registers: [], kinds: [], services: [], draftTemplates: [] })
