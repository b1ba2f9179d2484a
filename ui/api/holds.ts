import type { z } from 'zod'
import type { holdCovers, holdList, HoldView, newHold } from '#contract/holds.ts'
import { currentLanguage } from '../text/locale.ts'
import { apiPath, request } from './request.ts'

export type { HoldView }
export type HoldList = z.infer<typeof holdList>
export type HoldCovers = z.infer<typeof holdCovers>
export type NewHold = z.input<typeof newHold>

const at = (number: string): string => `/holds/${encodeURIComponent(number)}`

/** @param released those that have been released too */
export function readHolds(released: boolean, signal?: AbortSignal): Promise<HoldList> {
  return request('GET', '/holds', { query: { released: String(released), limit: 500 }, signal })
}

/** Address of the list as a file. */
export const holdsFile = (released: boolean, format: 'csv' | 'ods'): string => apiPath('/holds', { released: String(released), format, language: currentLanguage() })

export function readHold(number: string, signal?: AbortSignal): Promise<HoldView> {
  return request('GET', at(number), { signal })
}

/** A page of the records that a hold covers now; `after`: id of the last one shown. */
export function readCovered(number: string, after?: string, signal?: AbortSignal): Promise<HoldCovers> {
  return request('GET', `${at(number)}/records`, { query: { after, limit: 50 }, signal })
}

export function placeHold(hold: NewHold): Promise<HoldView> {
  return request('POST', '/holds', { body: hold })
}

export function releaseHold(number: string, reason: string): Promise<HoldView> {
  return request('POST', `${at(number)}/release`, { body: { reason } })
}

export function reviewHold(number: string, reviewOn: string, note: string): Promise<HoldView> {
  return request('POST', `${at(number)}/review`, { body: { reviewOn, note } })
}
