import { OpisError } from '#kernel/errors.ts'
import { causeOf } from '../logger.ts'
import { textAnswer } from './text-answer.ts'

/** How far a long run is. */
export type Progress = { done: number; total: number }

/** A run may report thousands of steps a second; whoever watches needs a few, and never none for long. */
const tellEveryMs = 200

/**
 * Answers a request that runs long: JSON Lines with `{"progress":{done,total}}` and, at the end,
 * `{"result":…}` or `{"problem":{type,detail}}`. When the caller goes away the run ends at its next step.
 */
export function progressAnswer(run: AsyncGenerator<Progress, unknown>): Response {
  return textAnswer('application/jsonl', lines(run), { gather: false })
}

async function* lines(run: AsyncGenerator<Progress, unknown>): AsyncGenerator<string> {
  let toldMs = 0
  const line = (value: unknown) => `${JSON.stringify(value)}\n`
  try {
    for (let step = await run.next(); ; step = await run.next()) {
      if (step.done) return yield line({ result: step.value })
      if (performance.now() - toldMs < tellEveryMs) continue
      toldMs = performance.now()
      yield line({ progress: step.value })
    }
  } catch (error) {
    yield line({ problem: error instanceof OpisError ? { type: error.code, detail: error.detail } : { type: 'internal', detail: causeOf(error) } })
  } finally {
    await run.return(undefined)
  }
}
