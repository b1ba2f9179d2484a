import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { extname, join, normalize } from 'node:path'
import type { ZodType } from 'zod'
import { batchImages, batchList, batchReport, issuedCovers } from '#contract/capture.ts'
import { sessionView, stationCode, userCreated, userList } from '#contract/identity.ts'
import { eventList, filePlan, history, recordText, recordView } from '#contract/records.ts'
import { searchResult } from '#contract/search.ts'
import * as data from './mock-data.ts'
import { cutTile, drawPage, dzi, textOf } from './mock-pages.ts'
import sharp from 'sharp'

/*
 * Development only: hands out the built UI and fixed examples that fit the contract, so that the
 * screens can be looked at without a server. Start: node ui/dev/mock-server.ts [port]
 */
const port = Number(process.argv[2] ?? 18_090)
const dist = join(import.meta.dirname, '..', 'dist')
const policy =
  "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; connect-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
const types: Readonly<Record<string, string>> = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' }

/** The state the example is in: `signed-out`, `first` (one-time password), or the roles of the person. */
let who = 'administrator,archivist'

const pictures = await Promise.all(data.pages.map(drawPage))

type Route = [method: string, path: RegExp, answer: (match: RegExpMatchArray, url: URL) => unknown, schema: ZodType | null]

const signedIn = (): unknown => data.session(who === 'first' ? ['administrator'] : who.split(','), who === 'first')

const routes: readonly Route[] = [
  ['GET', /^\/api\/session$/, signedIn, sessionView],
  ['POST', /^\/api\/session(\/password)?$/, (match) => {
    if (who === 'signed-out' || match[1] !== undefined) who = 'administrator,archivist'
    return signedIn()
  }, sessionView],
  ['GET', /^\/api\/search$/, (_match, url) => (url.searchParams.get('q') === 'nothing' ? { ...data.searchResult, total: 0, hits: [], suggestion: 'оренда' } : data.searchResult), searchResult],
  ['GET', /^\/api\/file-plan$/, () => data.plan, filePlan],
  ['GET', /^\/api\/records\/[^/]+$/, () => data.record, recordView],
  ['GET', /^\/api\/records\/([^/]+)\/text$/, () => ({ id: data.recordId, pages: data.pages.map((page) => textOf(page, 'uk')) }), recordText],
  ['GET', /^\/api\/records\/[^/]+\/events$/, () => data.events, eventList],
  ['POST', /^\/api\/records\/[^/]+\/events/, () => data.events, eventList],
  ['GET', /^\/api\/records\/[^/]+\/history$/, () => data.history, history],
  ['GET', /^\/api\/batches$/, () => data.batches, batchList],
  ['GET', /^\/api\/batches\/[^/]+$/, () => data.report, batchReport],
  ['GET', /^\/api\/batches\/[^/]+\/images$/, () => data.images, batchImages],
  ['POST', /^\/api\/batches\/[^/]+\/decisions$/, () => ({ ...data.report, exceptions: data.report.exceptions.slice(1) }), batchReport],
  ['POST', /^\/api\/covers$/, () => ({ covers: [{ id: 'OPIS-7K3M9-QX24T', page: 1 }], pdfBase64: Buffer.from('%PDF-1.4').toString('base64') }), issuedCovers],
  ['GET', /^\/api\/users$/, () => data.users, userList],
  ['POST', /^\/api\/users$/, () => ({ ...data.users.users[1], oneTimePassword: 'ripe-maple-seven-lantern' }), userCreated],
  ['PATCH', /^\/api\/users\//, () => ({ ...data.users.users[1], oneTimePassword: 'ripe-maple-seven-lantern' }), userCreated],
  ['POST', /^\/api\/stations\/code$/, () => ({ code: 'K7QX-22MD-9PLT', expiresAt: '2026-11-22T22:00:00Z' }), stationCode],
]

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://localhost')
  response.setHeader('content-security-policy', policy)
  if (url.pathname === '/mock/who') {
    who = url.searchParams.get('is') ?? who
    return void response.writeHead(204).end()
  }
  if (!url.pathname.startsWith('/api/')) return handOut(url, response)
  if (who === 'signed-out' && !(request.method === 'POST' && url.pathname === '/api/session')) return sendProblem(response, 401, 'unauthenticated')
  if (request.method === 'DELETE') {
    who = 'signed-out'
    return void response.writeHead(204).end()
  }
  if (/\/events$/.test(url.pathname) && url.pathname.includes('/batches/')) return announce(response)
  const picture = await findPicture(url)
  if (picture !== null) return void response.writeHead(200, { 'content-type': typeof picture === 'string' ? 'application/xml' : 'image/jpeg' }).end(picture)
  for (const [method, path, make, schema] of routes) {
    const match = url.pathname.match(path)
    if (method !== request.method || match === null) continue
    const body = make(match, url)
    return void response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(schema === null ? body : schema.parse(body)))
  }
  return sendProblem(response, 404, 'not-found')
}

function announce(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  response.write(`event: batch\ndata: ${JSON.stringify(data.report)}\n\n`)
}

async function findPicture(url: URL): Promise<Buffer | string | null> {
  if (url.pathname.endsWith('/picture.dzi')) return dzi
  const tile = url.pathname.match(/pages\/(\d+)\/picture_files\/(\d+)\/(\d+)_(\d+)\.jpg$/)
  if (tile !== null) return cutTile(pictureOf(Number(tile[1])), Number(tile[2]), Number(tile[3]), Number(tile[4]))
  const small = url.pathname.match(/\/(\d+)\/thumbnail$/)
  return small === null ? null : sharp(pictureOf(Number(small[1]))).resize(320).jpeg().toBuffer()
}

function pictureOf(number: number): Buffer {
  return pictures[(number - 1) % pictures.length] ?? Buffer.alloc(0)
}

function sendProblem(response: ServerResponse, status: number, type: string): void {
  const detail = type === 'not-found' ? 'There is no such thing, or it is not open to you.' : 'Sign in with your name and password.'
  response.writeHead(status, { 'content-type': 'application/problem+json' }).end(JSON.stringify({ type, title: type, status, detail }))
}

async function handOut(url: URL, response: ServerResponse): Promise<void> {
  const wanted = extname(url.pathname) === '' ? '/index.html' : normalize(url.pathname)
  try {
    const bytes = await readFile(join(dist, wanted))
    response.writeHead(200, { 'content-type': types[extname(wanted)] ?? 'application/octet-stream' }).end(bytes)
  } catch {
    response.writeHead(404).end()
  }
}

createServer((request, response) => {
  answer(request, response).catch((error: unknown) => {
    console.error(error)
    if (!response.headersSent) sendProblem(response, 500, 'internal')
  })
}).listen(port, '127.0.0.1', () => console.log(`http://127.0.0.1:${port}`))
