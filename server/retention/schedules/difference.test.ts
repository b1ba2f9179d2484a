import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { languages } from '#kernel/language.ts'
import { loadSchedule } from '../schedule/load.ts'
import type { ScheduleForm } from '../schedule/schedule-form.ts'
import { differences } from './difference.ts'

const text = readFileSync(join(import.meta.dirname, '../../../retention-rules/ua/2024.yaml'), 'utf8')
function form(yaml: string): ScheduleForm {
  const loaded = loadSchedule(yaml)
  if (loaded.kind === 'faults') throw new Error(JSON.stringify(loaded.faults))
  return loaded.schedule.form
}
const old = form(text)
const changed = (...pairs: readonly (readonly [string, string])[]) => differences(old, form(pairs.reduce((yaml, [from, to]) => {
  if (!yaml.includes(from)) throw new Error(from)
  return yaml.replace(from, to)
}, text)))

test('nothing differs from itself', () => expect(differences(old, old)).toEqual([]))

test('a longer term is said in five languages', () => {
  const [one, ...more] = changed(['retain: {for: P5Y, from: decision.issued}', 'retain: {for: P7Y, from: decision.issued}'])
  expect(more).toEqual([])
  expect(one).toEqual({
    rule: '80',
    kind: 'changed',
    weaker: false,
    said: {
      en: 'Rule 80 (ст. 80): term: 5 years from the first day of the year after “decision.issued” → 7 years from the first day of the year after “decision.issued”',
      uk: 'Правило 80 (ст. 80): строк: 5 років, відлік: перший день року після події «decision.issued» → 7 років, відлік: перший день року після події «decision.issued»',
      ru: 'Правило 80 (ст. 80): срок: 5 лет, отсчёт: первый день года после события «decision.issued» → 7 лет, отсчёт: первый день года после события «decision.issued»',
      ro: 'Regula 80 (ст. 80): termen: 5 ani de la prima zi a anului de după evenimentul „decision.issued” → 7 ani de la prima zi a anului de după evenimentul „decision.issued”',
      ka: 'წესი 80 (ст. 80): ვადა: 5 წელი, ათვლა: მოვლენის მომდევნო წლის პირველი დღე „decision.issued“ → 7 წელი, ათვლა: მოვლენის მომდევნო წლის პირველი დღე „decision.issued“',
    },
  })
})

test('what keeps less is told apart', () => {
  expect(changed(['retain: {for: P5Y, from: decision.issued}', 'retain: {for: P3Y, from: decision.issued}'])[0]?.weaker).toBe(true)
  expect(changed(['retain: {for: P75Y, from: file.closed}\n    at_end: review\n    note', 'retain: {for: P75Y, from: file.closed}\n    at_end: destroy\n    note'])[0]?.weaker).toBe(true)
  expect(changed(['    at_end: review\n    mark: EPK\n', '    at_end: review\n'])[0]).toMatchObject({ weaker: true, said: { en: expect.stringContaining('mark: EPK → none') } })
})

test('new rules, rules that are gone, and what the schedule says of itself', () => {
  const found = changed(
    ['version: "2024-01-05"', 'version: "2026-01-01"'],
    ['  - id: "80"\n    cite: "ст. 80"', '  - id: "81"\n    cite: "ст. 81"'],
    ['effective: {from: "2024-01-05"}', 'effective: {from: "2026-01-01"}\nreplaces: {version: "2024-01-05", transition: never-shorten, basis: "order 7"}'],
  )
  expect(found.map(({ kind, rule, said }) => [kind, rule, said.en])).toEqual([
    ['head', null, 'in force: 2024-01-05 – … → 2026-01-01 – …'],
    ['head', null, 'earlier answers: replaces nothing → nothing is kept shorter than before'],
    ['new', '81', expect.stringContaining('New rule 81 (ст. 81): 5 years')],
    ['gone', '80', expect.stringContaining('Rule 80 (ст. 80) is gone')],
  ])
  for (const { said } of found) for (const language of languages) expect(said[language]).not.toBe('')
})
