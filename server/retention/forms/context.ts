import type { RetentionContext } from '../compute-retention.ts'
import type { ScheduleForm } from '../schedule/schedule-form.ts'

/** What forms are made from. `archiveName` stands for the body until its name is known. */
export type FormsContext = RetentionContext & {
  readonly archiveName: string
  /** Every version that is in force or was announced, as its file says it. */
  scheduleForms(): readonly ScheduleForm[]
  /** Class under which executed acts are filed; null: under none. */
  readonly actsClass: string | null
}
