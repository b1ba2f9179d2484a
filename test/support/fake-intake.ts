import { createHash, createPublicKey, verify, type KeyObject } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { agentHeaders, announcementHeader, signedText } from '#contract/agent-signature.ts'
import { batchReport, closeBatch, imageAnnouncement, openBatch, type BatchReport, type ImageAnnouncement } from '#contract/capture.ts'
import { enrolStation } from '#contract/identity.ts'
import { problemCodes, type ProblemCode } from '#kernel/errors.ts'
import { newId } from '#kernel/ids.ts'

export type Received = { announcement: ImageAnnouncement; body: Buffer; times: number }
export type FakeBatch = { images: Map<number, Received>; closing: ReturnType<typeof closeBatch.parse> | null; polls: number }
export type Asked = { kind: 'enrol' | 'open' | 'image' | 'close' | 'report'; image: number | null }

/**
 * `cut`: the connection breaks before the answer and nothing is kept; `lost-answer`: everything is kept and
 * then the connection breaks; `wrong-receipt`: the checksum of other bytes; a code: that problem document.
 */
export type Fault = 'cut' | 'lost-answer' | 'wrong-receipt' | ProblemCode | null

/** The server's side of the contract on loopback, with faults at will; checks every signature and body. */
export type FakeIntake = {
  url: string
  batches: Map<string, FakeBatch>
  /** What was violated; a test ends with this empty. */
  complaints: string[]
  /** Decides about each request before it is handled; may hold it by not resolving. */
  onRequest: (asked: Asked) => Fault | Promise<Fault>
  /** The server's clock differs from this machine's by so much. */
  clockOffsetMs: number
  close(): Promise<void>
}

export async function startFakeIntake(): Promise<FakeIntake> {
  const keys = new Map<string, KeyObject>()
  const nonces = new Set<string>()
  const intake: FakeIntake = {
    url: '', batches: new Map(), complaints: [], onRequest: () => null, clockOffsetMs: 0,
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }

  const server = createServer((request, response) => {
    void handle(request, response).catch((error: unknown) => {
      if (!request.aborted) intake.complaints.push(String(error))
      response.destroy()
    })
  })

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? ''
    const asked = askedBy(request.method ?? '', path)
    if (asked === null) return answer(response, 404, { type: 'not-found' })
    response.setHeader('date', new Date(Date.now() + intake.clockOffsetMs).toUTCString())
    const fault = await intake.onRequest(asked)
    if (fault === 'cut') {
      request.socket.destroy()
      return
    }
    const body = await bodyOf(request)
    if (asked.kind !== 'enrol' && !authentic(request, path, body)) return refuse(response, 'unauthenticated')
    if (fault !== null && fault !== 'lost-answer' && fault !== 'wrong-receipt') return refuse(response, fault)
    const result = keep(asked, path, request, body)
    if (fault === 'lost-answer') request.socket.destroy()
    else if (typeof result === 'string') refuse(response, result)
    else answer(response, 200, fault === 'wrong-receipt' ? { image: asked.image, sha512: '0'.repeat(128) } : result)
  }

  function authentic(request: IncomingMessage, path: string, body: Buffer): boolean {
    const header = (name: string) => String(request.headers[name] ?? '')
    const key = keys.get(header(agentHeaders.agent))
    const time = header(agentHeaders.time)
    const nonce = header(agentHeaders.nonce)
    if (key === undefined || nonces.has(nonce)) return false
    if (Math.abs(Number(time) - Date.now() - intake.clockOffsetMs) > 120_000) return false
    nonces.add(nonce)
    const digest = createHash('sha512').update(body).digest('hex')
    if (digest !== header(agentHeaders.digest)) intake.complaints.push(`${path}: the digest is not that of the body`)
    const text = signedText({ method: request.method ?? '', path, time, nonce, digest })
    const good = verify(null, Buffer.from(text, 'utf8'), key, Buffer.from(header(agentHeaders.signature), 'base64url'))
    if (!good) intake.complaints.push(`${path}: the signature is wrong`)
    return good
  }

  function keep(asked: Asked, path: string, request: IncomingMessage, body: Buffer): object | ProblemCode {
    if (asked.kind === 'enrol') {
      const wanted = enrolStation.parse(JSON.parse(body.toString('utf8')))
      if (wanted.code !== 'one-time') return 'forbidden'
      const id = newId()
      keys.set(id, createPublicKey({ key: Buffer.from(wanted.publicKey, 'base64'), format: 'der', type: 'spki' }))
      return { id }
    }
    if (asked.kind === 'open') {
      const { id } = openBatch.parse(JSON.parse(body.toString('utf8')))
      if (!intake.batches.has(id)) intake.batches.set(id, { images: new Map(), closing: null, polls: 0 })
      return reportOf(id, batchOf(id))
    }
    const id = path.split('/')[3] ?? ''
    const batch = intake.batches.get(id)
    if (batch === undefined) return 'not-found'
    if (asked.kind === 'image') return keepImage(batch, asked.image ?? 0, request, body)
    if (asked.kind === 'report') batch.polls += 1
    if (asked.kind === 'close') {
      const closing = closeBatch.parse(JSON.parse(body.toString('utf8')))
      if (closing.fed !== batch.images.size || (closing.fed > 0 && !batch.images.has(closing.fed))) return 'batch-incomplete'
      batch.closing ??= closing
    }
    return reportOf(id, batch)
  }

  function keepImage(batch: FakeBatch, image: number, request: IncomingMessage, body: Buffer): object | ProblemCode {
    const announced = Buffer.from(String(request.headers[announcementHeader]), 'base64url').toString('utf8')
    const announcement = imageAnnouncement.parse(JSON.parse(announced))
    const sha512 = createHash('sha512').update(body).digest('hex')
    if (sha512 !== announcement.sha512 || body.length !== announcement.bytes) return 'checksum-mismatch'
    const before = batch.images.get(image)
    if (before === undefined && batch.closing !== null) return 'batch-closed'
    if (before !== undefined && before.announcement.sha512 !== sha512) return 'page-conflict'
    batch.images.set(image, { announcement, body, times: (before?.times ?? 0) + 1 })
    return { image, sha512 }
  }

  const batchOf = (id: string): FakeBatch => {
    const batch = intake.batches.get(id)
    if (batch === undefined) throw new Error(`no batch ${id}`)
    return batch
  }

  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  intake.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return intake
}

function askedBy(method: string, path: string): Asked | null {
  const batch = '/api/batches/[0-9a-f-]{36}'
  if (method === 'POST' && path === '/api/stations') return { kind: 'enrol', image: null }
  if (method === 'POST' && path === '/api/batches') return { kind: 'open', image: null }
  const image = new RegExp(`^${batch}/images/(\\d+)$`).exec(path)
  if (method === 'PUT' && image !== null) return { kind: 'image', image: Number(image[1]) }
  if (method === 'POST' && new RegExp(`^${batch}/close$`).test(path)) return { kind: 'close', image: null }
  return method === 'GET' && new RegExp(`^${batch}$`).test(path) ? { kind: 'report', image: null } : null
}

function reportOf(id: string, batch: FakeBatch): BatchReport {
  const fed = batch.closing?.fed ?? 0
  return batchReport.parse({
    batch: id, state: batch.closing === null ? 'open' : 'closed', step: batch.closing === null ? 'receiving' : 'done', fed, archived: fed, setAside: [], exceptions: [],
    openedAt: '2024-05-02T10:00:00Z', stationName: 'station',
    records: [], rejected: batch.closing?.rejected ?? [], searchable: batch.closing !== null && batch.polls >= 2,
    seconds: { feed: batch.closing?.feedSeconds ?? 0, upload: 0, recognise: 0, index: 0, total: 0 },
  })
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts)
}

function refuse(response: ServerResponse, code: ProblemCode): void {
  const { status, title } = problemCodes[code]
  answer(response, status, { type: code, title, status, detail: 'Said by the test.' })
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}
