/**
 * Runs `work` once at a time. Everybody who asks while it runs shares one further run, which begins after
 * they asked.
 */
export function coalesce(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> = Promise.resolve()
  let next: Promise<void> | null = null
  return () => {
    next ??= running.then(() => {
      next = null
      const own = work()
      running = own.catch(() => undefined)
      return own
    })
    return next
  }
}
