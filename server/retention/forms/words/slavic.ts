import { digitsOf, groupsOf, joined, type Gender } from './group.ts'

/** Forms of a noun after 1, after 2–4 and after 5 and more: справа, справи, справ. */
export type SlavicForms = readonly [one: string, few: string, many: string]

/** The words of an East Slavic language; each list begins at the number that its comment names. */
export type SlavicWords = {
  zero: string
  /** 1 and 2 in each gender. */
  one: Record<Gender, string>
  two: Record<Gender, string>
  /** 3–19 */
  ones: readonly string[]
  /** 20, 30 … 90 */
  tens: readonly string[]
  /** 100, 200 … 900 */
  hundreds: readonly string[]
  thousand: SlavicForms
  million: SlavicForms
}

/** The form of a noun behind a number: 21 counts like 1, 22 like 2, but 11–14 like 5. */
export function slavicForm(count: number, [one, few, many]: SlavicForms): string {
  if (count % 100 >= 11 && count % 100 <= 14) return many
  if (count % 10 === 1) return one
  return count % 10 >= 2 && count % 10 <= 4 ? few : many
}

/** A whole number in words, the last of them in the gender of what is counted. */
export function slavicNumber(count: number, gender: Gender, words: SlavicWords): string {
  const { millions, thousands, rest } = groupsOf(count)
  if (count === 0) return words.zero
  return joined(
    millions > 0 ? joined(below1000(millions, 'masculine', words), slavicForm(millions, words.million)) : '',
    thousands > 0 ? joined(below1000(thousands, 'feminine', words), slavicForm(thousands, words.thousand)) : '',
    below1000(rest, gender, words),
  )
}

function below1000(group: number, gender: Gender, words: SlavicWords): string {
  const { hundreds, tens, ones } = digitsOf(group)
  const last = tens === 1 ? 10 + ones : ones
  return joined(words.hundreds[hundreds - 1], tens >= 2 ? words.tens[tens - 2] : '', below20(last, gender, words))
}

function below20(count: number, gender: Gender, words: SlavicWords): string | undefined {
  if (count === 1) return words.one[gender]
  if (count === 2) return words.two[gender]
  return words.ones[count - 3]
}
