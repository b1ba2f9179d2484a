import type { Language } from '#kernel/language.ts'
import type { Span } from '../engine/rule.ts'

const permanent: Record<Language, string> = { uk: 'постійно', ru: 'постоянно', ro: 'permanent', ka: 'მუდმივად', en: 'permanent' }

/** The length of a rule in few words: "5 років", "3 ani", "permanent"; null where it is no plain length. */
export function termText(span: Span, language: Language): string | null {
  if (span.kind === 'permanent') return permanent[language]
  if (span.kind !== 'term') {
    const said = span.spans.map((one) => termText(one, language))
    return said.every((one) => one !== null && one === said[0]) ? (said[0] ?? null) : null
  }
  if (span.length.kind !== 'fixed') return null
  const { years, months, weeks, days } = span.length.duration
  const parts = ([['year', years], ['month', months], ['week', weeks], ['day', days]] as const).filter(([, count]) => count > 0)
  if (parts.length === 0) return null
  return parts.map(([unit, count]) => new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }).format(count)).join(' ')
}
