import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { moveNames, type TaskMove } from '#contract/assignments.ts'
import { bucketOf, endOfWeek } from './bucket.ts'
import { decideMove, isEnded, offeredMoves, type Hand, type MovableTask } from './moves.ts'

const people = ['head', 'ion', 'ana', 'olga', 'petro'] as const
const days = ['2026-03-01', '2026-03-05', '2026-03-20', '2026-04-10'] as const
const day = fc.constantFrom(...days)
const name = fc.constantFrom(...people)
const card = fc.constantFrom('c1', 'c2')
const at = { today: '2026-03-06', now: new Date('2026-03-06T08:00:00Z') }

const moves: fc.Arbitrary<TaskMove> = fc.oneof(
  fc.record({ move: fc.constant('name-executor' as const), executor: name }),
  fc.record({ move: fc.constant('transfer' as const), executor: name, reason: fc.constant('leave') }),
  fc.record({ move: fc.constant('extend' as const), dueOn: day, reason: fc.constant('expertise') }),
  fc.record({ move: fc.constant('report' as const), report: fc.constantFrom('', 'done'), resultCard: fc.option(card, { nil: undefined }) }),
  fc.record({ move: fc.constant('return' as const), remark: fc.constant('not enough') }),
  fc.record({ move: fc.constant('take-off-control' as const), resultCard: fc.option(card, { nil: undefined }) }),
  fc.record({ move: fc.constant('close' as const), report: fc.constant('') }),
  fc.record({ move: fc.constant('cancel' as const), reason: fc.constant('by mistake') }),
  fc.record({ move: fc.constant('contribute' as const), contribution: fc.constant('figures') }),
)
const hands: fc.Arbitrary<Hand> = fc.record({ name, standsFor: fc.subarray([...people], { maxLength: 2 }) }).map((hand) => ({ ...hand, standsFor: hand.standsFor.filter((one) => one !== hand.name) }))
const controllers = fc.option(fc.constantFrom('olga', 'petro'), { nil: null })
const fresh = fc
  .record({ controller: controllers, executor: fc.option(fc.constantFrom('ion', 'ana'), { nil: null }), dueOn: fc.option(day, { nil: null }) })
  .map(({ controller, executor, dueOn }): MovableTask => ({ controller, executor, dueOn, firstDueOn: dueOn, state: 'open', unit: 'housing', head: 'head', madeBy: 'head', helpers: ['petro'], extended: 0, executedOn: null, executedBy: null, report: null, resultCard: null, resultRecord: null }))
const lives = fc.tuple(fresh, fc.array(fc.tuple(moves, hands), { maxLength: 25 }))

/** Plays a life of moves and gives every step that was made. */
function play(first: MovableTask, steps: readonly (readonly [TaskMove, Hand])[]) {
  let task = first
  return steps.flatMap(([what, hand]) => {
    const moved = decideMove(task, what, hand, at)
    if (moved.kind === 'refused') return []
    const before = task
    task = { ...task, ...moved.change }
    return [{ before, after: task, change: moved.change, as: moved.as, what, hand }]
  })
}

describe('whatever people try', () => {
  test('S1-01 no move skips the controller: a task on control ends by the controller alone, never by who executes it', () => {
    fc.assert(
      fc.property(lives, ([first, steps]) => {
        for (const { before, after, as, hand } of play(first, steps)) {
          expect(after.controller).toBe(first.controller)
          if (first.controller === null || !isEnded(after)) continue
          expect(as).toBe(first.controller)
          expect([before.executor, before.executedBy]).not.toContain(hand.name)
          if (after.state === 'off-control') expect(after.resultCard ?? after.resultRecord).not.toBeNull()
          expect(['off-control', 'cancelled']).toContain(after.state)
        }
      }),
      { numRuns: 500 },
    )
  })

  test('every end has who and when, and nothing moves after it', () => {
    fc.assert(
      fc.property(lives, ([first, steps]) => {
        for (const { before, after, change, hand } of play(first, steps)) {
          expect(isEnded(before)).toBe(false)
          if (isEnded(after)) expect(change).toMatchObject({ endedBy: hand.name, endedAt: at.now, endedOn: at.today })
        }
      }),
    )
  })

  test('an overdue task stands in the overdue list until it has ended; only an extension takes it out before', () => {
    fc.assert(
      fc.property(lives, ([first, steps]) => {
        for (const { before, after, what } of play(first, steps)) {
          const late = (task: MovableTask) => bucketOf(task, at.today) === 'overdue'
          expect(late(after)).toBe(after.dueOn !== null && after.dueOn < at.today && !isEnded(after))
          if (late(before) && !late(after)) expect(isEnded(after) || what.move === 'extend').toBe(true)
        }
      }),
    )
  })

  test('the first deadline stays, each extension counts and goes later', () => {
    fc.assert(
      fc.property(lives, ([first, steps]) => {
        for (const { before, after, what } of play(first, steps)) {
          if (first.dueOn !== null) expect(after.firstDueOn).toBe(first.dueOn)
          expect(after.extended - before.extended).toBe(what.move === 'extend' ? 1 : 0)
          if (before.dueOn !== null) expect((after.dueOn ?? '') >= before.dueOn).toBe(true)
        }
      }),
    )
  })

  test('who acts has a part in it, himself or for somebody absent; what is not offered is refused', () => {
    fc.assert(
      fc.property(lives, hands, ([first, steps], hand) => {
        for (const { as, hand } of play(first, steps)) expect([hand.name, ...hand.standsFor]).toContain(as)
        const offered = offeredMoves(first, hand)
        for (const [what] of steps) if (!offered.includes(what.move)) expect(decideMove(first, what, hand, at).kind).toBe('refused')
        expect(moveNames).toEqual(expect.arrayContaining(offered))
      }),
    )
  })
})

test('the week ends on Sunday', () => {
  expect(['2026-03-02', '2026-03-07', '2026-03-08', '2026-03-09', '1969-12-30'].map(endOfWeek)).toEqual(['2026-03-08', '2026-03-08', '2026-03-08', '2026-03-15', '1970-01-04'])
})
