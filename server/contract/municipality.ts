import { z } from 'zod'
import { civilDate } from './common.ts'
import { unitCode } from './units.ts'

/** The work of one unit goes over to another from a day on, today or later. */
export const successionForm = z.object({ fromUnit: unitCode, toUnit: unitCode, fromOn: civilDate, reason: z.string().trim().max(500).default('') })
export type SuccessionForm = z.infer<typeof successionForm>
export const successionQuery = z.object({ from: unitCode, to: unitCode })

/** What moves, and what stays under the name of the old unit. `cards`: the documents of the old unit, which the new one sees from then on. */
export const successionPreview = z.object({
  openTasks: z.int(),
  registers: z.array(z.string()),
  kinds: z.array(z.string()),
  services: z.array(z.string()),
  units: z.array(z.string()),
  people: z.array(z.string()),
  cards: z.int(),
  waiting: z.int(),
  stays: z.object({ closedTasks: z.int(), numbers: z.int(), classes: z.array(z.string()) }),
})
export type SuccessionPreview = z.infer<typeof successionPreview>
/** `moved`: how many of each, once it is done. */
export const successionView = z.object({
  ...{ id: z.string(), fromUnit: z.string(), toUnit: z.string(), fromOn: z.string(), reason: z.string() },
  ...{ orderedBy: z.string(), orderedAt: z.string(), doneAt: z.string().nullable(), moved: z.record(z.string(), z.number()).nullable() },
})
export const successionList = z.object({ reorganisations: z.array(successionView) })

/** A paper that goes to a unit on paper. */
export const transmittalLine = z.object({ card: z.string(), number: z.string(), registeredOn: z.string(), subject: z.string(), sheets: z.int().nullable(), annexSheets: z.int().nullable() })
export type TransmittalLine = z.infer<typeof transmittalLine>
/** `handedOverOn`, `receivedBy`: null until somebody signed for the papers. */
export const transmittalView = z.object({ id: z.string(), number: z.int(), unit: z.string(), day: z.string(), madeBy: z.string(), receivedBy: z.string().nullable(), handedOverOn: z.string().nullable(), lines: z.array(transmittalLine) })
export type TransmittalView = z.infer<typeof transmittalView>
/** `onScreen`: documents reach the unit on the screen that day, and no list is needed. `waiting`: papers on no list yet. */
export const unitTransmittals = z.object({ unit: z.string(), day: z.string(), onScreen: z.boolean(), waiting: z.array(transmittalLine), lists: z.array(transmittalView) })
export const transmittalQuery = z.object({ day: civilDate.optional() })
export const handOver = z.object({ receivedBy: z.string().trim().min(1).max(200), on: civilDate.optional() })
