/** Ids handed over and not seen again: enough for a hundred sweeps, and no more memory than that. */
const mostRemembered = 50_000

/**
 * How long an id may lie with a carrier before it is no longer waited for. The clock of an id stands
 * still while the carrier shows that it works, or while nobody asks it: then the id only queues.
 */
export type Patience = {
  /** Whether an id that is handed over now was handed over too long ago. The first time it never is, nor right after it was. */
  isOver(id: string, nowMs: number): boolean
  /** The carrier brought an id. */
  taken(id: string, nowMs: number): void
  /** Nobody asked the carrier until now. */
  busy(nowMs: number): void
}

export function createPatience(limitMs: number): Patience {
  const handedMs = new Map<string, number>()
  let movedMs = -Infinity
  return {
    isOver(id, nowMs) {
      const firstMs = handedMs.get(id)
      if (firstMs !== undefined) {
        const over = nowMs - Math.max(firstMs, movedMs) > limitMs
        if (over) handedMs.delete(id)
        return over
      }
      handedMs.set(id, nowMs)
      for (const oldest of handedMs.keys()) {
        if (handedMs.size <= mostRemembered) break
        handedMs.delete(oldest)
      }
      return false
    },
    taken(id, nowMs) {
      handedMs.delete(id)
      movedMs = nowMs
    },
    busy(nowMs) {
      movedMs = nowMs
    },
  }
}
