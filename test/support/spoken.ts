import { readFileSync } from 'node:fs'
import type { Language } from '#kernel/language.ts'

/** Says a text of the UI in another language: `say('Link')`. */
export type Say = (english: string, ...values: readonly string[]) => string

/** The texts of the UI as people read them in this language. @throws Error where a text has no translation */
export function sayIn(language: Exclude<Language, 'en'>): Say {
  const texts = JSON.parse(readFileSync(new URL(`../../ui/text/${language}.json`, import.meta.url), 'utf8')) as Record<string, string>
  return (english, ...values) => {
    const said = texts[english]
    if (said === undefined) throw new Error(`“${english}” is not said in ${language}`)
    return values.reduce((text, value, at) => text.replaceAll(`{${at}}`, value), said)
  }
}
