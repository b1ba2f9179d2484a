import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, formatCivilDate, fromEpochDay, parseCivilDate } from '#kernel/civil-date.ts'
import { countTerm, type WorkingDays } from './count-term.ts'
import { dueOn, judgeStep, mayExtend, type DueBy } from './judge-term.ts'
import { readProfiles } from './load-profiles.ts'
import { hasDoubt, type Span, type TermRule } from './term-rule.ts'

const plain: WorkingDays = { weekend: [6, 7], off: new Set(), working: new Set(), roll: 'none', enteredUntil: '2030-12-31' }
const profiles = await readProfiles()
const rule = (id: string): TermRule => {
  const found = profiles.flatMap(({ rules }) => rules).find((one) => one.rule.id === id)
  if (!found) throw new Error(`no rule ${id}`)
  return found.rule
}

describe('vectors of the four countries, without holidays', () => {
  test.each<[string, string, string, DueBy | 'forward' | 'registerWithin', string]>([
    ['MD petition, 30 days', 'md.petition', '2026-03-02', 'term', '2026-04-01'],
    ['MD petition, 15 days more', 'md.petition', '2026-03-02', 'extension', '2026-04-16'],
    ['MD petition, 90 days at most, a Sunday', 'md.petition', '2026-03-02', 'longest', '2026-05-31'],
    ['MD petition, sent on in 5 working days', 'md.petition', '2026-03-02', 'forward', '2026-03-09'],
    ['MD information request, 10 days', 'md.information', '2026-03-02', 'term', '2026-03-12'],
    ['MD information request, 7 days more', 'md.information', '2026-03-02', 'extension', '2026-03-19'],
    ['UA appeal, one month', 'ua.appeal', '2026-03-02', 'term', '2026-04-02'],
    ['UA appeal, 15 days where no study is needed', 'ua.appeal', '2026-03-02', 'urgent', '2026-03-17'],
    ['UA appeal, 45 days in all', 'ua.appeal', '2026-03-02', 'extension', '2026-04-16'],
    ['UA information request, 5 working days', 'ua.information', '2026-05-11', 'term', '2026-05-18'],
    ['UA information request, 20 working days', 'ua.information', '2026-05-11', 'extension', '2026-06-08'],
    ['UA information request, 48 hours', 'ua.information', '2026-05-11', 'urgent', '2026-05-13'],
    ['UA month edge: received on 31 January', 'ua.appeal', '2026-01-31', 'term', '2026-02-28'],
    ['UA month edge in a leap year', 'ua.appeal', '2028-01-31', 'term', '2028-02-29'],
    ['UA received on a leap day', 'ua.appeal', '2028-02-29', 'term', '2028-03-29'],
    ['UA received on 31 August', 'ua.appeal', '2026-08-31', 'term', '2026-09-30'],
    ['UA received on 31 December', 'ua.appeal', '2026-12-31', 'term', '2027-01-31'],
    ['MD 30 days over a leap day', 'md.petition', '2028-02-15', 'term', '2028-03-16'],
    ['RU appeal, 30 days', 'ru.appeal', '2026-05-18', 'term', '2026-06-17'],
    ['RU appeal, 30 days more', 'ru.appeal', '2026-05-18', 'extension', '2026-07-17'],
    ['RU appeal, sent on in 7 days', 'ru.appeal', '2026-05-18', 'forward', '2026-05-25'],
    ['RU appeal, registered in 3 days', 'ru.appeal', '2026-05-18', 'registerWithin', '2026-05-21'],
    ['GE application, one month', 'ge.application', '2026-03-02', 'term', '2026-04-02'],
    ['GE public information, 10 days', 'ge.information', '2026-03-02', 'term', '2026-03-12'],
  ])('S4-12 %s', (_, id, base, by, expected) => {
    const one = rule(id)
    const found = by === 'forward' || by === 'registerWithin' ? judgeStep(one[by], one, base, base, plain)?.until : dueOn(one, base, by, plain)?.on
    expect(found).toBe(expected)
  })
})

test('S4-12 the Sunday 2026-05-31 stays, or moves to Monday where the profile rolls over', () => {
  const petition = rule('md.petition')
  expect(dueOn(petition, '2026-03-02', 'longest', plain)?.on).toBe('2026-05-31')
  expect(dueOn({ ...petition, roll: 'next-working-day' }, '2026-03-02', 'longest', plain)?.on).toBe('2026-06-01')
  const bridge = { ...plain, off: new Set(['2026-06-01']) }
  expect(dueOn({ ...petition, roll: 'next-working-day' }, '2026-03-02', 'longest', bridge)?.on).toBe('2026-06-02')
})

test('S4-12 an extension is told within its term or not at all', () => {
  const of = { baseOn: '2026-03-02', dueOn: '2026-04-01', by: 'term', extended: false } as const
  const petition = rule('md.petition')
  expect(mayExtend(petition, { ...of, today: '2026-04-01' }, 'extension', plain)).toMatchObject({ may: true, latest: { on: '2026-04-16' }, told: '2026-04-01' })
  expect(mayExtend(petition, { ...of, today: '2026-04-02' }, 'extension', plain)).toMatchObject({ may: false, why: 'told-too-late' })
  expect(mayExtend(petition, { ...of, extended: true, by: 'extension', dueOn: '2026-04-16', today: '2026-04-10' }, 'extension', plain)).toMatchObject({ may: false, why: 'extended-already' })
  expect(mayExtend(petition, { ...of, extended: true, by: 'extension', dueOn: '2026-04-16', today: '2026-04-10' }, 'longest', plain)).toMatchObject({ may: true, latest: { on: '2026-05-31' } })
  expect(mayExtend(rule('ua.information'), { ...of, baseOn: '2026-05-11', dueOn: '2026-05-18', today: '2026-05-19' }, 'extension', plain)).toMatchObject({ may: false, why: 'told-too-late', told: '2026-05-18' })
  expect(mayExtend(rule('ge.complaint'), { ...of, today: '2026-03-03' }, 'extension', plain)).toMatchObject({ may: false, why: 'no-extension' })
})

test('S4-12 what was not seen in the law says so, and every rule names its basis and source', () => {
  for (const { rule: one } of profiles.flatMap(({ rules }) => rules)) expect([one.basis, one.source, one.name['en']].every((text) => (text ?? '').length > 3)).toBe(true)
  expect([rule('ua.administrative-case'), rule('ru.information'), rule('ge.complaint')].map(({ status }) => status)).toEqual(['unconfirmed', 'unconfirmed', 'unconfirmed'])
  expect(rule('ua.appeal')).toMatchObject({ status: 'confirmed', forward: { status: 'unconfirmed' }, extension: { status: 'confirmed' } })
  expect(hasDoubt(rule('md.petition'))).toBe(true)
})

const day = fc.integer({ min: 0, max: 30_000 }).map((at) => formatCivilDate(fromEpochDay(at)))
const span = fc.record({ value: fc.integer({ min: 1, max: 120 }), unit: fc.constantFrom('day', 'working-day', 'month', 'hour') satisfies fc.Arbitrary<Span['unit']> })
const roll = fc.constantFrom('next-working-day' as const, 'none' as const)
const next = (text: string, days: number) => formatCivilDate(addDays(parseCivilDate(text) ?? fromEpochDay(0), days))

describe('whatever day, span and calendar', () => {
  const some = fc.record({ base: day, span, roll, offs: fc.uniqueArray(fc.integer({ min: 1, max: 200 }), { maxLength: 30 }) })
  const calendarOf = (base: string, offs: number[]): WorkingDays => ({ ...plain, off: new Set(offs.map((days) => next(base, days))), enteredUntil: null })

  test('G4 a later base day never gives an earlier deadline', () => {
    fc.assert(fc.property(some, fc.integer({ min: 1, max: 60 }), ({ base, span: one, roll: rolls, offs }, later) => {
      const calendar = calendarOf(base, offs)
      expect(countTerm(next(base, later), one, calendar, rolls).on >= countTerm(base, one, calendar, rolls).on).toBe(true)
    }), { numRuns: 300 })
  })
  test('G4 a day off more never makes a deadline earlier', () => {
    fc.assert(fc.property(some, fc.integer({ min: 1, max: 200 }), ({ base, span: one, roll: rolls, offs }, more) => {
      expect(countTerm(base, one, calendarOf(base, [...offs, more]), rolls).on >= countTerm(base, one, calendarOf(base, offs), rolls).on).toBe(true)
    }), { numRuns: 300 })
  })
  test('G4 the time zone of the machine changes nothing', () => {
    const here = process.env['TZ']
    fc.assert(fc.property(some, ({ base, span: one, roll: rolls, offs }) => {
      const found = ['Pacific/Kiritimati', 'America/Los_Angeles', 'Asia/Irkutsk'].map((zone) => {
        process.env['TZ'] = zone
        return countTerm(base, one, calendarOf(base, offs), rolls).on
      })
      expect(new Set(found).size).toBe(1)
    }), { numRuns: 60 })
    if (here === undefined) delete process.env['TZ']
    else process.env['TZ'] = here
  })
  test('G4 a rolled deadline is a working day', () => {
    fc.assert(fc.property(some, ({ base, span: one, offs }) => {
      const calendar = calendarOf(base, offs)
      const { on, uncertain } = countTerm(base, one, calendar, 'next-working-day')
      expect(calendar.off.has(on)).toBe(false)
      expect(uncertain).toBe(true)
    }), { numRuns: 200 })
  })
})
