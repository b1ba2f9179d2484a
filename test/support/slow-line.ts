import { createServer, connect, type AddressInfo, type Socket } from 'node:net'
import { setTimeout as pass } from 'node:timers/promises'

/** A line to a server on loopback that is slow, late, and may be cut. `cut` ends every connection at once. */
export type SlowLine = { url: string; sent(): number; cut(): void; down(isDown: boolean): void; close(): Promise<void> }

const sliceBytes = 4096

/**
 * Lets bytes pass at so many bits a second each way and with so much delay one way. `cutAfter`: after so many bytes
 * towards the server in all, each in turn, every connection is cut.
 */
export async function slowLine(target: string, line: { bitsPerSecond: number; delayMs: number; cutAfter?: readonly number[] }): Promise<SlowLine> {
  const { hostname, port } = new URL(target)
  const open = new Set<Socket>()
  const cuts = [...(line.cutAfter ?? [])]
  let sent = 0
  let isDown = false
  const cut = () => {
    for (const socket of open) socket.destroy()
    open.clear()
  }
  /** One slice after the other: the time that a slice takes on the line is the pace of the next. */
  const carry = async (from: Socket, to: Socket, count: boolean) => {
    for await (const chunk of from as AsyncIterable<Buffer>) {
      for (let at = 0; at < chunk.length; at += sliceBytes) {
        const slice = chunk.subarray(at, at + sliceBytes)
        await pass((slice.length * 8 * 1000) / line.bitsPerSecond)
        void pass(line.delayMs).then(() => !to.destroyed && to.write(slice))
        if (!count) continue
        sent += slice.length
        if (cuts[0] !== undefined && sent >= cuts[0]) {
          cuts.shift()
          cut()
          return
        }
      }
    }
    await pass(line.delayMs)
    to.end()
  }
  const server = createServer((near) => {
    if (isDown) return void near.destroy()
    const far = connect(Number(port), hostname)
    for (const socket of [near, far]) {
      open.add(socket)
      socket.on('error', () => socket.destroy())
      socket.on('close', () => open.delete(socket))
    }
    carry(near, far, true).catch(() => far.destroy())
    carry(far, near, false).catch(() => near.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    sent: () => sent,
    cut,
    down(now) {
      isDown = now
      if (now) cut()
    },
    close: () => new Promise((resolve) => (cut(), server.close(() => resolve()))),
  }
}
