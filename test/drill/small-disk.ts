import { execFile } from 'node:child_process'
import { mkdir, rm, statfs } from 'node:fs/promises'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** A small file system of its own that can be full. */
export type SmallDisk = { folder: string; fill(): Promise<void>; empty(): Promise<void>; remove(): Promise<void> }

/** Memory that the file system may take; it takes only what is written. */
const sizeMb = 6000

/** Mounts one on a new folder; null where this user may not mount. */
export async function mountSmallDisk(folder: string): Promise<SmallDisk | null> {
  await mkdir(folder, { recursive: true })
  const resize = (kb: number) => run('mount', ['-o', `remount,size=${kb}k`, folder])
  try {
    await run('mount', ['-t', 'tmpfs', '-o', `size=${sizeMb}m,mode=0711`, 'opis-drill', folder])
  } catch {
    return null
  }
  return {
    folder,
    /** Its size becomes what is on it, and some kilobytes for a file that is just being written. */
    async fill() {
      const { blocks, bfree, bsize } = await statfs(folder)
      await resize(Math.ceil(((blocks - bfree) * bsize) / 1024) + 64)
    },
    async empty() {
      await resize(sizeMb * 1024)
    },
    async remove() {
      await run('umount', ['--lazy', folder])
      await rm(folder, { recursive: true, force: true })
    },
  }
}
