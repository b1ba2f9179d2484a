import { backOffMs, type Patience } from './back-off.ts'
import { unavailable, type Outcome, type Unavailable } from './outcome.ts'

/**
 * Repeats an attempt until the server has answered with success or refusal, waiting longer each time.
 * Ends with the last passing fault when the signal is aborted or the patience is at its end; what was
 * to be sent stays where it is.
 */
export async function untilAnswered<T>(
  attempt: () => Promise<Outcome<T>>,
  patience: Patience,
  options: { signal?: AbortSignal | undefined; onFault?: (fault: Unavailable, waitMs: number) => void } = {},
): Promise<Outcome<T>> {
  const startedMs = patience.nowMs()
  let last: Unavailable = unavailable('The agent was asked to stop.')
  for (let failures = 1; options.signal?.aborted !== true; failures += 1) {
    const outcome = await attempt()
    if (outcome.ok || outcome.kind === 'refused') return outcome
    last = outcome
    const { giveUpAfterMs } = patience
    if (giveUpAfterMs !== null && patience.nowMs() - startedMs >= giveUpAfterMs) break
    const waitMs = outcome.afterMs ?? backOffMs(failures, patience.random())
    options.onFault?.(outcome, waitMs)
    await patience.sleep(waitMs, options.signal)
  }
  return last
}
