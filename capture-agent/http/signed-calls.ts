import { createHash } from 'node:crypto'
import type { Clock } from '#kernel/clock.ts'
import { limits } from '#kernel/limits.ts'
import { createExchange, type Body, type ExchangeAnswer } from './exchange.ts'
import { signRequest, type Signer } from './sign-request.ts'

export type Call = {
  method: 'GET' | 'POST' | 'PUT'
  /** Path with query below the server's address. */
  path: string
  json?: unknown
  /** A file to stream; its SHA-512 is known already. */
  file?: { path: string; bytes: number; sha512: string }
  headers?: Record<string, string>
  answerBytes?: number
  totalTimeoutMs?: number
  signal?: AbortSignal | undefined
}

/** Sends calls to one server, signed by one agent. */
export type SignedCalls = { call(call: Call): Promise<ExchangeAnswer>; close(): void }

const idleTimeoutMs = 60_000
const callTimeoutMs = 60_000
const fileTimeoutMs = 15 * 60_000
/** A clock that differs less from the server's than this is left alone. */
const clockToleranceMs = 30_000

/**
 * Signs and sends. A station whose clock is wrong still gets its pages through: after a 401 the
 * difference to the server's `Date` is taken into account and the call repeated once.
 */
export function signedCalls(server: URL, signer: Signer, clock: Clock): SignedCalls {
  const exchange = createExchange()
  let offsetMs = 0

  const once = async (call: Call): Promise<ExchangeAnswer> => {
    const { body, digest, type } = bodyOf(call)
    const url = new URL(call.path, server)
    // A path from an answer of the server must not lead pages or signatures to another machine.
    if (url.origin !== server.origin) return { ok: false, detail: 'the path leads away from the server' }
    const path = url.pathname + url.search
    const signature = signRequest(signer, { method: call.method, path, digest, timeMs: clock.now().getTime() + offsetMs })
    return exchange.send({
      url,
      method: call.method,
      headers: { accept: 'application/json, application/problem+json, image/*', ...type, ...call.headers, ...signature },
      body,
      idleTimeoutMs,
      totalTimeoutMs: call.totalTimeoutMs ?? (call.file === undefined ? callTimeoutMs : fileTimeoutMs),
      answerBytes: call.answerBytes ?? limits.jsonBytes,
      signal: call.signal,
    })
  }

  return {
    async call(call) {
      const answer = await once(call)
      if (!answer.ok || answer.status !== 401) return answer
      const serverMs = Date.parse(answer.headers.date ?? '')
      const differenceMs = serverMs - clock.now().getTime() - offsetMs
      if (Number.isNaN(serverMs) || Math.abs(differenceMs) < clockToleranceMs) return answer
      offsetMs += differenceMs
      return once(call)
    },
    close: () => exchange.close(),
  }
}

function bodyOf(call: Call): { body: Body; digest: string; type: Record<string, string> } {
  if (call.file !== undefined) {
    const { path, bytes, sha512 } = call.file
    return { body: { kind: 'file', path, bytes }, digest: sha512, type: { 'content-type': 'application/octet-stream' } }
  }
  if (call.json === undefined) return { body: { kind: 'none' }, digest: sha512Of(Buffer.alloc(0)), type: {} }
  const bytes = Buffer.from(JSON.stringify(call.json), 'utf8')
  return { body: { kind: 'bytes', bytes }, digest: sha512Of(bytes), type: { 'content-type': 'application/json' } }
}

function sha512Of(bytes: Uint8Array): string {
  return createHash('sha512').update(bytes).digest('hex')
}
