import type { Language } from '#kernel/language.ts'
import { en } from './texts/en.ts'
import { ka } from './texts/ka.ts'
import { ro } from './texts/ro.ts'
import { ru } from './texts/ru.ts'
import { uk } from './texts/uk.ts'

/** What the public pages say in one language. `days`: units of a term. */
export type OnlineTexts = {
  title: string
  intro: string
  none: string
  papers: string
  required: string
  optional: string
  files: string
  name: string
  email: string
  phone: string
  address: string
  message: string
  send: string
  trap: string
  faults: string
  missing: string
  wrong: string
  tooLarge: string
  badFile: (name: string) => string
  busy: string
  /** `minutes`: after which it may be tried again. */
  wrongTries: (minutes: number) => string
  receipt: string
  code: string
  keep: string
  received: string
  service: string
  attached: string
  clock: string
  print: string
  status: string
  ask: string
  waiting: string
  rejected: string
  reason: string
  registered: string
  number: string
  check: string
  due: string
  follow: string
  unknown: string
  another: string
  language: string
  test: string
  days: Readonly<Record<string, string>>
  term: string
  unit: string
  result: string
  replies: string
  noReplies: string
  goneReply: string
}

export const onlineTexts: Readonly<Record<Language, OnlineTexts>> = { en, ro, uk, ru, ka }

/** Names of the languages in themselves. */
export const languageNames: Readonly<Record<Language, string>> = { ro: 'Română', uk: 'Українська', ru: 'Русский', ka: 'ქართული', en: 'English' }
