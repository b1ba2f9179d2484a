/** The five languages of the archive, by ISO 639-1 code. */
export const languages = ['ro', 'uk', 'ru', 'ka', 'en'] as const
export type Language = (typeof languages)[number]

/** What is said in several languages as one text: the wanted language, English, or whatever there is; empty where there is nothing. */
export function inLanguage(words: Readonly<Partial<Record<string, string>>> | null | undefined, language: Language): string {
  return words?.[language] ?? words?.['en'] ?? Object.values(words ?? {}).find((text) => text !== undefined) ?? ''
}
