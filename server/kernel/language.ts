/** The five languages of the archive, by ISO 639-1 code. */
export const languages = ['ro', 'uk', 'ru', 'ka', 'en'] as const
export type Language = (typeof languages)[number]
