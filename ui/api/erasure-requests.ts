import type { z } from 'zod'
import type { erasureLetter, erasureRequestList, ErasureItem, ErasureRequestView, ErasureSummary, KeptLonger, NewErasureRequest } from '#contract/erasure-requests.ts'
import { currentLanguage } from '../text/locale.ts'
import { apiPath, request } from './request.ts'

export type { ErasureItem, ErasureRequestView, ErasureSummary, KeptLonger, NewErasureRequest }
export type ErasureRequestList = z.infer<typeof erasureRequestList>

const at = (number: string): string => `/erasure-requests/${encodeURIComponent(number)}`

export function readErasureRequests(signal?: AbortSignal): Promise<ErasureRequestList> {
  return request('GET', '/erasure-requests', { query: { limit: 500 }, signal })
}

/** Address of the list as a file. */
export const erasureRequestsFile = (format: 'csv' | 'ods'): string => apiPath('/erasure-requests', { format, language: currentLanguage() })

export function addErasureRequest(wanted: NewErasureRequest): Promise<ErasureRequestView> {
  return request('POST', '/erasure-requests', { body: wanted })
}

export function readErasureRequest(number: string, signal?: AbortSignal): Promise<ErasureRequestView> {
  return request('GET', at(number), { signal })
}

/** Judges every record of a request; nothing of the archive changes. */
export function assessErasureRequest(number: string): Promise<ErasureRequestView> {
  return request('POST', `${at(number)}/assess`, { body: {} })
}

export function decideErasure(number: string, record: string, keep: boolean, reason: string): Promise<ErasureRequestView> {
  return request('POST', `${at(number)}/decide`, { body: { record, keep, reason } })
}

/** Draws up an act of destruction of what nothing stands against; refused where that changed meanwhile. */
export function drawUpErasureAct(title: string, items: readonly ErasureItem[]): Promise<unknown> {
  const subjects = new Map(items.flatMap(({ subject }) => (subject === null ? [] : [[`${subject.kind} ${subject.id}`, subject] as const])))
  return request('POST', '/acts', { body: { title, subjects: [...subjects.values()] } })
}

/** The answer as a text in a language, for a person to read over. */
export function readErasureLetter(number: string, language: string): Promise<z.infer<typeof erasureLetter>> {
  return request('GET', `${at(number)}/letter`, { query: { language } })
}

export function readKeptLonger(days: number, signal?: AbortSignal): Promise<KeptLonger> {
  return request('GET', '/retention/kept-longer', { query: { days, limit: 100 }, signal })
}

/** Where the browser fetches the whole list as a file. */
export function keptLongerPath(days: number, format: 'csv' | 'ods'): string {
  return apiPath('/retention/kept-longer', { days, format })
}
