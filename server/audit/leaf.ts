import { createHash } from 'node:crypto'
import { canonicalJson, type Json } from '#kernel/canonical-json.ts'

/** What the hash of an entry covers. Details enter only by their salted hash, so that a lawful erasure of them breaks no proof. */
export type Leaf = { seq: number; at: string; actor: string; action: string; object: string; detailsHash: string; prevHash: string }

/** Hash of the entry before the first. */
export const genesisHash = '0'.repeat(64)

/** SHA-256 over 0x00 and the canonical JSON of the leaf: the leaf hash of RFC 6962, ready for a Merkle tree. */
export function leafHash(leaf: Leaf): string {
  return createHash('sha256').update(Buffer.from([0])).update(canonicalJson(leaf)).digest('hex')
}

/** SHA-256 over the salt and the canonical JSON of the details. */
export function detailsHash(details: Json, salt: string): string {
  return createHash('sha256').update(salt).update('\n').update(canonicalJson(details)).digest('hex')
}
