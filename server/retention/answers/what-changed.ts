import type { AnswerChange } from '#contract/retention-explained.ts'
import { formatCivilDate, type CivilDate } from '#kernel/civil-date.ts'
import type { FactMap } from '../engine/facts.ts'
import type { Moment } from '../engine/moment.ts'
import type { KeptAnswer, retentionAnswer } from './schema.ts'

type Kept = Pick<typeof retentionAnswer.$inferSelect, 'answer' | 'facts'>

/** What distinguishes an answer from the one before it: first the parts of the answer, then what it rests on. Empty when only something changed that neither names. */
export function whatChanged(before: Kept, after: Kept): readonly AnswerChange[] {
  return [...answerParts(before, after), ...restsOn(before, after)]
}

const parts: Readonly<Record<'state' | 'eligibleOn' | 'action' | 'rule' | 'version' | 'marks', (answer: KeptAnswer) => string | null>> = {
  state: ({ state }) => state,
  eligibleOn: ({ eligibleOn }) => dayText(eligibleOn),
  action: ({ action }) => (action === 'none' ? null : action),
  rule: ({ rule }) => rule,
  version: ({ version }) => version,
  marks: ({ marks }) => listText(marks),
}

function answerParts(before: Kept, after: Kept): AnswerChange[] {
  const pairs = (Object.keys(parts) as (keyof typeof parts)[]).map((what) => ({ what, before: parts[what](before.answer), after: parts[what](after.answer) }))
  const classes = ({ facts }: Kept): string | null => listText(facts.flatMap((one) => one.class ?? []))
  return [...pairs, { what: 'class' as const, before: classes(before), after: classes(after) }].filter((one) => one.before !== one.after)
}

type Ground = { readonly what: 'event' | 'fact' | 'hold' | 'decision'; readonly name: string; readonly value: string | null }

function restsOn(before: Kept, after: Kept): AnswerChange[] {
  const [old, now] = [groundsOf(before), groundsOf(after)]
  const missing = (from: ReadonlyMap<string, Ground>, among: ReadonlyMap<string, Ground>, gone: boolean) => [...from].flatMap(([key, ground]) => (among.has(key) ? [] : [{ ...ground, gone }]))
  return [...missing(old, now, true), ...missing(now, old, false)]
}

/** Whatever stands, once each, whichever of several files it comes through. */
function groundsOf({ answer, facts }: Kept): ReadonlyMap<string, Ground> {
  const grounds: Ground[] = [
    ...facts.flatMap(({ events }) => events.filter(({ retracted }) => !retracted).map(({ name, moment }) => ({ what: 'event' as const, name, value: momentText(moment) }))),
    ...facts.flatMap(({ record, subject, org }) => [...factsIn(record, 'record'), ...factsIn(subject, 'subject'), ...factsIn(org, 'org')]),
    ...facts.flatMap(({ extensions }) => extensions.map(({ id, until }) => ({ what: 'decision' as const, name: id, value: dayText(until) }))),
    ...answer.heldBy.map((name) => ({ what: 'hold' as const, name, value: null })),
  ]
  return new Map(grounds.map((ground) => [JSON.stringify([ground.what, ground.name, ground.value]), ground]))
}

function factsIn(map: FactMap, under: string): Ground[] {
  return Object.entries(map).flatMap(([key, value]): Ground[] => {
    const name = `${under}.${key}`
    if (typeof value === 'object' && value !== null) return factsIn({ ...value }, name)
    return value === null || value === undefined ? [] : [{ what: 'fact', name, value: String(value) }]
  })
}

const dayText = (day: CivilDate | null): string | null => (day === null ? null : formatCivilDate(day))
const listText = (list: readonly string[]): string | null => (list.length === 0 ? null : [...new Set(list)].toSorted().join(', '))

/** As it was entered: a year, a month, a day, or an instant. */
function momentText(moment: Moment): string {
  if (moment.kind === 'instant') return new Date(moment.epochMs).toISOString()
  return formatCivilDate(moment.first).slice(0, { year: 4, month: 7, day: 10 }[moment.precision])
}
