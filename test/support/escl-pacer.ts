import { setTimeout as wait } from 'node:timers/promises'

/** The speed of a feeder: when each image is ready, and how long the feeder stood still for want of room. */
export type Pacer = { untilReady(): Promise<void>; waitedMs(): number }

/**
 * Paper moves at `imageMs` an image from the start of the job, whether anybody fetches or not; when
 * `bufferImages` wait in the device it stands still until one is fetched.
 */
export function createPacer(imageMs: number, bufferImages: number): Pacer {
  const fetchedMs: number[] = []
  let readyMs = performance.now()
  let waitedMs = 0
  return {
    waitedMs: () => waitedMs,
    async untilReady() {
      const roomMs = fetchedMs[fetchedMs.length - bufferImages] ?? readyMs
      waitedMs += Math.max(0, roomMs - readyMs)
      readyMs = Math.max(readyMs, roomMs) + imageMs
      const leftMs = readyMs - performance.now()
      if (leftMs > 0) await wait(leftMs)
      fetchedMs.push(performance.now())
    },
  }
}
