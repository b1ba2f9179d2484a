import { statfs } from 'node:fs/promises'

/** Below this a page may have failed for want of room, which its maker does not tell apart from damage. */
const lowBytes = 64 * 1024 * 1024

/** Whether the disk of this folder is full or nearly so. */
export async function isLow(folder: string): Promise<boolean> {
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize < lowBytes
}
