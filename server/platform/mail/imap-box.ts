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
  const client = clientOf(at, 20_000)
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

function clientOf(at: BoxAddress, patienceMs: number): ImapFlow {
  const client = new ImapFlow({
    ...{ host: at.host, port: at.port, secure: at.secure, auth: { user: at.user, pass: at.password }, logger: false },
    ...(at.secure ? {} : { doSTARTTLS: at.local ? false : true }),
    ...{ connectionTimeout: patienceMs, greetingTimeout: patienceMs, socketTimeout: 3 * patienceMs, disableAutoIdle: true },
    ...{ maxLiteralSize: responseBytesMax, maxResponseSize: 2 * responseBytesMax, maxLineLength: responseBytesMax },
  })
  // An error outside a command would otherwise end the process; the command that suffers from it is refused as well.
  client.on('error', () => undefined)
  return client
}

/** How a box was found. `oldest`: when the message came that lies there longest; `said`: what the other side said. */
export type BoxFound = { ok: true; messages: number; oldest: Date | null; hasTaken: boolean } | { ok: false; why: 'unreachable' | 'credentials' | 'no-folder'; said: string }

/** Looks whether the box can be opened and what lies in it, and changes nothing there. Never throws. */
export async function askBox(at: BoxAddress): Promise<BoxFound> {
  const client = clientOf(at, 5_000)
  let isIn = false
  try {
    await client.connect()
    isIn = true
    const hasTaken = (await client.list()).some(({ path }) => path.toLowerCase() === at.taken.toLowerCase())
    const { exists } = await client.mailboxOpen(at.folder, { readOnly: true })
    const first = exists === 0 ? false : await client.fetchOne('1', { internalDate: true })
    const oldest = first === false || first.internalDate === undefined ? null : new Date(first.internalDate)
    return { ok: true, messages: exists, oldest, hasTaken }
  } catch (error) {
    const said = (error instanceof Error ? ('responseText' in error && typeof error.responseText === 'string' ? error.responseText : error.message) : 'no answer').replaceAll(/\s+/g, ' ').slice(0, 300)
    const isRefused = error instanceof Error && 'authenticationFailed' in error && error.authenticationFailed === true
    return { ok: false, why: isIn ? 'no-folder' : isRefused ? 'credentials' : 'unreachable', said }
  } finally {
    if (isIn) await client.logout().catch(() => undefined)
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
