import { createHash } from 'node:crypto'
import type { z } from 'zod'
import { announcementHeader } from '#contract/agent-signature.ts'
import { openedByHand, stationsByHand, type OpenedByHand, type StationsByHand } from '#contract/by-hand.ts'
import {
  batchReport,
  imageReceipt,
  type BatchReport,
  type closeBatch,
  type ImageAnnouncement,
  type openBatch,
} from '#contract/capture.ts'
import { leaseAnswer, type failPage, type LeasedPage, type PageReading } from '#contract/recognition.ts'
import { limits } from '#kernel/limits.ts'
import { fitHeader } from './fit-header.ts'
import type { Outcome } from './outcome.ts'
import { readBytes, readJson } from './read-answer.ts'
import type { SignedCalls } from './signed-calls.ts'

export type OpenBatch = z.output<typeof openBatch>
export type CloseBatch = z.output<typeof closeBatch>
export type Receipt = z.output<typeof imageReceipt>
export type Leases = z.output<typeof leaseAnswer>
export type FailPage = z.output<typeof failPage>
export type ImageFile = { path: string; announcement: ImageAnnouncement }

/**
 * What an agent asks of the server (`server/contract/routes.md`). Each call is one attempt; opening,
 * uploading and closing twice is the same as once, so an answer that was lost is simply asked for again.
 */
export type ServerClient = {
  openBatch(batch: OpenBatch, signal?: AbortSignal): Promise<Outcome<BatchReport>>
  /** The receipt comes only when the image lies in durable storage. Images count from 1. */
  putImage(batch: string, image: number, file: ImageFile, signal?: AbortSignal): Promise<Outcome<Receipt>>
  closeBatch(batch: string, closing: CloseBatch, signal?: AbortSignal): Promise<Outcome<BatchReport>>
  batchReport(batch: string, signal?: AbortSignal): Promise<Outcome<BatchReport>>
  /** Opens a batch at this station for the cover of a code that was scanned by hand. */
  openByHand(code: string, signal?: AbortSignal): Promise<Outcome<OpenedByHand>>
  /** This station with the batch that waits at it for its pages. */
  byHand(signal?: AbortSignal): Promise<Outcome<StationsByHand>>
  /** Takes back a batch that was opened by hand. */
  withdraw(batch: string, signal?: AbortSignal): Promise<Outcome<Buffer>>
  /** `station`: the one on this machine; its pages come first. */
  lease(count: number, recogniser: string, signal?: AbortSignal, station?: string | null): Promise<Outcome<Leases>>
  image(page: LeasedPage, signal?: AbortSignal): Promise<Outcome<Buffer>>
  renew(page: string, lease: string, signal?: AbortSignal): Promise<Outcome<Buffer>>
  finish(page: string, lease: string, reading: PageReading, signal?: AbortSignal): Promise<Outcome<Buffer>>
  fail(page: string, fault: FailPage, signal?: AbortSignal): Promise<Outcome<Buffer>>
  close(): void
}

/** The client over signed calls. */
export function serverClient(calls: SignedCalls): ServerClient {
  const post = (path: string, json: unknown, signal?: AbortSignal) => calls.call({ method: 'POST', path, json, signal })
  const get = (path: string, signal?: AbortSignal) => calls.call({ method: 'GET', path, signal })
  return {
    openBatch: async (batch, signal) => readJson(await post('/api/batches', batch, signal), batchReport),
    putImage: async (batch, image, file, signal) => {
      const { sha512, bytes } = file.announcement
      const announced = Buffer.from(JSON.stringify(fitHeader(file.announcement)), 'utf8').toString('base64url')
      const answer = await calls.call({
        method: 'PUT',
        path: `/api/batches/${batch}/images/${image}`,
        file: { path: file.path, bytes, sha512 },
        headers: { [announcementHeader]: announced },
        signal,
      })
      return readJson(answer, imageReceipt)
    },
    closeBatch: async (batch, closing, signal) =>
      readJson(await post(`/api/batches/${batch}/close`, closing, signal), batchReport),
    batchReport: async (batch, signal) => readJson(await get(`/api/batches/${batch}`, signal), batchReport),
    openByHand: async (code, signal) => readJson(await post('/api/batches/by-hand', { code }, signal), openedByHand),
    byHand: async (signal) => readJson(await get('/api/batches/by-hand', signal), stationsByHand),
    withdraw: async (batch, signal) => readBytes(await post(`/api/batches/${batch}/withdraw`, {}, signal)),
    lease: async (count, recogniser, signal, station) =>
      readJson(await post('/api/recognition/leases', { count, recogniser, ...(station ? { station } : {}) }, signal), leaseAnswer),
    image: async (page, signal) => {
      const image = readBytes(await calls.call({ method: 'GET', path: page.imagePath, answerBytes: limits.fileBytes, totalTimeoutMs: 300_000, signal }))
      if (!image.ok || createHash('sha512').update(image.value).digest('hex') === page.sha512) return image
      return { ok: false, kind: 'unavailable', code: 'checksum-mismatch', detail: 'The image that arrived is not the one that was leased.', afterMs: null }
    },
    renew: async (page, lease, signal) => readBytes(await post(`/api/recognition/pages/${page}/renew`, { lease }, signal)),
    finish: async (page, lease, reading, signal) =>
      readBytes(await post(`/api/recognition/pages/${page}/finish`, { lease, reading }, signal)),
    fail: async (page, fault, signal) => readBytes(await post(`/api/recognition/pages/${page}/fail`, fault, signal)),
    close: () => calls.close(),
  }
}
