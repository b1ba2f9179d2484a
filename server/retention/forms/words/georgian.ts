import { groupsOf, joined } from './group.ts'

/** 1–19; what follows a score or a hundred takes the same words. */
const below20 = ['', 'ერთი', 'ორი', 'სამი', 'ოთხი', 'ხუთი', 'ექვსი', 'შვიდი', 'რვა', 'ცხრა', 'ათი', 'თერთმეტი', 'თორმეტი', 'ცამეტი', 'თოთხმეტი', 'თხუთმეტი', 'თექვსმეტი', 'ჩვიდმეტი', 'თვრამეტი', 'ცხრამეტი'] as const
/** One to four scores, without their last sound. */
const scores = ['', 'ოც', 'ორმოც', 'სამოც', 'ოთხმოც'] as const
/** 100–900 before what follows them; standing last they end in -ი. */
const hundreds = ['', 'ას', 'ორას', 'სამას', 'ოთხას', 'ხუთას', 'ექვსას', 'შვიდას', 'რვაას', 'ცხრაას'] as const

/** A number by scores: 57 is two scores and seventeen, ორმოცდაჩვიდმეტი. Nouns behind it stay in the singular. */
export function georgianNumber(count: number): string {
  const { millions, thousands, rest } = groupsOf(count)
  if (count === 0) return 'ნული'
  const last = below1000(rest)
  return joined(
    millions > 0 ? `${below1000(millions)} ${ending('მილიონ', count % 1_000_000 === 0)}` : '',
    thousands > 0 ? joined(thousands === 1 ? '' : below1000(thousands), ending('ათას', rest === 0)) : '',
    last,
  )
}

function below1000(group: number): string {
  const below = group % 100
  const hundred = hundreds[Math.floor(group / 100)] ?? ''
  return joined(hundred === '' ? '' : ending(hundred, below === 0), below100(below))
}

function below100(count: number): string {
  if (count < 20) return below20[count] ?? ''
  const score = scores[Math.floor(count / 20)] ?? ''
  return count % 20 === 0 ? `${score}ი` : `${score}და${below20[count % 20]}`
}

const ending = (stem: string, isLast: boolean): string => (isLast ? `${stem}ი` : stem)
