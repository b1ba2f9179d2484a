import { openNote, signNote, type NoteKey, type NoteSigner } from './signed-note.ts'

/** What a checkpoint says: the first `size` entries of the log that begins as `origin` says have this Merkle root. */
export type Checkpoint = { origin: string; size: number; root: Buffer; at: string }

/**
 * A checkpoint in the form of C2SP (c2sp.org/tlog-checkpoint): origin, size, root, and when it was
 * made as an extension line; signed.
 */
export function signCheckpoint(signer: NoteSigner, { origin, size, root, at }: Checkpoint): string {
  return signNote(signer, `${origin}\n${size}\n${root.toString('base64')}\ntime ${at}\n`)
}

/** Reads a note; null when none of the keys signed it or it is no checkpoint. */
export function openCheckpoint(keys: readonly NoteKey[], note: string): Checkpoint | null {
  const text = openNote(keys, note)
  const [, origin = '', size = '', root = '', at = ''] = /^(.+)\n(0|[1-9]\d{0,14})\n([A-Za-z0-9+/]{43}=)\ntime (.+)\n$/.exec(text ?? '') ?? []
  return origin === '' ? null : { origin, size: Number(size), root: Buffer.from(root, 'base64'), at }
}

/** Name of a log: it follows from its first entry, so that another log never passes for this one. */
export function originOf(firstLeafHash: string): string {
  return `opis-audit/${firstLeafHash.slice(0, 32)}`
}
