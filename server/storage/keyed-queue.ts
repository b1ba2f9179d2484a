/** Runs work of the same key one after another and work of different keys side by side. */
export type KeyedQueue = { run<T>(key: string, work: () => Promise<T>): Promise<T> }

/** A queue for this process; keeps nothing of a key that has no work left. */
export function keyedQueue(): KeyedQueue {
  const tails = new Map<string, Promise<unknown>>()
  return {
    async run(key, work) {
      const before = tails.get(key)
      // A failure before us is its caller's business.
      const mine = before === undefined ? work() : before.then(work, work)
      tails.set(key, mine)
      try {
        return await mine
      } finally {
        if (tails.get(key) === mine) tails.delete(key)
      }
    },
  }
}
