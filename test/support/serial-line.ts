import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { vi } from 'vitest'

const program = '/usr/bin/socat'

/** Whether two joined pseudo-terminals can be made here (Debian package socat). */
export const serialLineIsThere = existsSync(program)

/** A serial cable between a device file and a reader that the test plays. */
export type SerialLine = {
  /** The device file at the station's end. */
  path: string
  /** Sends bytes as a reader does, `latin1`. */
  send(text: string): Promise<void>
  /** Pulls the plug: the device file goes. */
  unplug(): Promise<void>
  /** Plugs it in again under the same name. */
  plug(): Promise<void>
}

/** Two joined pseudo-terminals in a folder; plugged in. */
export async function serialLine(folder: string): Promise<SerialLine> {
  const [path, far] = [join(folder, 'reader'), join(folder, 'reader-far-end')]
  let socat: ChildProcess | null = null
  const line: SerialLine = {
    path,
    async send(text) {
      const file = await open(far, 'w')
      await file.write(Buffer.from(text, 'latin1'))
      await file.close()
    },
    async unplug() {
      if (socat === null) return
      const ended = once(socat, 'exit')
      socat.kill('SIGTERM')
      await ended
      socat = null
    },
    async plug() {
      const terminal = (link: string) => `pty,raw,echo=0,link=${link}`
      socat = spawn(program, [terminal(path), terminal(far)], { stdio: 'ignore' })
      await vi.waitUntil(() => existsSync(path) && existsSync(far), { timeout: 30_000, interval: 10 })
    },
  }
  await line.plug()
  return line
}
