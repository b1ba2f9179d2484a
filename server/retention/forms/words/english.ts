import { digitsOf, groupsOf } from './group.ts'

const below20 = ['', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve', 'thirteen', 'fourteen', 'fifteen', 'sixteen', 'seventeen', 'eighteen', 'nineteen'] as const
const tens = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'] as const

/** British use: five hundred and twenty-one; two thousand and one; a comma behind thousands that hundreds follow. */
export function englishNumber(count: number): string {
  const { millions, thousands, rest } = groupsOf(count)
  if (count === 0) return 'zero'
  const large = [millions > 0 ? `${below1000(millions)} million` : '', thousands > 0 ? `${below1000(thousands)} thousand` : ''].filter((part) => part !== '').join(', ')
  if (rest === 0) return large
  if (large === '') return below1000(rest)
  return `${large}${rest < 100 ? ' and ' : ', '}${below1000(rest)}`
}

function below1000(group: number): string {
  const { hundreds, tens: ten, ones } = digitsOf(group)
  const below = ten < 2 ? below20[ten * 10 + ones] : `${tens[ten]}${ones > 0 ? `-${below20[ones]}` : ''}`
  if (hundreds === 0) return below ?? ''
  return `${below20[hundreds]} hundred${below ? ` and ${below}` : ''}`
}
