import { parseCivilDate, parseYearStart } from '#kernel/civil-date.ts'
import { noFacts } from '../engine/facts.ts'
import { parseMoment } from '../engine/moment.ts'
import { toRule } from './to-rule.ts'
import type { CivilDate } from '#kernel/civil-date.ts'
import type { EventFact, Facts, Period } from '../engine/facts.ts'
import type { Rule, ScheduleVersion } from '../engine/rule.ts'
import type { CaseForm } from './case-form.ts'
import type { RuleForm } from './rule-form.ts'

/** The versions a case gives, or its bare rules as one version that was always in force. */
export function toVersions(form: CaseForm): readonly ScheduleVersion[] {
  const settings = {
    schedule: 'case',
    effectiveUntil: null,
    timeZone: form.time_zone,
    overflow: form.overflow,
    yearStart: parseYearStart(form.year_start) ?? { month: 1, day: 1 },
  } as const
  if (form.rules !== undefined) {
    return [{ ...settings, version: null, effectiveFrom: null, transition: null, rules: toRules(form.rules, form) }]
  }
  return (form.versions ?? []).map((version) => ({
    ...settings,
    version: version.version,
    effectiveFrom: parseCivilDate(version.effective_from),
    transition: version.transition ?? null,
    rules: toRules(version.rules, form),
  }))
}

function toRules(rules: readonly RuleForm[], form: CaseForm): readonly Rule[] {
  const known = classOf(form) !== null
  return rules.map((each) => {
    const rule = toRule(each, { countFrom: form.count_from, unit: 'file', atEnd: 'destroy' })
    return known ? rule : { ...rule, classes: null }
  })
}

/** A case that names no class is about its rules, whatever classes they name. */
function classOf(form: CaseForm): string | null {
  if (form.class != null) return form.class
  const given = form.record?.['class']
  return typeof given === 'string' ? given : null
}

/** The facts of a case. */
export function toFacts(form: CaseForm): Facts {
  return {
    ...noFacts,
    class: classOf(form),
    events: (form.events ?? []).flatMap((event) => toEvent(event)),
    record: form.record ?? {},
    subject: form.subject ?? {},
    org: form.org ?? {},
    period: toPeriod(form.record?.period),
    holds: (form.holds ?? []).map((hold) => ({ id: hold.id, from: edge(hold.from, 'first'), released: edge(hold.released, 'last') })),
  }
}

function toEvent(event: NonNullable<CaseForm['events']>[number]): readonly EventFact[] {
  const moment = parseMoment(event.date ?? event.at ?? '')
  return moment === null ? [] : [{ name: event.event, moment, covers: toPeriod(event.covers), retracted: event.retracted ?? false }]
}

/** A period known by years or months begins on their first and ends on their last day. */
function toPeriod(pair: readonly [string, string] | null | undefined): Period | null {
  if (pair == null) return null
  const from = edge(pair[0], 'first')
  const to = edge(pair[1], 'last')
  return from === null || to === null ? null : { from, to }
}

function edge(text: string | null | undefined, side: 'first' | 'last'): CivilDate | null {
  const moment = text == null ? null : parseMoment(text)
  return moment?.kind === 'day' ? moment[side] : null
}
