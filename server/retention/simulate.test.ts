import { expect, test } from 'vitest'
import { parseCivilDate } from '#kernel/civil-date.ts'
import { compile } from './engine/compile.ts'
import type { ScheduleVersion } from './engine/rule.ts'
import { schedulesWith } from './simulate.ts'

const version = (schedule: string, name: string, from: string, replaces = false): ScheduleVersion => ({
  schedule,
  version: name,
  effectiveFrom: parseCivilDate(from),
  effectiveUntil: null,
  transition: replaces ? 'all-undisposed' : null,
  timeZone: 'Europe/Chisinau',
  overflow: 'roll-forward',
  yearStart: { month: 1, day: 1 },
  rules: [],
})
const inForce = compile([version('town', '1', '2000-01-01'), version('town', '2', '2020-01-01', true), version('archive', '1', '2000-01-01')])
const names = (given: ScheduleVersion) => schedulesWith(inForce, given).map(({ id, versions }) => [id, versions.map((one) => one.version.version)])

test.each([
  ['one that follows the others', version('town', '3', '2025-01-01', true), [['archive', ['1']], ['town', ['1', '2', '3']]]],
  ['another form of the last one', version('town', '2', '2020-01-01', true), [['archive', ['1']], ['town', ['1', '2']]]],
  ['one that takes force before the last', version('town', '1b', '2010-01-01', true), [['archive', ['1']], ['town', ['1', '1b']]]],
  ['one that replaces nothing', version('town', '9', '2025-01-01'), [['archive', ['1']], ['town', ['9']]]],
  ['a schedule that is not in force', version('other', '1', '2025-01-01'), [['other', ['1']]]],
])('what is in force with %s', (_, given, expected) => {
  expect(names(given)).toEqual(expected)
})
