import { tokenise } from '#kernel/fold.ts'

/** Ukrainian, Russian and Georgian letters as Latin ones; ў and letters of other languages stay as they are. */
const latin: Record<string, string> = {
  ...{ а: 'a', б: 'b', в: 'v', г: 'g', д: 'd', е: 'e', є: 'e', э: 'e', ж: 'zh', з: 'z', и: 'i', і: 'i', ї: 'i', й: 'i', ы: 'i', к: 'k', л: 'l', м: 'm', н: 'n' },
  ...{ о: 'o', п: 'p', р: 'r', с: 's', т: 't', у: 'u', ф: 'f', х: 'kh', ц: 'ts', ч: 'ch', ш: 'sh', щ: 'shch', ъ: '', ь: '', ю: 'iu', я: 'ia' },
  ...{ ა: 'a', ბ: 'b', გ: 'g', დ: 'd', ე: 'e', ვ: 'v', ზ: 'z', თ: 't', ი: 'i', კ: 'k', ლ: 'l', მ: 'm', ნ: 'n', ო: 'o', პ: 'p', ჟ: 'zh', რ: 'r', ს: 's', ტ: 't' },
  ...{ უ: 'u', ფ: 'p', ქ: 'k', ღ: 'gh', ყ: 'q', შ: 'sh', ჩ: 'ch', ც: 'ts', ძ: 'dz', წ: 'ts', ჭ: 'ch', ხ: 'kh', ჯ: 'j', ჰ: 'h' },
}

/**
 * What alphabets and their transliterations write differently, one for all: г is h or g, ч is ch or c, ш is sh or ș,
 * ж is zh or j, ц is ts or ț, й and ы are y or i, ю is iu or yu, the Georgian გიორგი is Георгий. In this order.
 */
const oneSpelling: readonly (readonly [RegExp, string])[] = [
  [/y/g, 'i'],
  [/w/g, 'v'],
  [/x/g, 'ks'],
  [/ph/g, 'f'],
  [/th/g, 't'],
  [/kh|gh|h(?<![cstz]h)/g, 'g'],
  [/[cs]?ch|tch|[cq]/g, 'k'],
  [/sh/g, 's'],
  [/dzh|zh|dz|j/g, 'z'],
  [/t[sz]/g, 't'],
  [/(.)\1+/g, '$1'],
  [/[ie](?=[aeou])/g, ''],
  [/(.)\1+/g, '$1'],
]

/** Forms of undertakings, which people write or leave out. */
const legalForms = new Set(
  'srl sa sc ii is im ltd llc inc gmbh ооо оао зао пао ао ип тов тзов фоп пп прат пат ат кп дп шпс სს შპს იმ სპს'.split(' '),
)

/**
 * The form in which names are compared: the same person written in Latin, Cyrillic or Georgian letters has one key,
 * with the words in any order. It is coarse on purpose (г and х are one): it proposes, people and codes decide.
 * Forms of undertakings do not count beside other words. Empty for a name without a letter or digit.
 */
export function nameKey(name: string): string {
  const words = tokenise(name).map(({ token }) => token)
  const telling = words.filter((word) => !legalForms.has(word))
  return (telling.length > 0 ? telling : words).map(wordKey).filter((word) => word !== '').sort().join(' ')
}

/** One folded word in the one Latin spelling; also of the beginning of a word, as somebody types it. */
export function wordKey(word: string): string {
  const letters = Array.from(word, (letter) => latin[letter] ?? letter).join('')
  return oneSpelling.reduce((text, [written, one]) => text.replace(written, one), letters)
}
