import { languages, type Language } from '#kernel/language.ts'
import type { RetentionExplained } from '#contract/retention-explained.ts'
import type { Fact } from '#server/file-plan/facts.ts'
import type { Answer } from './engine/answer.ts'
import { formatCivilDate, type CivilDate } from '#kernel/civil-date.ts'
import type { CompiledSchedule } from './engine/compile.ts'
import { explain } from './engine/explain.ts'
import type { Ahead } from './engine/explain-in/trace-phrases.ts'
import { evaluate } from './engine/evaluate.ts'
import { tellTrace, type Recorded } from './engine/tell-trace.ts'
import type { Gathered } from './gather-facts.ts'

/** Who asks: whoever may not know of holds is told what would be so without any; who recorded facts about a person is for keepers of the plan. */
export type Reader = { readonly seesHolds: boolean; readonly seesPeople: boolean; readonly language: string }

/** The whole answer for a subject with its trace, in the reader's language; judged anew, from the facts as they are. */
export function tellSubject(gathered: Gathered, schedules: readonly CompiledSchedule[], today: CivilDate, reader: Reader): RetentionExplained {
  const [first, ...more] = reader.seesHolds ? gathered.obligations : withoutHolds(gathered)
  const at = (day: CivilDate): Answer => evaluate({ schedules, facts: first, alsoUnder: more, today: day })
  const answer = at(today)
  const language = spoken(reader.language)
  const facts = { ...first, events: [...first.events, ...more.flatMap((duty) => duty.events)] }
  return {
    ...presentAnswer(answer),
    ...{ kind: gathered.subject.kind, id: gathered.subject.id, on: formatCivilDate(today) },
    sentence: explain(answer, language),
    lines: [...tellTrace({ answer, facts, today, ahead: versionsAhead(schedules, gathered, today, at), recorded: (fact) => recordedOf(gathered.known, fact, reader) }, language)],
  }
}

export function spoken(language: string): Language {
  return languages.find((one) => one === language) ?? 'en'
}

function withoutHolds({ obligations: [first, ...more] }: Gathered): Gathered['obligations'] {
  return [{ ...first, holds: [] }, ...more.map((facts) => ({ ...facts, holds: [] }))]
}

function recordedOf(known: readonly Fact[], id: string, reader: Reader): Recorded | null {
  const fact = known.find((one) => one.id === id)
  if (fact === undefined || (fact.subjectKind === 'person' && !reader.seesPeople)) return null
  return { by: fact.recordedBy.replace(/^user:/, ''), evidence: fact.evidence, retractReason: fact.retractReason }
}

/** What each announced version that has rules for the subject would answer on its first day. */
function versionsAhead(schedules: readonly CompiledSchedule[], { obligations }: Gathered, today: CivilDate, at: (day: CivilDate) => Answer): readonly Ahead[] {
  const lying = schedules.flatMap(({ versions }) => versions).filter((one) => obligations.some((facts) => one.rulesFor(facts.class).length > 0))
  return lying.flatMap(({ version: { version, effectiveFrom } }) => {
    if (effectiveFrom === null || effectiveFrom <= today) return []
    const { baseState, eligibleOn } = at(effectiveFrom)
    return [{ version: version ?? '', from: formatCivilDate(effectiveFrom), state: baseState, eligibleOn: day(eligibleOn) }]
  })
}

/** The answer with dates as text, for programs. */
export function presentAnswer(answer: Omit<Answer, 'trace'>): Omit<RetentionExplained, 'kind' | 'id' | 'on' | 'sentence' | 'lines'> {
  const { state, baseState, action, rule, schedule, version, unit, provisional } = answer
  return {
    ...{ state, baseState, action, rule, schedule, version, unit, provisional },
    ...{ eligibleOn: day(answer.eligibleOn), retainThrough: day(answer.retainThrough), transferDue: day(answer.transferDue), transferTo: answer.transferTo, eraseBy: day(answer.eraseBy) },
    ...{ marks: [...answer.marks], waitingFor: [...answer.waitingFor], pending: [...answer.pending], heldBy: [...answer.heldBy], dropped: [...answer.dropped] },
  }
}

const day = (date: CivilDate | null): string | null => (date === null ? null : formatCivilDate(date))
