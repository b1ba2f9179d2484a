import { Readable } from 'node:stream'
import { OpisError, problemCodes, type ProblemCode } from '#kernel/errors.ts'
import { readConfig } from '../config.ts'
import { readRunFile } from '../run-file.ts'

export type Client = {
  url: string
  token: string
  get(path: string, as?: string): Promise<unknown>
  post(path: string, body?: unknown): Promise<unknown>
  send(path: string, bytes: Uint8Array): Promise<unknown>
  download(path: string): Promise<{ bytes: Uint8Array; sha512: string }>
  /** The answer as it comes, for what is long or large; never held whole. */
  stream(method: 'GET' | 'POST', path: string, options?: { as?: string | undefined; body?: unknown }): Promise<AsyncIterable<Uint8Array>>
}

/**
 * The API of the server that runs on the data folder, or of `OPIS_SERVER`. Errors of the server come
 * as `OpisError` with its code; none running is `unreachable`.
 */
export async function connect(): Promise<Client> {
  const config = readConfig()
  const remote = config.remote ? { url: config.remote.server.replace(/\/$/, ''), token: config.remote.token ?? '' } : await readRunFile(config.dataFolder)
  if (!remote) throw new OpisError('unreachable', `No server runs on ${config.dataFolder}. Start it with: opis start`)
  refusePlainHttp(remote.url)
  const call = async (path: string, init: RequestInit): Promise<Response> => {
    const response = await fetch(`${remote.url}/api${path}`, { ...init, headers: { ...init.headers, authorization: `Bearer ${remote.token}` } }).catch((error: unknown) => {
      throw new OpisError('unreachable', `The server at ${remote.url} does not answer. Is it running?`, { cause: error })
    })
    if (!response.ok) throw await problemOf(response)
    return response
  }
  return {
    ...remote,
    get: async (path, as) => (await call(path, { headers: as ? { 'opis-as': as } : {} })).json(),
    post: async (path, body) =>
      (await call(path, { method: 'POST', ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }) })).json(),
    send: async (path, bytes) => (await call(path, { method: 'POST', headers: { 'content-type': 'application/octet-stream' }, body: new Uint8Array(bytes) })).json(),
    download: async (path) => {
      const response = await call(path, {})
      return { bytes: new Uint8Array(await response.arrayBuffer()), sha512: response.headers.get('opis-sha512') ?? '' }
    },
    stream: async (method, path, { as, body } = {}) => {
      const headers = { ...(as ? { 'opis-as': as } : {}), ...(body === undefined ? {} : { 'content-type': 'application/json' }) }
      return (await call(path, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) })).body ?? Readable.from([])
    },
  }
}

async function problemOf(response: Response): Promise<OpisError> {
  const body = (await response.json().catch(() => ({}))) as { type?: string; detail?: string }
  const code = body.type && body.type in problemCodes ? (body.type as ProblemCode) : 'internal'
  return new OpisError(code, body.detail ?? `The server answered with status ${response.status}.`)
}

/** A token must not cross a network in the clear. */
function refusePlainHttp(url: string): void {
  const { protocol, hostname } = new URL(url)
  const here = hostname === 'localhost' || hostname === '[::1]' || /^127\./.test(hostname)
  if (protocol !== 'https:' && !here) throw new OpisError('insecure-transport', `${url} is plain HTTP to another machine. Give OPIS_SERVER an https address.`)
}
