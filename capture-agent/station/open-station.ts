import { join } from 'node:path'
import { systemClock } from '#kernel/clock.ts'
import { createNextBatch } from '../by-hand/next-batch.ts'
import { readEnrolled } from '../enrolment/read-enrolled.ts'
import { sleep, type Patience } from '../http/back-off.ts'
import { serverClient } from '../http/server-client.ts'
import { signedCalls } from '../http/signed-calls.ts'
import { openSpool } from '../spool/spool.ts'
import { openLooker } from './look-at-image.ts'
import type { Progress } from './progress.ts'
import type { Station } from './run-batch.ts'

export type StationOptions = {
  serverUrl: string
  /** The agent's own folder: identity and spool. */
  dataFolder: string
  /** Pages waiting in the spool, bytes at most. */
  spoolBytes?: number
  /** How long the server may be away before the caller is told, ms; null: for ever. */
  giveUpAfterMs: number | null
  onProgress?: (progress: Progress) => void
}

const defaultSpoolBytes = 20 * 1024 ** 3
const reserveBytes = 128 * 1024 ** 2
const lookThreads = 1

/**
 * Puts the parts of a station together.
 *
 * @throws OpisError `unauthenticated` before enrolment, and what the address or identity is refused for
 */
export async function openStation(options: StationOptions): Promise<Station & { close(): Promise<void> }> {
  const { server, signer } = await readEnrolled(options.serverUrl, options.dataFolder)
  const patience: Patience = { sleep, random: Math.random, nowMs: () => performance.now(), giveUpAfterMs: options.giveUpAfterMs }
  const spool = await openSpool({
    folder: join(options.dataFolder, 'spool'),
    clock: systemClock,
    maxBytes: options.spoolBytes ?? defaultSpoolBytes,
    reserveBytes,
  })
  const client = serverClient(signedCalls(server, signer, systemClock))
  const looker = openLooker(lookThreads, sleep)
  return {
    spool,
    nextBatch: createNextBatch({ folder: options.dataFolder, clock: systemClock, client }),
    client,
    looker,
    clock: systemClock,
    patience,
    onProgress: options.onProgress ?? (() => undefined),
    async close() {
      client.close()
      await looker.close()
    },
  }
}
