import type { BatchReport } from '#contract/capture.ts'
import type { Outcome } from '../http/outcome.ts'
import type { ServerClient } from '../http/server-client.ts'
import { untilAnswered } from '../http/until-answered.ts'
import type { Uploading } from './upload-image.ts'

const pollMs = 500

/**
 * Follows a closed batch until everything that can be searched is searchable; what waits for a person is in
 * the report. A batch that stands still for `idleMs` is reported as it is.
 */
export async function awaitReport(
  up: Omit<Uploading, 'client'> & { client: Pick<ServerClient, 'batchReport'> },
  batch: string,
  options: { idleMs: number; onReport(report: BatchReport): void },
): Promise<Outcome<BatchReport>> {
  let seen = ''
  let changedMs = up.patience.nowMs()
  for (;;) {
    const outcome = await untilAnswered(() => up.client.batchReport(batch, up.signal), up.patience, up)
    if (!outcome.ok) return outcome
    const report = outcome.value
    const { seconds: _, ...facts } = report
    const now = JSON.stringify(facts)
    if (now !== seen) {
      seen = now
      changedMs = up.patience.nowMs()
      options.onReport(report)
    }
    if (report.state !== 'open' && report.searchable) return outcome
    if (up.patience.nowMs() - changedMs > options.idleMs) return outcome
    await up.patience.sleep(pollMs, up.signal)
  }
}
