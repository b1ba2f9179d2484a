import { readFilePlan } from '../api/file-plan.ts'
import type { FilePlan } from '../api/file-plan.ts'
import { formatDate } from '../text/format.ts'
import { currentLanguage } from '../text/locale.ts'
import { createStore } from './store.ts'

const empty: FilePlan = { classes: [], files: [] }

/** The file plan as far as the reader may see it; empty until it has been read. */
export const plan = createStore<FilePlan>(empty)

/** Reads the file plan anew. Screens work without it and show codes instead of titles. */
export async function loadPlan(): Promise<void> {
  try {
    plan.set(await readFilePlan())
  } catch {
    plan.set(empty)
  }
}

/** The title of a class in the language of the UI, in English, or its bare code. */
export function classTitle(code: string): string {
  const known = plan.get().classes.find((one) => one.code === code)
  return known?.title[currentLanguage()] ?? known?.title['en'] ?? code
}

/**
 * The title of a record. One that the archive made of the class and the date is said in the language of
 * the UI; a title that a person or a file gave stays as it is. A list that does not say the class leaves it out.
 */
export function recordTitle({ title, class: code }: { title: string; class?: string | null }): string {
  const made = plan.get().classes.find(({ code: known, title: { en } }) => (code === undefined || known === code) && en !== undefined && (title === en || title.startsWith(`${en}, `)))
  if (made === undefined) return title
  const rest = title.slice(made.title['en']?.length ?? 0)
  return classTitle(made.code) + (/^, \d{4}(-\d{2}){0,2}$/.test(rest) ? `, ${formatDate(rest.slice(2))}` : rest)
}
