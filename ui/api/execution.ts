import type { ActResult, PaperDestroyed, StubView } from '#contract/destruction.ts'
import { request } from './request.ts'

/** Progress of an execution, then its result. */
export function readResult(act: string, signal?: AbortSignal): Promise<ActResult> {
  return request('GET', `/acts/${encodeURIComponent(act)}/result`, { signal })
}

/** Says that the paper of a line was destroyed. */
export function confirmPaper(act: string, line: string, said: PaperDestroyed): Promise<ActResult> {
  return request('POST', `/acts/${encodeURIComponent(act)}/lines/${encodeURIComponent(line)}/paper`, { body: said })
}

/** What stays of a destroyed record. */
export function readStub(record: string, signal?: AbortSignal): Promise<StubView> {
  return request('GET', `/stubs/${encodeURIComponent(record)}`, { signal })
}
