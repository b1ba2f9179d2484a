import type { TroubleList, TroubledStep, UnreadPage } from '#contract/status.ts'
import { request } from './request.ts'

export type { TroubleList, TroubledStep, UnreadPage }

/** Steps that do not come off and pages that nobody could read. */
export function readTrouble(signal?: AbortSignal): Promise<TroubleList> {
  return request('GET', '/line/trouble', { signal })
}

/** Tries one step again now, or all of them. */
export function retrySteps(id?: string): Promise<{ retried: number }> {
  return request('POST', '/line/retry', { body: id === undefined ? {} : { id } })
}

/** Gives the unread pages of one record, or of all, back to the recognisers. */
export function readPagesAgain(record?: string): Promise<{ pages: number }> {
  return request('POST', '/line/read-again', { body: record === undefined ? {} : { record } })
}
