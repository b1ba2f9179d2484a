import type { Language } from '#kernel/language.ts'

/**
 * Endings of inflection on folded words, longest first within a step; a step takes off at most one. They
 * are written for recall: what they find stands below exact words, so a stem too short costs little.
 */
type Rules = { steps: readonly (readonly string[])[]; minStemChars: number; finish?: (stem: string) => string }

const single = (stem: string) => stem.replace(/(.)\1$/u, '$1')

const rules: Record<Language, Rules> = {
  ro: {
    steps: [
      ['urilor', 'iunilor', 'iunile', 'urile', 'iilor', 'elor', 'ilor', 'ului', 'iile', 'iuni', 'iune', 'ele', 'ile', 'lor', 'lui', 'iei', 'uri', 'iul', 'ea', 'ei', 'ii', 'ie', 'ia', 'le', 'ul', 'a', 'e', 'i', 'u'],
    ],
    minStemChars: 4,
    // Consonants that change before the ending of the plural: acord, acorduri; brad, brazi.
    finish: (stem) => stem.replace(/z$/u, 'd'),
  },
  uk: {
    steps: [
      ['ться', 'тися', 'ся', 'сь'],
      ['остями', 'остям', 'остях', 'остей', 'ями', 'ами', 'ого', 'ому', 'ими', 'іми', 'ові', 'еві', 'єві', 'ією', 'ості', 'ість', 'ої', 'ії', 'ою', 'ею', 'єю', 'ях', 'ах', 'ям', 'ам', 'ів', 'їв', 'ей', 'ий', 'ій', 'их', 'іх', 'им', 'ім', 'ем', 'єм', 'ом', 'ія', 'ію', 'ла', 'ло', 'ли', 'а', 'е', 'є', 'и', 'і', 'ї', 'о', 'у', 'ю', 'я', 'ь', 'й'],
    ],
    minStemChars: 3,
    finish: single,
  },
  ru: {
    steps: [
      ['ся', 'сь'],
      ['остями', 'остям', 'остях', 'остей', 'иями', 'ями', 'ами', 'ого', 'его', 'ому', 'ему', 'ыми', 'ими', 'иях', 'иям', 'ием', 'ости', 'ость', 'ях', 'ах', 'ям', 'ам', 'ем', 'ом', 'ов', 'ев', 'ей', 'ий', 'ый', 'ой', 'ые', 'ие', 'ая', 'яя', 'ое', 'ее', 'ую', 'юю', 'ою', 'ею', 'ых', 'их', 'ым', 'им', 'ия', 'ии', 'ию', 'ть', 'ли', 'ла', 'ло', 'а', 'е', 'и', 'й', 'о', 'у', 'ы', 'ь', 'ю', 'я'],
    ],
    minStemChars: 3,
    finish: single,
  },
  ka: {
    steps: [
      ['ც', 'ვე'],
      ['ისათვის', 'ისთვის', 'სთვის', 'ისგან', 'ებთან', 'იდან', 'ამდე', 'თვის', 'გან', 'დან', 'თან', 'მდე', 'ვით', 'ში', 'ზე'],
      ['ებისა', 'ისა', 'ის', 'ით', 'ად', 'მა', 'ს', 'თა', 'ნი', 'ი', 'ო', 'მ'],
      ['ებ'],
      ['ა', 'ე', 'ო', 'უ'],
    ],
    minStemChars: 3,
  },
  en: {
    steps: [['ies', 'sses', 'ing', 'ed', 'es', 's'], ['ly', 'e', 'y', 'i']],
    minStemChars: 3,
    finish: single,
  },
}

/**
 * The light stem of a folded word in one language: the same for most inflected forms of a word. Words
 * with digits and words that are too short stay as they are.
 */
export function stem(token: string, language: Language): string {
  if (/\p{N}/u.test(token)) return token
  const { steps, minStemChars, finish } = rules[language]
  let rest = token
  for (const endings of steps) {
    const ending = endings.find((candidate) => rest.endsWith(candidate) && rest.length - candidate.length >= minStemChars)
    if (ending !== undefined) rest = rest.slice(0, rest.length - ending.length)
  }
  return finish === undefined || rest.length <= minStemChars ? rest : finish(rest)
}

const latinScript: readonly Language[] = ['ro', 'en']
const cyrillicScript: readonly Language[] = ['uk', 'ru']

/** As many stems as `stems` may give for one word. */
export const mostStems = Math.max(latinScript.length, cyrillicScript.length)

/** The languages a word can belong to by its script. */
function languagesOf(token: string): readonly Language[] {
  if (/\p{Script=Cyrillic}/u.test(token)) return cyrillicScript
  if (/\p{Script=Georgian}/u.test(token)) return ['ka']
  return /\p{Script=Latin}/u.test(token) ? latinScript : []
}

/**
 * Stems under which a word is indexed and looked for: of the page's language where its script fits that
 * language, of every language of its script otherwise, and for a query, whose language is not known.
 */
export function stems(token: string, language: Language | null): string[] {
  const possible = languagesOf(token)
  const chosen = language !== null && possible.includes(language) ? [language] : possible
  return [...new Set(chosen.map((each) => stem(token, each)))]
}
