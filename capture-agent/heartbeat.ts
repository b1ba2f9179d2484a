import { mkdir, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

const beatMs = 10_000
/** Six missed beats: the process hangs, or is gone. */
const deadAfterMs = 60_000

const beatFile = (folder: string) => join(folder, 'alive')

/**
 * Touches a file in the folder of an agent's role for as long as its event loop turns, so that whoever
 * watches over it (a container engine, systemd, `opis health`) sees a process that hangs. Gives the function that ends it.
 */
export async function beginHeartbeat(folder: string): Promise<() => void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const beat = async () => {
    const now = new Date()
    await utimes(beatFile(folder), now, now).catch(() => writeFile(beatFile(folder), ''))
  }
  await beat()
  // A full disk must not end the agent; the beat is missed and seen.
  const timer = setInterval(() => void beat().catch(() => undefined), beatMs)
  timer.unref()
  return () => clearInterval(timer)
}

/** How long ago the agent of this folder last showed life, milliseconds, and whether that is recent; null if it never ran. */
export async function lookForHeartbeat(folder: string, nowMs: number): Promise<{ ageMs: number; alive: boolean } | null> {
  const found = await stat(beatFile(folder)).catch(() => null)
  if (found === null) return null
  const ageMs = nowMs - found.mtimeMs
  return { ageMs, alive: ageMs <= deadAfterMs }
}
