import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addLeaf, emptyTree, rootOf } from './merkle.ts'

const sha256 = (...parts: Uint8Array[]) => createHash('sha256').update(Buffer.concat(parts)).digest()
const leaf = (bytes: Uint8Array) => sha256(Buffer.from([0]), bytes)

/** The tree hash as RFC 6962 section 2.1 defines it, by recursion. */
function byDefinition(leaves: readonly Buffer[]): Buffer {
  const [only] = leaves
  if (!only) return sha256()
  if (leaves.length === 1) return only
  let half = 1
  while (half * 2 < leaves.length) half *= 2
  return sha256(Buffer.from([1]), byDefinition(leaves.slice(0, half)), byDefinition(leaves.slice(half)))
}

/** Inputs and roots that the Certificate Transparency project publishes for its own tests. */
const inputs = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f']
const roots = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
]

test('the roots are those of Certificate Transparency', () => {
  expect(rootOf(emptyTree).toString('hex')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
  let tree = emptyTree
  const found = inputs.map((input) => rootOf((tree = addLeaf(tree, leaf(Buffer.from(input, 'hex'))))).toString('hex'))
  expect(found).toEqual(roots)
})

test('for any leaves the root is that of the definition, and little is kept', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 4 }), { maxLength: 80 }), (values) => {
      const leaves = values.map(leaf)
      const tree = leaves.reduce(addLeaf, emptyTree)
      expect(rootOf(tree).equals(byDefinition(leaves))).toBe(true)
      expect(tree.peaks.length).toBeLessThanOrEqual(Math.ceil(Math.log2(leaves.length + 1)))
    }),
  )
})
