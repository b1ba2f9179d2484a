import { dirname } from 'node:path'
import { systemCode } from '../disk.ts'
import type { FilePort } from '../file-port.ts'

/** Makes the names in a folder durable; everybody who asks while one sync of it runs shares the next. */
export type SharedSync = (folder: string) => Promise<void>

/** A folder that another sweep removed meanwhile is answered for by the one above it. */
export function sharedSync(files: FilePort): SharedSync {
  const running = new Map<string, Promise<void>>()
  const next = new Map<string, Promise<void>>()
  const sync = async (folder: string): Promise<void> => {
    try {
      await files.syncFolder(folder)
    } catch (error) {
      if (systemCode(error) !== 'ENOENT') throw error
      await sync(dirname(folder))
    }
  }
  const begin = (folder: string): Promise<void> => {
    const mine = sync(folder).finally(() => {
      if (running.get(folder) === mine) running.delete(folder)
    })
    running.set(folder, mine)
    return mine
  }
  return (folder) => {
    const before = running.get(folder)
    if (before === undefined) return begin(folder)
    const waiting = next.get(folder)
    if (waiting !== undefined) return waiting
    const mine = before.then(() => undefined, () => undefined).then(() => {
      next.delete(folder)
      return begin(folder)
    })
    next.set(folder, mine)
    return mine
  }
}
