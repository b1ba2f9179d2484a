import { addressGroup } from './address-group.ts'
import { createTryCounter } from './count-tries.ts'

/** `done`: what the work answered. `throttled`: the work was not begun; ask again after so many seconds. */
export type Guarded<T> = { kind: 'done'; value: T } | { kind: 'throttled'; retryAfterSeconds: number }

/** Does a piece of work as a try of an address for a number. `isWrong` says of what came out whether it counts; what throws does not. */
export type GuardTries = <T>(from: { address: string; number: string }, work: () => Promise<T>, isWrong: (value: T) => boolean) => Promise<Guarded<T>>

const minuteMs = 60_000

/**
 * Guards a secret that goes with a number against being guessed: ten wrong tries in five minutes from one address (or one
 * customer's network), and a hundred in an hour for one number from anywhere, then none until the window has passed.
 * `number`: in the form in which all ways to write it are the same. `now`: milliseconds.
 */
export function createTryGuard(now: () => number): GuardTries {
  const byAddress = createTryCounter({ wrongMax: 10, windowMs: 5 * minuteMs, keysMax: 50_000, now })
  const byNumber = createTryCounter({ wrongMax: 100, windowMs: 60 * minuteMs, keysMax: 50_000, now })
  const throttled = (retryAfterMs: number) => ({ kind: 'throttled', retryAfterSeconds: Math.max(1, Math.ceil(retryAfterMs / 1000)) }) as const
  return async ({ address, number }, work, isWrong) => {
    const person = await byAddress.enter(addressGroup(address))
    if (person.kind === 'wait') return throttled(person.retryAfterMs)
    const target = await byNumber.enter(number)
    if (target.kind === 'wait') {
      person.leave(false)
      return throttled(target.retryAfterMs)
    }
    let wrong = false
    try {
      const value = await work()
      wrong = isWrong(value)
      return { kind: 'done', value }
    } finally {
      target.leave(wrong)
      person.leave(wrong)
    }
  }
}
