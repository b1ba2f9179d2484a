import { readFilePlan } from '../api/file-plan.ts'
import type { FilePlan } from '../api/file-plan.ts'
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
