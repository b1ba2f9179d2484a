/** What a receipt says of one file: nothing amiss, not named, or another checksum. */
export type Compared = { path: string; received: string | null; fault: 'missing' | 'differs' | null }

/** Holds a receipt against what was packed. `unknown`: how many files it names that were not in the package. */
export function compareReceipt(packed: readonly { path: string; sha512: string }[], receipt: ReadonlyMap<string, string>): { files: Compared[]; faults: number; unknown: number } {
  const files = packed.map(({ path, sha512 }): Compared => {
    const received = receipt.get(path) ?? null
    return { path, received, fault: received === null ? 'missing' : received === sha512 ? null : 'differs' }
  })
  const known = new Set(packed.map(({ path }) => path))
  return { files, faults: files.filter(({ fault }) => fault !== null).length, unknown: [...receipt.keys()].filter((path) => !known.has(path)).length }
}
