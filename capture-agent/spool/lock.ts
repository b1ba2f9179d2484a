import { createHash } from 'node:crypto'
import { createServer } from 'node:net'
import { resolve } from 'node:path'

export type Lock = { release(): void }

/**
 * Makes this process the only one on this machine that works on a folder; null if another one does. The
 * lock is a socket in Linux's abstract namespace: the system lets go of it when the process ends,
 * however it ends, so there is no stale lock to judge.
 */
export function lockFolder(folder: string): Promise<Lock | null> {
  const name = createHash('sha256').update(resolve(folder)).digest('hex')
  const server = createServer((socket) => socket.destroy())
  return new Promise((done, fail) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') done(null)
      else fail(error)
    })
    server.listen(`\0opis-${name}`, () => {
      server.unref()
      done({ release: () => server.close() })
    })
  })
}
