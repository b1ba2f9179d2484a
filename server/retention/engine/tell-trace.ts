import { formatCivilDate } from '#kernel/civil-date.ts'
import { list, phrasebooks, ruleName, termParts } from './explain.ts'
import { englishTrace } from './explain-in/english-trace.ts'
import { georgianTrace } from './explain-in/georgian-trace.ts'
import { romanianTrace } from './explain-in/romanian-trace.ts'
import { russianTrace } from './explain-in/russian-trace.ts'
import { ukrainianTrace } from './explain-in/ukrainian-trace.ts'
import type { Language } from '#kernel/language.ts'
import type { Answer } from './answer.ts'
import type { CivilDate } from '#kernel/civil-date.ts'
import type { Ahead, TracePhrases } from './explain-in/trace-phrases.ts'
import type { Facts } from './facts.ts'
import type { RuleOutcome } from './tell.ts'

/** What a line of the trace is about, so that a screen can set it apart. */
export type TraceLine = { readonly kind: 'rule' | 'event' | 'retracted' | 'counted' | 'date' | 'considered' | 'dropped' | 'end' | 'hold' | 'decision' | 'version' | 'change'; readonly text: string }

/** Of a recorded fact: who entered it and from which paper, where the reader may know; and why it was taken back. */
export type Recorded = { readonly by: string; readonly evidence: string | null; readonly retractReason: string | null }

/** What a trace is told from, beside the answer itself. */
export type TraceOf = { readonly answer: Answer; readonly facts: Facts; readonly today: CivilDate; readonly ahead: readonly Ahead[]; recorded(fact: string): Recorded | null }

const books: Readonly<Record<Language, TracePhrases>> = { en: englishTrace, ka: georgianTrace, ro: romanianTrace, ru: russianTrace, uk: ukrainianTrace }

/** How an answer came about and what would change it, line by line: rule, event with its source, counting, other rules, holds, versions. */
export function tellTrace(told: TraceOf, language: Language): readonly TraceLine[] {
  const { answer } = told
  const book = books[language]
  const { decides } = answer.trace
  return [
    ...(decides === null ? [] : decidingLines(told, decides, language)),
    ...(answer.eligibleOn === null || answer.retainThrough === null ? [] : [line('date', book.gives(formatCivilDate(answer.eligibleOn), formatCivilDate(answer.retainThrough)))]),
    ...answer.trace.considered.filter((each) => each !== decides).map((each) => line('considered', book.considered(ruleName(each, phrasebooks[language]), resultOf(each, language)))),
    ...(answer.dropped.length === 0 ? [] : [line('dropped', book.dropped(list(answer.dropped, phrasebooks[language])))]),
    ...(answer.eraseBy === null ? [] : [line('end', book.eraseBy(formatCivilDate(answer.eraseBy)))]),
    ...(answer.marks.length === 0 ? [] : [line('end', book.marks(list(answer.marks, phrasebooks[language])))]),
    ...holdLines(told, book),
    ...told.facts.extensions.map(({ id, until }) => line('decision', book.extension(id, until === null ? null : formatCivilDate(until)))),
    ...answer.trace.versions.flatMap(({ schedule, version, taken, reason }) => (version === null ? [] : [line('version', book.version(`${schedule} ${version}`, reason, taken))])),
    ...changeLines(told, language),
  ]
}

const line = (kind: TraceLine['kind'], text: string): TraceLine => ({ kind, text: `${text}.` })

function decidingLines({ facts, recorded }: TraceOf, decides: RuleOutcome, language: Language): readonly TraceLine[] {
  const book = books[language]
  const { outcome, version } = decides
  const rule = line('rule', book.decides(ruleName(decides, phrasebooks[language]), version.effectiveFrom === null ? null : formatCivilDate(version.effectiveFrom)))
  if (outcome.kind !== 'date') return [rule]
  const { name } = outcome.term.from
  const source = outcome.event.event?.fact === undefined ? null : recorded(outcome.event.event.fact)
  const event = `${book.event(name, formatCivilDate(outcome.event.day))}${source === null ? '' : `, ${book.recorded(source.by, source.evidence)}`}`
  const takenBack = facts.events.filter((each) => each.retracted && each.name === name)
  return [
    rule,
    line('event', event),
    ...takenBack.flatMap(({ moment, fact }) => (moment.kind === 'day' ? [line('retracted', book.retracted(name, formatCivilDate(moment.last), fact === undefined ? null : (recorded(fact)?.retractReason ?? null)))] : [])),
    ...termParts(outcome, phrasebooks[language]).map((text) => line('counted', upperFirst(text))),
  ]
}

function resultOf({ outcome }: RuleOutcome, language: Language): string {
  const book = books[language]
  if (outcome.kind === 'date') return book.until(formatCivilDate(outcome.on))
  return outcome.kind === 'permanent' ? book.permanent : book.waitsFor(list([...new Set(outcome.facts)], phrasebooks[language]))
}

function holdLines({ facts, today }: TraceOf, book: TracePhrases): readonly TraceLine[] {
  return facts.holds.map(({ id, from, released }) => {
    if (released !== null && released <= today) return line('hold', book.holdEnded(id, formatCivilDate(released)))
    return line('hold', from !== null && from > today ? book.holdAhead(id, formatCivilDate(from)) : book.hold(id))
  })
}

/** What would change the answer, so far as the engine can know it. */
function changeLines({ answer, ahead }: TraceOf, language: Language): readonly TraceLine[] {
  const book = books[language]
  const { decides, considered } = answer.trace
  const unknown = [...new Set([...answer.waitingFor, ...considered.flatMap((each) => each.fallbackFor)])]
  return [
    ...(decides?.outcome.kind === 'date' ? [line('change', book.ifRetracted(decides.outcome.term.from.name))] : []),
    ...unknown.map((fact) => line('change', book.ifKnown(fact))),
    ...(answer.heldBy.length === 0 ? [line('change', book.ifHold)] : []),
    ...ahead.map(({ version, from, state, eligibleOn }) => line('change', book.ifVersion(version, from, eligibleOn === null ? book.states[state] : book.until(eligibleOn)))),
  ]
}

function upperFirst(text: string): string {
  const first = text.slice(0, 1)
  return /\p{Script=Georgian}/u.test(first) ? text : first.toUpperCase() + text.slice(1)
}
