import type { Readable } from 'node:stream'

/** One file to be stored: its logical path inside the object and where its bytes come from. */
export type NewFile = {
  /** Relative, `/` between the parts, for example `original/0001.tif`. */
  path: string
  source: { file: string } | { bytes: Uint8Array }
  /** SHA-512 in lower-case hex that the bytes must have. */
  sha512?: string
}

export type StoredFile = { path: string; bytes: number; sha512: string }

/** A wish for the next version of an object. */
export type Publication = {
  /** A URI, for example `urn:opis:record:<uuid>`. */
  id: string
  /** Files that are new or replace those of the same path. */
  add: NewFile[]
  /** Logical paths that the new version no longer has; unknown ones are ignored. Older versions keep them. */
  remove?: string[]
  message: string
  /** Who did it; the address is `mailto:…` or another URI. */
  user: { name: string; address: string }
  createdAt: Date
  /** The version number that must be the present one; 0: the object must not exist yet. */
  ifHead?: number
}

/** What an object holds in its newest version. */
export type ObjectState = {
  id: string
  /** Number of the newest version, from 1. */
  head: number
  /** Sorted by path. */
  files: StoredFile[]
  /** When the first version was made. */
  createdAt: Date
  /** When the newest version was made. */
  updatedAt: Date
}

/** Something wrong with a stored object; `file` is relative to the object's folder, empty for the object itself. */
export type Fault = { file: string; fault: string }

/** What `recover` did. `object` is null where only unfinished work was cleared. */
export type Repair = {
  object: string | null
  repair: 'work-cleared' | 'version-completed' | 'version-set-aside' | 'inventory-restored' | 'empty-folder-removed'
  detail: string
}

/**
 * Where the bytes of records live for good: objects with an id, each a row of versions, each version a
 * set of files. Versions never change once published. Errors are `OpisError`s with the codes named
 * below; a full disk is `storage-full` everywhere.
 */
export interface ContentStore {
  /**
   * Makes version 1 or the next version and returns only after every byte is durable and was read
   * back. Safe to run twice: when the newest version already has the wished logical state, nothing
   * changes and it is returned, whatever `ifHead` says. After an error the object has either its old
   * or its new state. Errors: `checksum-mismatch`, `bad-name` (a path that could leave the object),
   * `bad-request`, `already-exists` and `not-in-this-state` (`ifHead` does not hold), `not-found` (no
   * such source file), `integrity`.
   */
  publish(publication: Publication): Promise<ObjectState>
  /** The newest version, or null when there is no such object. Errors: `integrity`. */
  state(id: string): Promise<ObjectState | null>
  /**
   * A verified stream: its last chunk is let go only after the SHA-512 of the whole was right;
   * otherwise it ends with the error `integrity`. Errors: `not-found`, `integrity`.
   */
  open(id: string, path: string): Promise<{ stream: Readable; bytes: number; sha512: string }>
  /** The whole file, verified. Errors: `not-found`, `integrity`. */
  read(id: string, path: string): Promise<Uint8Array>
  /** Absolute path of the bytes for readers on this machine, which must not write. Not verified. Errors: `not-found`, `integrity`. */
  locate(id: string, path: string): Promise<string>
  /** Ids of all objects, damaged ones included. */
  list(): AsyncIterable<string>
  /**
   * What is wrong with the object; empty when all is well. `full` reads and hashes every byte;
   * otherwise structure, inventories, and that files are there and not emptied.
   */
  verify(id: string, options: { full: boolean }): Promise<Fault[]>
  /** Removes the whole object with all versions; false when there was none. For executed disposal only. */
  purge(id: string): Promise<boolean>
  /**
   * Completes or undoes what a crash left half done. To be called once at start, before anything
   * else and by the only process that writes. `all` looks at every object instead of those that were
   * being written: after a restore from backup.
   */
  recover(options?: { all: boolean }): Promise<Repair[]>
}
