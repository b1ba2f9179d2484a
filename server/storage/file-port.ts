export type EntryKind = 'file' | 'folder' | 'other'
export type Entry = { name: string; kind: EntryKind }

/** `links`: number of hard links; `device`: the file system it lies on. */
export type FileFacts = { kind: EntryKind; bytes: number; links: number; device: number }

/**
 * The few file operations of the content store, in its own words, so that a test can make each one
 * fail in turn. Paths are absolute. A link is never followed: it is of kind `other`.
 */
export type FilePort = {
  /** Makes the folder and the parents it lacks. */
  makeFolder(path: string): Promise<void>
  /** Makes a file that must not exist yet; its bytes are durable on return, its name after `syncFolder`. */
  write(path: string, chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<void>
  /** Makes the names in the folder durable. */
  syncFolder(path: string): Promise<void>
  /** Replaces a file or an empty folder in one step; both paths lie on one file system. */
  rename(from: string, to: string): Promise<void>
  /** False when the folder has entries or is not there. */
  removeEmptyFolder(path: string): Promise<boolean>
  /** Removes whatever is there, if anything. */
  removeTree(path: string): Promise<void>
  /** Sorted by name; null when there is no such folder. */
  list(path: string): Promise<Entry[] | null>
  /** Null when there is nothing under this path. */
  facts(path: string): Promise<FileFacts | null>
  /** The bytes of a file; fails with `ENOENT` when it is not there. */
  chunks(path: string): AsyncIterable<Uint8Array>
}
