import type { RetentionExplained, RetentionHistory } from '#contract/retention-explained.ts'
import { request } from './request.ts'

/** Why a record or a file is kept, step by step, in the language asked for. */
export function explainRetention(kind: 'record' | 'file', id: string, language: string, signal?: AbortSignal): Promise<RetentionExplained> {
  return request('GET', `/retention/${kind}s/${encodeURIComponent(id)}`, { query: { language }, signal })
}

/** What was answered for a record or a file until now, the newest first, at most twenty. */
export function readAnswers(kind: 'record' | 'file', id: string, language: string, signal?: AbortSignal): Promise<RetentionHistory> {
  return request('GET', `/retention/${kind}s/${encodeURIComponent(id)}/history`, { query: { language }, signal })
}
