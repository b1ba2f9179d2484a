import { ImapFlow } from 'imapflow'

/** A message that lies in the box: its number there and its size in bytes. */
export type BoxMessage = { uid: number; bytes: number }
/** An open mail box. Numbers are of this connection. */
export type ImapBox = {
  /** The oldest messages, as many as asked for at most. */
  list(limit: number): Promise<BoxMessage[]>
  /** The first bytes of a message, all of it where it is not larger. */
  read(uid: number, limitBytes: number): Promise<Buffer>
  /** Lays a message aside into the folder for what was taken, marked as seen; it is never deleted. */
  layAside(uid: number): Promise<void>
}

/** `imaps://user:password@host[:port]/folder?taken=folder`; `imap://` without TLS from the start, which asks for STARTTLS unless the host is this machine. */
export type BoxAddress = { host: string; port: number; secure: boolean; local: boolean; user: string; password: string; folder: string; taken: string }

/** Reads the address of a mail box; null where it is none. */
export function readBoxAddress(text: string): BoxAddress | null {
  const url = URL.parse(text)
  if (url === null || !/^imaps?:$/.test(url.protocol) || url.hostname === '' || url.username === '' || url.hash !== '') return null
  try {
    const secure = url.protocol === 'imaps:'
    const folder = decodeURIComponent(url.pathname.replace(/^\//, '')) || 'INBOX'
    const taken = url.searchParams.get('taken') || 'Taken'
    const host = url.hostname.replace(/^\[(.*)\]$/, '$1')
    if (folder.toLowerCase() === taken.toLowerCase()) return null
    return { host, port: Number(url.port || (secure ? 993 : 143)), secure, local: /^(localhost|127\.[\d.]+|::1)$/.test(host), user: decodeURIComponent(url.username), password: decodeURIComponent(url.password), folder, taken }
  } catch {
    return null
  }
}

/** Opens the box, does the work and closes it again, whatever comes of it. The only door to imapflow. */
export async function withBox<T>(at: BoxAddress, work: (box: ImapBox) => Promise<T>): Promise<T> {
  const client = new ImapFlow({
    ...{ host: at.host, port: at.port, secure: at.secure, auth: { user: at.user, pass: at.password }, logger: false },
    ...(at.secure ? {} : { doSTARTTLS: at.local ? false : true }),
    ...{ connectionTimeout: 20_000, greetingTimeout: 20_000, socketTimeout: 60_000, disableAutoIdle: true },
    ...{ maxLiteralSize: responseBytesMax, maxResponseSize: 2 * responseBytesMax, maxLineLength: responseBytesMax },
  })
  // An error outside a command would otherwise end the process; the command that suffers from it is refused as well.
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.mailboxCreate(at.taken).catch(() => undefined)
    const lock = await client.getMailboxLock(at.folder)
    try {
      return await work(boxOf(client, at))
    } finally {
      lock.release()
    }
  } finally {
    await client.logout().catch(() => undefined)
    client.close()
  }
}

const responseBytesMax = 64 * 1024 * 1024

function boxOf(client: ImapFlow, at: BoxAddress): ImapBox {
  return {
    async list(limit) {
      const found = await client.search({ deleted: false }, { uid: true })
      const uids = Array.isArray(found) ? found.toSorted((a, b) => a - b).slice(0, limit) : []
      if (uids.length === 0) return []
      const messages = await client.fetchAll(uids.join(','), { uid: true, size: true }, { uid: true })
      return messages.map(({ uid, size }) => ({ uid, bytes: size ?? 0 })).toSorted((a, b) => a.uid - b.uid)
    },
    async read(uid, limitBytes) {
      const { content } = await client.download(String(uid), undefined, { uid: true, maxBytes: limitBytes, chunkSize: 1024 * 1024 })
      const chunks: Buffer[] = []
      if (content !== undefined) for await (const chunk of content as AsyncIterable<Buffer>) chunks.push(chunk)
      return Buffer.concat(chunks)
    },
    async layAside(uid) {
      await client.messageFlagsAdd(String(uid), ['\\Seen'], { uid: true })
      if ((await client.messageMove(String(uid), at.taken, { uid: true })) === false) throw new Error(`the mail server did not move a message to ${at.taken}`)
    },
  }
}
