import type { Language } from '#kernel/language.ts'
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

/** A name in several languages as one: the wanted language, English, or whatever there is. */
export function nameIn(names: Readonly<Record<string, string>> | undefined, language: Language): string {
  return names?.[language] ?? names?.['en'] ?? Object.values(names ?? {})[0] ?? ''
}
