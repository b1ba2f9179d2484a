import { createHash } from 'node:crypto'

/**
 * A Merkle tree of RFC 6962 (section 2.1) of which only the roots of its perfect subtrees are kept,
 * largest first: enough to add leaves and to tell the root, in memory that grows with the logarithm.
 */
export type Tree = { readonly size: number; readonly peaks: readonly Buffer[] }

export const emptyTree: Tree = { size: 0, peaks: [] }

/** The tree with one more leaf hash (SHA-256 over 0x00 and the leaf) at its right end. */
export function addLeaf(tree: Tree, leafHash: Buffer): Tree {
  const peaks = [...tree.peaks]
  let node = leafHash
  // Each trailing one-bit of the size is a perfect subtree as large as the node that is carried up to it.
  for (let size = tree.size; size % 2 === 1; size = Math.floor(size / 2)) node = join(peaks.pop() ?? node, node)
  return { size: tree.size + 1, peaks: [...peaks, node] }
}

/** Root hash of the tree; that of an empty one is the hash of nothing. */
export function rootOf(tree: Tree): Buffer {
  return tree.peaks.length === 0 ? createHash('sha256').digest() : tree.peaks.reduceRight((right, left) => join(left, right))
}

function join(left: Buffer, right: Buffer): Buffer {
  return createHash('sha256').update(Buffer.from([1])).update(left).update(right).digest()
}
