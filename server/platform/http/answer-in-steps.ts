import { setTimeout } from 'node:timers/promises'

/** Makes an answer and holds it back to the next step, whatever came out. What `make` throws comes at a step too. */
export type AnswerInSteps = (make: () => Promise<Response> | Response) => Promise<Response>

const stepMs = 20

/**
 * Answers to guesses leave in steps of 20 ms, counted from when the question is read (a slow body cannot choose the moment):
 * that something exists or not, which takes the database or the page a little longer, is not seen from outside.
 * `now`: milliseconds that only go forward; it and `pause` are the machine's by default.
 */
export function answerInSteps({ now = () => performance.now(), pause = setTimeout }: { now?: () => number; pause?: ((ms: number) => Promise<unknown>) | undefined } = {}): AnswerInSteps {
  return async (make) => {
    const startedMs = now()
    try {
      return await make()
    } finally {
      await pause(stepMs - ((now() - startedMs) % stepMs))
    }
  }
}
