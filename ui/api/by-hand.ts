import type { OpenByHand, OpenedByHand, StationsByHand } from '#contract/by-hand.ts'
import { request } from './request.ts'

/** Opens a batch for a cover whose code somebody scanned. */
export function openByHand(wanted: OpenByHand): Promise<OpenedByHand> {
  return request('POST', '/batches/by-hand', { body: wanted })
}

/** The stations, what waits there for its pages, and codes that were refused there a moment ago. */
export function readStations(): Promise<StationsByHand> {
  return request('GET', '/batches/by-hand')
}

export function withdrawBatch(id: string): Promise<void> {
  return request('POST', `/batches/${encodeURIComponent(id)}/withdraw`, { body: {} })
}
