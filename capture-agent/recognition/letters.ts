import type { Language } from '#kernel/language.ts'

export type Script = 'latin' | 'cyrillic' | 'georgian'

/** The script in which each language is written. */
export const scriptOf: Readonly<Record<Language, Script>> = { ro: 'latin', en: 'latin', uk: 'cyrillic', ru: 'cyrillic', ka: 'georgian' }

/** Letters that one language of a script has and the others of the same script have not. */
export const ownLetters: Readonly<Partial<Record<Language, RegExp>>> = {
  ro: /[ăâîșțşţ]/giu,
  uk: /[іїєґ]/giu,
  ru: /[ыэъё]/giu,
}

/** Endings by which Ukrainian and Russian words differ; they remain when a model has swallowed the letters above. */
export const ownEndings: Readonly<Partial<Record<Language, RegExp>>> = {
  uk: /..(?:ння|нню|нням|ття|ати|ити|іти|яти|ють|ість|ості|ськ(?:ий|а|ої|ого|их|у|ою)|ою|ів)$/u,
  ru: /..(?:ние|ния|нию|нием|тие|тия|ать|ить|еть|ять|ться|тся|ются|ость|ости|ск(?:ий|ая|ого|их|ой)|ой|ый|ая|ые|ых|ов|ии|ют)$/u,
}

const scripts: readonly [Script, RegExp][] = [
  ['latin', /\p{Script=Latin}/gu],
  ['cyrillic', /\p{Script=Cyrillic}/gu],
  ['georgian', /\p{Script=Georgian}/gu],
]

/** How many letters of each script a text has. */
export function countScripts(text: string): Record<Script, number> {
  const counts: Record<Script, number> = { latin: 0, cyrillic: 0, georgian: 0 }
  for (const [script, pattern] of scripts) counts[script] = text.match(pattern)?.length ?? 0
  return counts
}

/** How many letters a text has, of whatever script. */
export function countLetters(text: string): number {
  return text.match(/\p{L}/gu)?.length ?? 0
}
