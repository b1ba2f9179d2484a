import type { Json } from '#kernel/canonical-json.ts'

/** Old and new by field. */
export type Changes = Record<string, { from: Json; to: Json }>

/** What of `next` differs from what is kept: old and new by field, for history and audit. Empty when nothing does. */
export function changesBetween(kept: Readonly<Record<string, unknown>>, next: Readonly<Record<string, unknown>>): Changes {
  return Object.fromEntries(
    Object.entries(next).flatMap(([name, to]) => {
      if (to === undefined) return []
      const [before, after] = [plain(kept[name]), plain(to)]
      return JSON.stringify(before) === JSON.stringify(after) ? [] : [[name, { from: before, to: after }]]
    }),
  )
}

const plain = (value: unknown): Json => (value === undefined ? null : (JSON.parse(JSON.stringify(value)) as Json))
