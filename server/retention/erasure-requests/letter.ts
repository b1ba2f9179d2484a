import { refusalGrounds, type ErasureItem, type ErasureRequestView } from '#contract/erasure-requests.ts'
import type { Language } from '#kernel/language.ts'
import { addDays, formatCivilDate, parseCivilDate } from '#kernel/civil-date.ts'
import { english } from './letter-in/english.ts'
import { georgian } from './letter-in/georgian.ts'
import type { LetterPhrases } from './letter-in/phrases.ts'
import { romanian } from './letter-in/romanian.ts'
import { russian } from './letter-in/russian.ts'
import { ukrainian } from './letter-in/ukrainian.ts'

const phrasebooks: Readonly<Record<Language, LetterPhrases>> = { en: english, ka: georgian, ro: romanian, ru: russian, uk: ukrainian }

/**
 * The answer to a request as plain text, for a person to read over and sign: every record with what it comes to, a refusal with
 * rule, citation and date. Holds are not named: who asks may be the one who is inquired about.
 */
export function letterText(request: ErasureRequestView, language: Language): string {
  const phrases = phrasebooks[language]
  const { items } = request
  const groups: [string, ErasureItem[]][] = [
    [phrases.erased, items.filter((item) => item.outcome === 'erased')],
    [phrases.toAct, items.filter((item) => item.outcome === 'to-act')],
    ...refusalGrounds.map((ground): [string, ErasureItem[]] => [phrases.refused[ground], items.filter((item) => item.outcome === 'refused' && item.ground === ground)]),
    [phrases.needsDecision, items.filter((item) => item.outcome === 'needs-decision' || item.outcome === null)],
  ]
  const told = groups.filter(([, group]) => group.length > 0).map(([heading, group]) => [heading, ...group.map((item) => `– ${lineOf(item, phrases)}`)].join('\n'))
  const body = items.length === 0 ? [phrases.nothing] : told
  return [phrases.heading(request.number, request.receivedOn), phrases.greeting(request.requester), phrases.intro(request.basis), ...body, phrases.complaint].join('\n\n')
}

function lineOf(item: ErasureItem, phrases: LetterPhrases): string {
  const last = item.eligibleOn === null ? null : parseCivilDate(item.eligibleOn)
  const stays = item.ground === 'floor' || item.ground === 'decided'
  const parts = [
    item.title === null ? item.record : `${item.title} (${item.record})`,
    ...(item.rule === null || item.ground === 'hold' ? [] : [phrases.rule(item.rule, item.cite)]),
    ...(stays && last !== null ? [phrases.keptThrough(formatCivilDate(addDays(last, -1)))] : []),
    ...(item.ground === 'waiting' ? [phrases.waitingFor(item.waitingFor.join(', '))] : []),
    ...(item.act !== null ? [phrases.act(item.act)] : []),
  ]
  return parts.join('; ')
}
