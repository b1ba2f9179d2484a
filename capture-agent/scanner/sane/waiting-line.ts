/** Things that come one after the other and at last an end; one reader takes them in order. */
export type WaitingLine<Item, End> = {
  add(item: Item): void
  /** What was added before it is still given out. */
  end(end: End): void
  next(): Promise<{ item: Item } | { end: End }>
}

/** An empty line. */
export function createWaitingLine<Item, End>(): WaitingLine<Item, End> {
  const items: Item[] = []
  let over: { end: End } | null = null
  let wake = Promise.withResolvers<void>()
  return {
    add(item) {
      items.push(item)
      wake.resolve()
    },
    end(end) {
      over ??= { end }
      wake.resolve()
    },
    async next() {
      for (;;) {
        const [item] = items.splice(0, 1)
        if (item !== undefined) return { item }
        if (over !== null) return over
        await wake.promise
        wake = Promise.withResolvers<void>()
      }
    },
  }
}
