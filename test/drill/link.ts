import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'

/** The wire between agents and server: a relay on a port of loopback that can be cut and joined again. */
export type Link = { url: string; cut(): void; join(): void; close(): Promise<void> }

/** Relays to another port of loopback. Cut, it tears what runs over it and takes nothing new. */
export async function openLink(toPort: number): Promise<Link> {
  const open = new Set<Socket>()
  let whole = true
  const relay = createServer((from) => {
    if (!whole) return from.destroy()
    const to = connect(toPort, '127.0.0.1')
    for (const [socket, other] of [[from, to], [to, from]] as const) {
      open.add(socket)
      socket.on('error', () => other.destroy())
      socket.on('close', () => {
        open.delete(socket)
        other.destroy()
      })
      socket.pipe(other)
    }
    return undefined
  }).listen(0, '127.0.0.1')
  await once(relay, 'listening')
  const address = relay.address()
  const tear = () => {
    for (const socket of open) socket.destroy()
  }
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    cut() {
      whole = false
      tear()
    },
    join() {
      whole = true
    },
    async close() {
      tear()
      relay.close()
      await once(relay, 'close')
    },
  }
}
