import { expect, test } from 'vitest'
import { languages } from '#kernel/language.ts'
import { evaluateCases } from '../schedule/cases.ts'
import { loadSchedule } from '../schedule/load.ts'
import { compile } from './compile.ts'
import { parseCivilDate } from '#kernel/civil-date.ts'
import { evaluate } from './evaluate.ts'
import { explain } from './explain.ts'
import { noFacts } from './facts.ts'
import { onDay } from './moment.ts'
import type { CivilDate } from '#kernel/civil-date.ts'

function day(text: string): CivilDate {
  const date = parseCivilDate(text)
  if (date === null) throw new Error(`${text} is no day`)
  return date
}

const file = `
schedule: s
version: "1"
authority: {act: "act", number: "1", date: "2024-01-04"}
effective: {from: "2024-01-05"}
defaults: {time_zone: Europe/Kyiv, count_from: next-year-start}
rules:
  - {id: "80", cite: "ст. 80", title: {en: "x"}, classes: ["a"], retain: {for: P5Y, from: decision.issued}, at_end: destroy, source: {status: confirmed}}
`

function answer(extensions: readonly { id: string; until: CivilDate }[] = []): ReturnType<typeof evaluate> {
  const loaded = loadSchedule(file)
  if (loaded.kind === 'faults') throw new Error(JSON.stringify(loaded.faults))
  const events = [{ name: 'decision.issued', moment: onDay(day('2025-10-14')), covers: null, retracted: false }]
  return evaluate({ schedules: compile([loaded.schedule.version]), facts: { ...noFacts, class: 'a', events, extensions }, today: day('2026-06-01') })
}

test('a dated answer says rule, term, start and event', () => {
  expect(explain(answer(), 'en')).toBe(
    'Kept until 2031-01-01: rule 80 (ст. 80) of version 1, 5 years counted from 2026-01-01, the year after the event decision.issued of 2025-10-14.',
  )
  expect(explain(answer(), 'uk')).toBe(
    'Зберігається до 2031-01-01: правило 80 (ст. 80) у редакції 1, строк 5 років рахується від 2026-01-01 (рік після події decision.issued від 2025-10-14).',
  )
})

test('an extension is named when it gives the date', () => {
  expect(explain(answer([{ id: 'E-4', until: day('2040-01-01') }]), 'en')).toContain('Kept until 2040-01-01')
  expect(explain(answer([{ id: 'E-4', until: day('2040-01-01') }]), 'uk')).toContain('продовжено рішенням E-4')
  expect(explain(answer([{ id: 'E-4', until: day('2030-01-01') }]), 'en')).not.toContain('E-4')
})

const states = `
- {id: waiting, rules: [{id: A, retain: {for: P5Y, from: contract.ended}}]}
- {id: which-rule, rules: [{id: A, when: {org.source: true}, retain: {for: P5Y, from: contract.ended}}]}
- {id: permanent, rules: [{id: A, at_end: transfer, retain: {for: permanent}, transfer: {for: P10Y, from: file.closed, to: archive}}], events: [{event: file.closed, date: 2010}]}
- {id: unscheduled, rules: []}
- {id: held, rules: [], holds: [{id: H}]}
- {id: conflict, rules: [{id: A, retain: {for: P5Y, from: contract.ended}, erase_by: {for: P1Y, from: record.date}}], events: [{event: record.date, date: 2010}]}
- {id: age, rules: [{id: A, retain: {for: {years: 75, minus: age-at-trigger}, from: file.closed}}], subject: {born: 1985-03-01}, events: [{event: file.closed, date: 2025-02-28}]}
- {id: provisional, rules: [{id: A, retain: {for: P5Y, from: contract.ended}, fallback: {for: P9Y, from: record.date}}], events: [{event: record.date, date: 2020-02}]}
`

test('every state has its own sentence in every language', () => {
  const lines = [...evaluateCases(states)].map((line) => ('error' in line ? line.error.message : line.explanation))
  for (const language of languages) {
    const sentences = lines.map((each) => (typeof each === 'string' ? each : each[language]))
    expect(new Set(sentences).size).toBe(lines.length)
    for (const sentence of sentences) {
      expect(sentence).toMatch(/^\p{L}.*[^.]\.$/u)
      expect(sentence).not.toMatch(/undefined|null|\{|NaN|: \.|, ,/)
    }
  }
  expect(lines.map((each) => (typeof each === 'string' ? each : each.en))).toMatchInlineSnapshot(`
    [
      "Kept without a date until this becomes known: contract.ended; rule A counts from it.",
      "Kept without a date: which rule applies depends on org.source, which is not known.",
      "Kept permanently: rule A, to be handed over to archive from 2021-01-01.",
      "No rule applies to this record, so nothing may be destroyed.",
      "Held by H, so nothing may be destroyed; without the hold: no rule applies to this record, so nothing may be destroyed.",
      "A person must decide: to be erased by 2012-01-01, but to be kept without a date: rule A.",
      "Kept until 2062-01-01: rule A, 36 years counted from 2026-01-01, the year after the event file.closed of 2025-02-28, which is 75 less the age of 39.",
      "Kept until 2030-01-01: rule A, 9 years counted from 2021-01-01, the year after the event record.date of 2020-02 (taken as 2020-02-29), provisionally, because this is not known: contract.ended.",
    ]
  `)
})
