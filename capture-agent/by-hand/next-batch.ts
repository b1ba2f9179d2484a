import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { batchByHand, type BatchByHand } from '#contract/by-hand.ts'
import type { Clock } from '#kernel/clock.ts'
import type { ServerClient } from '../http/server-client.ts'
import { writeDurably } from '../spool/durable-file.ts'

/**
 * Into which batch the next pile goes: one that a person opened by hand for a cover, or none. The server
 * knows it; a batch that was opened by the station's own reader is remembered here as well, so that its
 * pile finds it while the server cannot be reached.
 */
export type NextBatch = {
  /** The reader of this station opened a batch. */
  remember(opened: BatchByHand): Promise<void>
  /** The batch for the pile that is about to be fed. `inSpool`: batches that are being fed already. */
  next(inSpool: ReadonlySet<string>): Promise<{ opened: BatchByHand | null; notice: string | null }>
}

export type NextBatchParts = { folder: string; clock: Clock; client: Pick<ServerClient, 'byHand' | 'withdraw'> }

const memory = z.object({
  opened: batchByHand.nullable(),
  rememberedAt: z.string(),
  /** A pile was fed while nobody could say whether a batch waits for it. */
  unasked: z.boolean(),
})
type Memory = z.output<typeof memory>

/** The feeder waits no longer than this for the answer, ms. */
const askMs = 2_000
/** As long as the server lets a batch wait for its pages, ms. */
const rememberForMs = 30 * 60_000

/** Keeps its memory in `next-batch.json` of the station's folder. */
export function createNextBatch({ folder, clock, client }: NextBatchParts): NextBatch {
  const file = join(folder, 'next-batch.json')
  const write = (opened: BatchByHand | null, unasked: boolean) =>
    writeDurably(file, `${JSON.stringify({ opened, unasked, rememberedAt: clock.now().toISOString() } satisfies Memory)}\n`, 0o600)

  return {
    remember: (opened) => write(opened, false),
    async next(inSpool) {
      const remembered = await readMemory(file)
      const answer = await client.byHand(AbortSignal.timeout(askMs))
      if (!answer.ok && answer.kind === 'unavailable') {
        await write(null, true)
        const ageMs = clock.now().getTime() - Date.parse(remembered?.rememberedAt ?? '')
        const opened = ageMs < rememberForMs ? (remembered?.opened ?? null) : null
        return { opened: opened !== null && !inSpool.has(opened.batch) ? opened : null, notice: null }
      }
      const waiting = answer.ok ? (answer.value.stations[0]?.waiting ?? null) : null
      await rm(file, { force: true })
      if (waiting === null || inSpool.has(waiting.batch)) return { opened: null, notice: null }
      if (remembered?.unasked !== true) return { opened: waiting, notice: null }
      if (!(await client.withdraw(waiting.batch, AbortSignal.timeout(askMs))).ok) await write(null, true)
      return { opened: null, notice: `A batch for cover ${waiting.cover.id} was opened while the server could not be reached, and its pages may have been fed already. It was withdrawn: scan the cover again for pages that come now.` }
    },
  }
}

/** What is remembered; a file that cannot be read is none. */
async function readMemory(file: string): Promise<Memory | null> {
  const text = await readFile(file, 'utf8').catch(() => null)
  if (text === null) return null
  try {
    return memory.parse(JSON.parse(text))
  } catch {
    return null
  }
}

