import type { IdentityDocument } from '#contract/counter.ts'
import type { Language } from '#kernel/language.ts'
import { en } from './texts/en.ts'
import { ka } from './texts/ka.ts'
import { ro } from './texts/ro.ts'
import { ru } from './texts/ru.ts'
import { uk } from './texts/uk.ts'

/** What receipt and slip say in one language. */
export type CounterTexts = {
  locale: string
  /** Across every page in test mode. */
  test: string
  receipt: string
  number: string
  on: string
  service: string
  applicant: string
  taken: string
  inHouse: string
  awaited: (date: string) => string
  none: string
  due: string
  noDue: string
  check: string
  lookup: (url: string) => string
  lookupHere: string
  keep: string
  by: string
  signature: string
  slip: string
  handed: string
  at: string
  recipient: string
  document: string
  ending: string
  proxy: string
  received: string
  documents: Record<IdentityDocument, string>
}

const texts: Record<Language, CounterTexts> = { en, ro, uk, ru, ka }

export const counterTexts = (language: Language): CounterTexts => texts[language]
