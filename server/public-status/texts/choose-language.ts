import { inLanguage, languages, type Language } from '#kernel/language.ts'
import { en } from './en.ts'
import { ka } from './ka.ts'
import { ro } from './ro.ts'
import { ru } from './ru.ts'
import type { Texts } from './text-form.ts'
import { uk } from './uk.ts'

/** What the public pages say, by language. */
export const texts: Readonly<Record<Language, Texts>> = { ro, uk, ru, ka, en }

/** The languages, each named in itself. */
export const languageNames: Readonly<Record<Language, string>> = { ro: 'Română', uk: 'Українська', ru: 'Русский', ka: 'ქართული', en: 'English' }

/** More of the header is not read. */
const headerMaxChars = 500

/** The language of the link, or the first of the browser's that we speak (RFC 9110, 12.5.4); English where there is none. */
export function chooseLanguage(asked: string | undefined, header: string | undefined): Language {
  const known = (tag: string) => languages.find((one) => one === tag.trim().toLowerCase().split('-')[0])
  const said = asked === undefined ? undefined : known(asked)
  if (said !== undefined) return said
  const wished = (header ?? '').slice(0, headerMaxChars).split(',').map((part) => {
    const [tag = '', ...more] = part.split(';')
    const weight = Number(more.find((one) => one.trim().startsWith('q='))?.trim().slice(2) ?? 1)
    return { tag, weight: Number.isFinite(weight) ? weight : 0 }
  })
  return wished.filter(({ weight }) => weight > 0).sort((a, b) => b.weight - a.weight).map(({ tag }) => known(tag)).find((one) => one !== undefined) ?? 'en'
}

/** A name in the language of the reader, else in English or the first that there is; null where there is none. */
export function nameIn(language: Language, names: Readonly<Partial<Record<Language, string>>> | null): string | null {
  return inLanguage(names, language) || null
}

/** A civil date as people write it. */
export function dayText(language: Language, day: string): string {
  const format = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, { year: 'numeric', month: 'long', day: 'numeric', timeZone: 'UTC' })
  return format.format(new Date(`${day}T00:00:00Z`)).replace(/[ \u00a0\u202f][рг]\.$/, '')
}
