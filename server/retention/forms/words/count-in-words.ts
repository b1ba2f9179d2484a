import type { Language } from '#kernel/language.ts'
import { englishNumber } from './english.ts'
import { georgianNumber } from './georgian.ts'
import type { Gender } from './group.ts'
import { romanianCount } from './romanian.ts'
import { russianWords } from './russian.ts'
import { slavicForm, slavicNumber, type SlavicForms, type SlavicWords } from './slavic.ts'
import { ukrainianWords } from './ukrainian.ts'

/** What forms count. */
export const countedThings = ['file', 'document', 'sheet', 'line'] as const
export type Counted = (typeof countedThings)[number]

type Slavic = { gender: Gender; forms: SlavicForms }

const ukrainian: Record<Counted, Slavic> = {
  file: { gender: 'feminine', forms: ['справа', 'справи', 'справ'] },
  document: { gender: 'masculine', forms: ['документ', 'документи', 'документів'] },
  sheet: { gender: 'masculine', forms: ['аркуш', 'аркуші', 'аркушів'] },
  line: { gender: 'feminine', forms: ['позиція', 'позиції', 'позицій'] },
}
const russian: Record<Counted, Slavic> = {
  file: { gender: 'neuter', forms: ['дело', 'дела', 'дел'] },
  document: { gender: 'masculine', forms: ['документ', 'документа', 'документов'] },
  sheet: { gender: 'masculine', forms: ['лист', 'листа', 'листов'] },
  line: { gender: 'feminine', forms: ['позиция', 'позиции', 'позиций'] },
}
const romanian: Record<Counted, { gender: Gender; forms: readonly [string, string] }> = {
  file: { gender: 'neuter', forms: ['dosar', 'dosare'] },
  document: { gender: 'neuter', forms: ['document', 'documente'] },
  sheet: { gender: 'feminine', forms: ['filă', 'file'] },
  line: { gender: 'feminine', forms: ['poziție', 'poziții'] },
}
const georgian: Record<Counted, string> = { file: 'საქმე', document: 'დოკუმენტი', sheet: 'ფურცელი', line: 'პოზიცია' }
const english: Record<Counted, readonly [string, string]> = { file: ['file', 'files'], document: ['document', 'documents'], sheet: ['sheet', 'sheets'], line: ['line', 'lines'] }

/**
 * A count in words with its noun in the right form: "п’ятсот двадцять одна справа", "douăzeci și unu de dosare".
 * 0 to 999,999,999; a RangeError for anything else.
 */
export function countInWords(count: number, what: Counted, language: Language): string {
  switch (language) {
    case 'uk':
      return slavic(count, ukrainian[what], ukrainianWords)
    case 'ru':
      return slavic(count, russian[what], russianWords)
    case 'ro':
      return romanianCount(count, romanian[what].gender, romanian[what].forms)
    case 'ka':
      return `${georgianNumber(count)} ${georgian[what]}`
    case 'en':
      return `${englishNumber(count)} ${english[what][count === 1 ? 0 : 1]}`
    default:
      return language satisfies never
  }
}

/** The same in figures and words, as acts have it: "521 (п’ятсот двадцять одна справа)". */
export const countTwice = (count: number, what: Counted, language: Language): string => `${count} (${countInWords(count, what, language)})`

const slavic = (count: number, { gender, forms }: Slavic, words: SlavicWords): string => `${slavicNumber(count, gender, words)} ${slavicForm(count, forms)}`
