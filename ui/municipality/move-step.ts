/** The list with the item at a place moved up or down by one; as it was where there is nothing beyond. */
export function moveStep<Item>(items: readonly Item[], at: number, by: -1 | 1): Item[] {
  const to = at + by
  const moved = items[at]
  if (moved === undefined || to < 0 || to >= items.length) return [...items]
  const rest = items.filter((_, index) => index !== at)
  return [...rest.slice(0, to), moved, ...rest.slice(to)]
}
