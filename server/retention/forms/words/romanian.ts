import { digitsOf, groupsOf, joined, type Gender } from './group.ts'

/** Singular and plural of a noun: dosar, dosare. */
export type RomanianForms = readonly [one: string, many: string]

const ones = ['trei', 'patru', 'cinci', 'șase', 'șapte', 'opt', 'nouă', 'zece', 'unsprezece', '', 'treisprezece', 'paisprezece', 'cincisprezece', 'șaisprezece', 'șaptesprezece', 'optsprezece', 'nouăsprezece'] as const
const tens = ['douăzeci', 'treizeci', 'patruzeci', 'cincizeci', 'șaizeci', 'șaptezeci', 'optzeci', 'nouăzeci'] as const

/** Nouns of the neuter are masculine in the singular and feminine in the plural: un dosar, două dosare, douăzeci și unu de dosare. */
export function romanianCount(count: number, gender: Gender, forms: RomanianForms): string {
  if (count === 1) return `${gender === 'feminine' ? 'o' : 'un'} ${forms[0]}`
  return joined(romanianNumber(count, gender), needsDe(count) ? 'de' : '', forms[1])
}

/** Behind numbers that end in 20–99 or 00 the noun is joined by "de", behind those that end in 01–19 directly. */
const needsDe = (count: number): boolean => count >= 20 && (count % 100 === 0 || count % 100 >= 20)

/** A number that stands alone: unu, una; doi, două. */
export function romanianNumber(count: number, gender: Gender): string {
  const { millions, thousands, rest } = groupsOf(count)
  if (count === 0) return 'zero'
  return joined(
    millions > 0 ? romanianCount(millions, 'neuter', ['milion', 'milioane']) : '',
    thousands > 0 ? romanianCount(thousands, 'feminine', ['mie', 'mii']) : '',
    below1000(rest, gender),
  )
}

function below1000(group: number, gender: Gender): string {
  const { hundreds, tens: ten, ones: one } = digitsOf(group)
  const hundred = hundreds === 0 ? '' : hundreds === 1 ? 'o sută' : `${below20(hundreds, 'feminine')} sute`
  if (ten < 2) return joined(hundred, below20(ten * 10 + one, gender))
  return joined(hundred, tens[ten - 2], one > 0 ? `și ${below20(one, gender)}` : '')
}

function below20(count: number, gender: Gender): string {
  if (count === 0) return ''
  if (count === 1) return gender === 'feminine' ? 'una' : 'unu'
  if (count === 2) return gender === 'masculine' ? 'doi' : 'două'
  if (count === 12) return gender === 'masculine' ? 'doisprezece' : 'douăsprezece'
  return ones[count - 3] ?? ''
}
