import { rm } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { BatchByHand } from '#contract/by-hand.ts'
import { newId } from '#kernel/ids.ts'
import { freshFolder } from '#test/support/pile.ts'
import { unavailable } from '../http/outcome.ts'
import { createNextBatch, type NextBatch, type NextBatchParts } from './next-batch.ts'

const opened = (cover: string): BatchByHand => ({ batch: newId(), cover: { id: cover, class: 'petitions', file: null, date: null, sheets: null }, openedAt: '2024-05-02T10:00:00Z' })
const [first, second] = [opened('OPIS-1'), opened('OPIS-2')]
const nothing = new Set<string>()

describe('the next pile', () => {
  let folder: string
  let nowMs: number
  let next: NextBatch
  /** What waits at the server; `away`: it cannot be reached. */
  let server: { waits: BatchByHand | null; away: boolean; withdrawn: string[] }

  const client: NextBatchParts['client'] = {
    byHand: async () => (server.away ? unavailable('away') : { ok: true, value: { stations: [{ id: newId(), name: 'desk', waiting: server.waits, refused: null }] } }),
    withdraw: async (batch) => {
      if (server.away) return unavailable('away')
      server.withdrawn.push(batch)
      server.waits = null
      return { ok: true, value: Buffer.alloc(0) }
    },
  }
  const batchFor = async (inSpool: ReadonlySet<string> = nothing) => (await next.next(inSpool)).opened?.batch ?? null

  beforeEach(async () => {
    folder = await freshFolder('next')
    nowMs = Date.parse('2024-05-02T10:00:00Z')
    server = { waits: null, away: false, withdrawn: [] }
    next = createNextBatch({ folder, clock: { now: () => new Date(nowMs) }, client })
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  test('goes into what waits at the server, whoever opened it, and only once', async () => {
    expect(await batchFor()).toBeNull()
    server.waits = first
    expect(await batchFor()).toBe(first.batch)
    expect(await batchFor(new Set([first.batch]))).toBeNull()
  })

  test('finds what the reader opened while the server is away, and only once', async () => {
    await next.remember(first)
    server.away = true
    expect(await batchFor()).toBe(first.batch)
    expect(await batchFor()).toBeNull()
  })

  test('does not go into what a person withdrew or replaced at the screen', async () => {
    await next.remember(first)
    expect(await batchFor()).toBeNull()
    await next.remember(first)
    server.waits = second
    expect(await batchFor()).toBe(second.batch)
  })

  test('does not go into what everybody forgot', async () => {
    await next.remember(first)
    server.away = true
    nowMs += 31 * 60_000
    expect(await batchFor()).toBeNull()
  })

  test('never takes the cover of an earlier pile that was fed while nobody could ask', async () => {
    server.away = true
    expect(await batchFor()).toBeNull()
    server = { ...server, away: false, waits: first }
    const answer = await next.next(nothing)
    expect(answer).toMatchObject({ opened: null, notice: expect.stringContaining('OPIS-1') })
    expect(server.withdrawn).toEqual([first.batch])
    server.waits = second
    expect(await batchFor()).toBe(second.batch)
  })
})
