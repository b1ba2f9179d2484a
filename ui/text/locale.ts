import { configureLocalization } from '@lit/localize'
import { languages } from '#kernel/language.ts'
import type { Language } from '#kernel/language.ts'
import { toTemplates } from './catalogue.ts'

const storageKey = 'opis.language'

type MessageFile = { default: Readonly<Record<string, string>> }

const files: Readonly<Record<Exclude<Language, 'en'>, () => Promise<MessageFile>>> = {
  uk: () => import('./uk.json', { with: { type: 'json' } }),
  ro: () => import('./ro.json', { with: { type: 'json' } }),
  ru: () => import('./ru.json', { with: { type: 'json' } }),
  ka: () => import('./ka.json', { with: { type: 'json' } }),
}

/** The languages of the UI, each named in itself. */
export const languageNames: Readonly<Record<Language, string>> = {
  ro: 'Română',
  uk: 'Українська',
  ru: 'Русский',
  ka: 'ქართული',
  en: 'English',
}

const localization = configureLocalization({
  sourceLocale: 'en',
  targetLocales: languages.filter((code) => code !== 'en'),
  loadLocale: async (code) => {
    const wanted = knownLanguage(code)
    if (wanted === null || wanted === 'en') return { templates: {} }
    return { templates: toTemplates((await files[wanted]()).default) }
  },
})

/** The language that the UI speaks now. */
export function currentLanguage(): Language {
  return knownLanguage(localization.getLocale()) ?? 'en'
}

/** Speaks the language chosen earlier on this machine, or the first of the browser's that we know. */
export async function startLanguage(): Promise<void> {
  const wished = [localStorage.getItem(storageKey) ?? '', ...navigator.languages]
  const first = wished.map((tag) => knownLanguage(tag.split('-')[0] ?? '')).find((code) => code !== null)
  await speak(first ?? 'en')
}

/** Changes the language of the UI and keeps the choice on this machine. */
export async function chooseLanguage(code: Language): Promise<void> {
  localStorage.setItem(storageKey, code)
  await speak(code)
}

async function speak(code: Language): Promise<void> {
  document.documentElement.lang = code
  await loadLanguage(code)
}

/** Brings the messages of a language; from then on every text is said in it. */
export async function loadLanguage(code: Language): Promise<void> {
  await localization.setLocale(code)
}

function knownLanguage(code: string): Language | null {
  return languages.find((known) => known === code) ?? null
}
