import type { z } from 'zod'
import type { history, RecordView, recordText } from '#contract/records.ts'
import { apiPath, request } from './request.ts'

export type History = z.infer<typeof history>
export type RecordText = z.infer<typeof recordText>
export type PageText = RecordText['pages'][number]

const at = (id: string): string => `/records/${encodeURIComponent(id)}`

/** @param language language of the retention sentence */
export function readRecord(id: string, language: string, signal?: AbortSignal): Promise<RecordView> {
  return request('GET', at(id), { query: { language }, signal })
}

export function readRecordText(id: string, signal?: AbortSignal): Promise<RecordText> {
  return request('GET', `${at(id)}/text`, { signal })
}

export function readHistory(id: string, signal?: AbortSignal): Promise<History> {
  return request('GET', `${at(id)}/history`, { signal })
}

/** Where the browser fetches the bytes of a rendition; of one page when `page` is given. */
export function renditionPath(id: string, rendition: 'original' | 'access', page?: number): string {
  return apiPath(`${at(id)}/renditions/${rendition}`, { page })
}

/** Small picture of a page, 320 px wide. */
export function thumbnailPath(id: string, page: number): string {
  return apiPath(`${at(id)}/pages/${page}/thumbnail`)
}

/** Deep Zoom description of the picture of a page. */
export function picturePath(id: string, page: number): string {
  return apiPath(`${at(id)}/pages/${page}/picture.dzi`)
}
