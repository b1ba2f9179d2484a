import type { BatchReport } from '#contract/capture.ts'
import type { Outcome } from '../http/outcome.ts'
import type { CloseBatch, ServerClient } from '../http/server-client.ts'
import { untilAnswered } from '../http/until-answered.ts'
import type { BatchState } from '../spool/batch-state.ts'
import type { Uploading } from './upload-image.ts'

/** Longest list of rejected sheets that the contract takes. */
const rejectedMax = 1000

/** Tells the server how many images there are. A batch that is closed already answers with its report. */
export async function closeBatch(
  up: Omit<Uploading, 'client'> & { client: Pick<ServerClient, 'closeBatch' | 'batchReport'> },
  state: Readonly<BatchState>,
): Promise<Outcome<BatchReport>> {
  const closing = closingOf(state)
  const attempt = async (): Promise<Outcome<BatchReport>> => {
    const outcome = await up.client.closeBatch(state.batch, closing, up.signal)
    const already = !outcome.ok && outcome.kind === 'refused' && outcome.code === 'batch-closed'
    return already ? up.client.batchReport(state.batch, up.signal) : outcome
  }
  return untilAnswered(attempt, up.patience, { signal: up.signal, onFault: up.onFault })
}

/** What is said on closing: every numbered image counts as fed, also one that the server refused. */
export function closingOf(state: Readonly<BatchState>): CloseBatch {
  const rejected: CloseBatch['rejected'] = state.rejected.map(({ name, code, detail }) => ({ name, code, detail }))
  for (const { name, image, fate } of state.images) {
    if (typeof fate === 'object') rejected.push({ name, image, ...fate.refused })
  }
  if (rejected.length > rejectedMax) {
    const left = rejected.splice(rejectedMax - 1)
    rejected.push({ name: '…', code: 'too-many-pages', detail: `${left.length} more files or pages were rejected.` })
  }
  return { fed: state.images.length, rejected, feedSeconds: state.fed?.feedSeconds ?? 0 }
}
