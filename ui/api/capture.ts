import type { z } from 'zod'
import type { batchImages, batchList, BatchReport, CoverOrder, DecideException, IssuedCovers } from '#contract/capture.ts'
import { apiPath, request } from './request.ts'

export type BatchList = z.infer<typeof batchList>
export type BatchSummary = BatchList['batches'][number]
export type BatchImages = z.infer<typeof batchImages>
export type BatchImage = BatchImages['images'][number]
export type BatchException = BatchReport['exceptions'][number]

const at = (id: string): string => `/batches/${encodeURIComponent(id)}`

export function readBatches(signal?: AbortSignal): Promise<BatchList> {
  return request('GET', '/batches', { signal })
}

export function readBatch(id: string, signal?: AbortSignal): Promise<BatchReport> {
  return request('GET', at(id), { signal })
}

export function readBatchImages(id: string, signal?: AbortSignal): Promise<BatchImages> {
  return request('GET', `${at(id)}/images`, { signal })
}

export function decideException(id: string, decision: DecideException): Promise<BatchReport> {
  return request('POST', `${at(id)}/decisions`, { body: decision })
}

export function orderCovers(order: CoverOrder): Promise<IssuedCovers> {
  return request('POST', '/covers', { body: order })
}

/** Small picture of an image of a batch, covers and blanks included. */
export function batchThumbnailPath(id: string, image: number): string {
  return apiPath(`${at(id)}/images/${image}/thumbnail`)
}

/** Deep Zoom description of an image of a batch. */
export function batchPicturePath(id: string, image: number): string {
  return apiPath(`${at(id)}/images/${image}/picture.dzi`)
}

/** Where the running report of a batch is announced. */
export function batchEventsPath(id: string): string {
  return apiPath(`${at(id)}/events`)
}
