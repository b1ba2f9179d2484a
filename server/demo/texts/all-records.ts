import type { DemoRecord } from './demo-text.ts'
import { recordsEn } from './en.ts'
import { recordsKa } from './ka.ts'
import { recordsRo } from './ro.ts'
import { recordsRu } from './ru.ts'
import { recordsUk } from './uk.ts'

/** Every record of the demonstration in the order of the pile: two of each language, 15 pages in all. */
export const demoRecords: readonly DemoRecord[] = [...recordsRo, ...recordsUk, ...recordsRu, ...recordsKa, ...recordsEn]
