import { createReadStream } from 'node:fs'
import { Agent as HttpAgent, request as httpRequest, type ClientRequest, type IncomingMessage } from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'
import { pipeline } from 'node:stream/promises'
import { errorText } from '../error-text.ts'

/** Body from memory, or streamed from a file of known length. */
export type Body = { kind: 'none' } | { kind: 'bytes'; bytes: Uint8Array } | { kind: 'file'; path: string; bytes: number }

export type ExchangeRequest = {
  url: URL
  method: 'GET' | 'POST' | 'PUT'
  headers: Record<string, string>
  body: Body
  /** Longest silence on the connection, ms. */
  idleTimeoutMs: number
  /** Longest duration of the whole exchange, ms. */
  totalTimeoutMs: number
  /** The answer is cut off as a fault beyond this many bytes. */
  answerBytes: number
  signal?: AbortSignal | undefined
}

export type ExchangeAnswer =
  | { ok: true; status: number; headers: IncomingMessage['headers']; body: Buffer }
  | { ok: false; detail: string }

export type Exchange = { send(request: ExchangeRequest): Promise<ExchangeAnswer>; close(): void }

/**
 * HTTP with connections kept open. Redirects are answers, not followed. Whatever goes wrong on the
 * way (refused connection, cut off, silence, certificate) is a value.
 */
export function createExchange(): Exchange {
  const plain = new HttpAgent({ keepAlive: true, maxSockets: 8 })
  const tls = new HttpsAgent({ keepAlive: true, maxSockets: 8 })
  return {
    async send(request) {
      const limit = AbortSignal.timeout(request.totalTimeoutMs)
      const signal = request.signal === undefined ? limit : AbortSignal.any([limit, request.signal])
      const options = { method: request.method, headers: withLength(request), signal }
      const outgoing =
        request.url.protocol === 'https:'
          ? httpsRequest(request.url, { ...options, agent: tls })
          : httpRequest(request.url, { ...options, agent: plain })
      try {
        return await converse(outgoing, request)
      } catch (error) {
        outgoing.destroy()
        return { ok: false, detail: limit.aborted ? `no answer within ${request.totalTimeoutMs} ms` : errorText(error) }
      }
    },
    close() {
      plain.destroy()
      tls.destroy()
    },
  }
}

async function converse(outgoing: ClientRequest, request: ExchangeRequest): Promise<ExchangeAnswer> {
  const answered = new Promise<IncomingMessage>((resolve, reject) => {
    outgoing.once('response', resolve)
    // Kept for the life of the request: an error after the answer must not become an uncaught one.
    outgoing.on('error', reject)
    outgoing.setTimeout(request.idleTimeoutMs, () => {
      outgoing.destroy(new Error(`silence for ${request.idleTimeoutMs} ms`))
    })
  })
  const sent = sendBody(outgoing, request.body)
  // A server may answer (refuse) before it has read the whole body; its answer counts, not the broken pipe.
  const incoming = await Promise.race([answered, sent.then(() => answered)])
  const body = await readBody(incoming, request.answerBytes)
  if (body === null) {
    outgoing.destroy()
    return { ok: false, detail: 'the answer is longer than expected' }
  }
  if (!outgoing.writableFinished) outgoing.destroy()
  return { ok: true, status: incoming.statusCode ?? 0, headers: incoming.headers, body }
}

async function sendBody(outgoing: ClientRequest, body: Body): Promise<void> {
  if (body.kind === 'file') {
    await pipeline(createReadStream(body.path, { end: Math.max(0, body.bytes - 1) }), outgoing).catch((error: unknown) => {
      outgoing.destroy(error instanceof Error ? error : new Error(String(error)))
    })
    return
  }
  outgoing.end(body.kind === 'bytes' ? body.bytes : undefined)
}

async function readBody(incoming: IncomingMessage, limit: number): Promise<Buffer | null> {
  const parts: Buffer[] = []
  let bytes = 0
  for await (const part of incoming) {
    const chunk = Buffer.from(part as Uint8Array)
    bytes += chunk.length
    if (bytes > limit) return null
    parts.push(chunk)
  }
  return Buffer.concat(parts)
}

function withLength(request: ExchangeRequest): Record<string, string> {
  if (request.body.kind === 'none') return request.method === 'GET' ? request.headers : { ...request.headers, 'content-length': '0' }
  const bytes = request.body.kind === 'bytes' ? request.body.bytes.length : request.body.bytes
  return { ...request.headers, 'content-length': String(bytes) }
}
