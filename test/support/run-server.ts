import { createHash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { vi } from 'vitest'
import { batchReport, issuedCovers, type BatchReport, type CoverOrder, type ImageAnnouncement } from '#contract/capture.ts'
import { stationCode } from '#contract/identity.ts'
import type { PageCode, PageMarks } from '#contract/page-marks.ts'
import type { PageReading } from '#contract/recognition.ts'
import type { Language } from '#kernel/language.ts'
import { newId } from '#kernel/ids.ts'
import { enrol } from '#agent/enrolment/enrol.ts'
import { readIdentity } from '#agent/enrolment/identity.ts'
import type { Outcome } from '#agent/http/outcome.ts'
import { serverClient, type Receipt, type ServerClient } from '#agent/http/server-client.ts'
import type { Signer } from '#agent/http/sign-request.ts'
import { signedCalls, type SignedCalls } from '#agent/http/signed-calls.ts'
import { systemClock } from '#kernel/clock.ts'
import { readConfig } from '#server/config.ts'
import { start, type Running } from '#server/start.ts'
import { callerWithToken, type Caller } from './caller.ts'
import { testDatabase, type TestDatabase } from './postgres.ts'

/** The real server in this process, on a database and a data folder of its own. */
export type RunningServer = {
  url: string
  /** Whoever may read the data folder: the administrator of the box. */
  admin: Caller
  firstAdmin: Running['firstAdmin']
  dataFolder: string
  databaseUrl: string
  parts: Running['assembled']
  /** Lines of the log so far. */
  log: string[]
  /** Stops in order and starts again on the same database and folder, on another port. */
  restart(): Promise<void>
  /** Stops in order and removes database and folder. */
  stop(): Promise<void>
}

/**
 * Starts everything real but the recogniser, which tests play through the HTTP API unless they ask for
 * one. `database` is another than one on the embedded server of this run; `redisUrl` carries the jobs;
 * `settings` are any further ones.
 */
export async function runServer(options: { recognisers?: 0 | 1; database?: TestDatabase; redisUrl?: string; settings?: Record<string, string> } = {}): Promise<RunningServer> {
  const database = options.database ?? (await testDatabase())
  const dataFolder = await mkdtemp(join(tmpdir(), 'opis-server-'))
  const config = readConfig({ OPIS_DATA: dataFolder, OPIS_PORT: '0', DATABASE_URL: database.url, OPIS_RECOGNISERS: String(options.recognisers ?? 0), ...(options.redisUrl === undefined ? {} : { REDIS_URL: options.redisUrl }), ...options.settings })
  const log: string[] = []
  const begin = () => start(config, { write: (line) => log.push(line) })
  let running = await begin()
  const facts = () => ({ url: running.url, admin: callerWithToken(running.url, running.localToken), firstAdmin: running.firstAdmin, parts: running.assembled })
  const server: RunningServer = {
    ...facts(),
    dataFolder,
    databaseUrl: database.url,
    log,
    async restart() {
      await running.stop()
      running = await begin()
      Object.assign(server, facts())
    },
    async stop() {
      await running.stop()
      await database.drop()
      await rm(dataFolder, { recursive: true, force: true })
    },
  }
  return server
}

/** An enrolled agent with its own key: `client` speaks as agents do, `calls` signs any request. */
export type TestAgent = { id: string; signer: Signer; client: ServerClient; calls: SignedCalls; folder: string; close(): Promise<void> }

/** Enrols an agent with a one-time code, as on a workstation. */
export async function enrolStation(server: RunningServer, role: 'station' | 'recogniser' = 'station'): Promise<TestAgent> {
  const folder = await mkdtemp(join(tmpdir(), 'opis-agent-'))
  const { code } = await server.admin.get(stationCode, 'POST', '/api/stations/code')
  await enrol({ server: server.url, code, name: `test ${role}`, role, dataFolder: folder })
  const known = await readIdentity(folder)
  if (!known) throw new Error('the identity was not kept')
  const calls = signedCalls(new URL(server.url), known.signer, systemClock)
  const close = async () => {
    calls.close()
    await rm(folder, { recursive: true, force: true })
  }
  return { id: known.identity.id, signer: known.signer, client: serverClient(calls), calls, folder, close }
}

export const sha512Of = (bytes: Uint8Array) => createHash('sha512').update(bytes).digest('hex')

const plain: PageMarks = { widthPx: 200, heightPx: 280, codes: [], coverForm: 'none', blank: false, inkShare: 0.05, components: 100 }

/** What a station says of a page, a blank side and the front of a cover. */
export const marks = {
  page: plain,
  blank: { ...plain, blank: true, inkShare: 0, components: 0 } satisfies PageMarks,
  cover: (id: string): PageMarks => ({ ...plain, coverForm: 'front', codes: (['code128', 'qr'] as const).map((format): PageCode => ({ format, text: id, kind: 'cover', contrast: 0.95, mirrored: false, box: [0.1, 0.1, 0.2, 0.2] })) }),
}

/** What is sent of an image; whatever is not said follows from the bytes. */
export type TestImage = { bytes: Uint8Array; marks?: PageMarks; name?: string } & Partial<Pick<ImageAnnouncement, 'sha512' | 'mediaType'>>

export function announcementOf(image: TestImage): ImageAnnouncement {
  const { bytes, name = 'sheet.png', mediaType = 'image/png', sha512 = sha512Of(bytes) } = image
  return { sha512, bytes: bytes.byteLength, mediaType, name, marks: image.marks ?? plain }
}

/** One attempt to bring an image to the server. */
export async function sendImage(station: TestAgent, batch: string, number: number, image: TestImage): Promise<Outcome<Receipt>> {
  const path = join(station.folder, `${batch}-${number}-${newId()}`)
  await writeFile(path, image.bytes)
  return station.client.putImage(batch, number, { path, announcement: announcementOf(image) })
}

/** The value of an outcome that must be good. */
export function good<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`${outcome.code}: ${outcome.detail}`)
  return outcome.value
}

/** Opens a batch, sends all images and closes it. */
export async function feedBatch(station: TestAgent, images: readonly TestImage[]): Promise<string> {
  const id = newId()
  good(await station.client.openBatch({ id }))
  for (const [index, image] of images.entries()) good(await sendImage(station, id, index + 1, image))
  good(await station.client.closeBatch(id, { fed: images.length, rejected: [], feedSeconds: 1 }))
  return id
}

export async function orderCovers(server: RunningServer, order: CoverOrder): Promise<string[]> {
  return (await server.admin.get(issuedCovers, 'POST', '/api/covers', { json: order })).covers.map((cover) => cover.id)
}

/** A reading of a page: lines of words laid out in a plain grid. */
export function readingOf(text: string, language: Language | null = 'en'): PageReading {
  const words = text.split('\n').flatMap((line, row) =>
    line.split(' ').map((word, column) => ({ text: word, box: [Math.min(0.9, 0.05 + column * 0.12), Math.min(0.95, 0.05 + row * 0.06), 0.1, 0.04] as [number, number, number, number], confidence: 93, line: row })),
  )
  return { engine: 'played', engineVersion: '1', dataSha256: '0'.repeat(64), language, confidence: 93, turn: 0, widthPx: 200, heightPx: 280, text, words, doubtful: false }
}

/** Leases every page that waits and hands in what `read` says of the image with that checksum. */
export async function readWaitingPages(recogniser: TestAgent, read: (sha512: string) => PageReading): Promise<number> {
  let pages = 0
  for (;;) {
    const lent = good(await recogniser.client.lease(16, 'played')).pages
    if (lent.length === 0) return pages
    for (const { page, lease, sha512 } of lent) good(await recogniser.client.finish(page, lease, read(sha512)))
    pages += lent.length
  }
}

export const reportOf = (server: RunningServer, batch: string): Promise<BatchReport> => server.admin.get(batchReport, 'GET', `/api/batches/${batch}`)

/** Waits until the report of a batch is as wanted, reading pages meanwhile when there is somebody to read them. */
export async function awaitBatch(
  server: RunningServer,
  batch: string,
  wanted: (report: BatchReport) => boolean,
  reader?: { recogniser: TestAgent; read: (sha512: string) => PageReading },
): Promise<BatchReport> {
  let last: BatchReport | undefined
  await vi.waitUntil(
    async () => {
      if (reader) await readWaitingPages(reader.recogniser, reader.read)
      last = await reportOf(server, batch)
      return wanted(last)
    },
    { timeout: 30_000, interval: 50 },
  ).catch((cause: unknown) => {
    throw new Error(`the batch stands at ${JSON.stringify(last)}`, { cause })
  })
  return last ?? reportOf(server, batch)
}
