import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { capabilitiesXml, settingsOf, statusXml, type AdfState, type ScanSettings } from './escl-documents.ts'
import { createPacer, type Pacer } from './escl-pacer.ts'

/** A sheet in the tray as its two sides, each a JPEG; without a back, the back is not seen in duplex either. */
export type EsclSheet = { front: Buffer; back?: Buffer }

/**
 * What happens when image n of the pile is due, once:
 * - `jam`, `cover-open`: the sheet stays in the tray until somebody clears the feeder;
 * - `empty`: the sensor says “out of paper” although sheets lie in the tray;
 * - `vanish`: the device is switched off; `hang`: it never answers;
 * - `truncated`: half the bytes of the image, announced as all; `cut`: the connection breaks within the image;
 * - `not-ready`: HTTP 503, then the image at the next try.
 */
export type EsclFault = 'jam' | 'cover-open' | 'empty' | 'vanish' | 'hang' | 'truncated' | 'cut' | 'not-ready'

export type EsclOptions = {
  sheets: EsclSheet[]
  /** Fault before image n (from 1, in the order in which images leave the device). */
  faults?: Record<number, EsclFault>
  /** Time that the feeder takes for one image, ms. */
  imageMs?: number
  /** Images that the device keeps for a slow reader before its feeder stands still. */
  bufferImages?: number
  /** Somebody else is scanning. */
  busy?: boolean
  flatbed?: boolean
  adfDuplex?: boolean
}

/** A network scanner on loopback that speaks eSCL as sane-airscan expects it. */
export type EsclScanner = {
  /** Its name for SANE, with `configFolder` as SANE_CONFIG_DIR. */
  device: string
  configFolder: string
  /** Settings of each job that was started. */
  jobs: ScanSettings[]
  /** How long the feeder stood still because the images were not fetched, ms. */
  waitedMs(): number
  /** Images that left the device. */
  delivered(): number
  /** Sheets still in the tray. */
  left(): number
  busy: boolean
  /** Somebody clears the jam, closes the cover and lays further sheets on those in the tray. */
  clear(sheets?: EsclSheet[]): void
  close(): Promise<void>
}

const usualImageMs = 20
/** A feeder notices only after a while that no sheet came; a driver loses images whose job ended before it looked. */
const noticeMs = 400

type Job = { id: string; duplex: boolean; platen: boolean; pacer: Pacer; backNext: boolean; done: boolean }

/** Starts the scanner; `close` also removes its configuration folder. */
export async function startEsclScanner(options: EsclOptions): Promise<EsclScanner> {
  const name = 'Loopback'
  const configFolder = await mkdtemp(join(tmpdir(), 'opis-sane-'))
  const tray = [...options.sheets]
  const faults = new Map(Object.entries(options.faults ?? {}).map(([image, fault]) => [Number(image), fault]))
  let adf: AdfState | null = null
  let job: Job | null = null
  let delivered = 0
  let waitedMs = 0
  const scanner: EsclScanner = {
    device: `airscan:e0:${name}`,
    configFolder,
    jobs: [],
    waitedMs: () => waitedMs + (job?.pacer.waitedMs() ?? 0),
    delivered: () => delivered,
    left: () => tray.length,
    busy: options.busy ?? false,
    clear(sheets = []) {
      adf = null
      tray.push(...sheets)
    },
    async close() {
      server.closeAllConnections()
      if (server.listening) {
        server.close()
        await once(server, 'close')
      }
      await rm(configFolder, { recursive: true, force: true })
    },
  }

  const adfState = (): AdfState => adf ?? (tray.length > 0 ? 'ScannerAdfLoaded' : 'ScannerAdfEmpty')

  const server = createServer((request, response) => {
    void handle(request, response).catch(() => response.destroy())
  })

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = (request.url ?? '').replace(/^\/eSCL\//, '')
    const asked = `${request.method} ${path}`
    if (asked === 'GET ScannerCapabilities') return xml(response, capabilitiesXml(name, { flatbed: options.flatbed ?? true, adfDuplex: options.adfDuplex ?? true }))
    if (asked === 'GET ScannerStatus') return xml(response, statusXml(scanner.busy || (job !== null && !job.done) ? 'Processing' : 'Idle', adfState()))
    if (asked === 'POST ScanJobs') return startJob(response, settingsOf(await textOf(request)))
    if (job === null || !path.startsWith(`ScanJobs/${job.id}`)) return status(response, 404)
    if (request.method === 'DELETE') return endJob(response, job)
    if (asked === `GET ScanJobs/${job.id}/NextDocument`) return nextDocument(response, job)
    status(response, 404)
  }

  function startJob(response: ServerResponse, settings: ScanSettings): void {
    if (scanner.busy) return status(response, 503)
    if (job !== null && !job.done) return status(response, 503)
    if (settings.source === 'Feeder' && adfState() !== 'ScannerAdfLoaded') return status(response, 409)
    waitedMs = scanner.waitedMs()
    const pacer = createPacer(options.imageMs ?? usualImageMs, options.bufferImages ?? 1000)
    job = { id: String(scanner.jobs.length + 1), duplex: settings.duplex, platen: settings.source === 'Platen', pacer, backNext: false, done: false }
    scanner.jobs.push(settings)
    response.writeHead(201, { location: `/eSCL/ScanJobs/${job.id}` }).end()
  }

  function endJob(response: ServerResponse, ended: Job): void {
    ended.done = true
    status(response, 200)
  }

  async function nextDocument(response: ServerResponse, running: Job): Promise<void> {
    const fault = running.done ? undefined : faults.get(delivered + 1)
    if (fault !== undefined) faults.delete(delivered + 1)
    if (fault === 'vanish') {
      await wait(noticeMs)
      server.close()
      server.closeAllConnections()
      return
    }
    if (fault === 'hang') return
    if (fault === 'not-ready') return status(response, 503)
    if (fault === 'jam') adf = 'ScannerAdfJam'
    if (fault === 'cover-open') adf = 'ScannerAdfDoorOpen'
    if (fault === 'empty') adf = 'ScannerAdfEmpty'
    const sheet = tray[0]
    if (running.done || sheet === undefined || adf !== null) {
      await wait(noticeMs)
      running.done = true
      return status(response, 404)
    }
    const image = take(running, sheet)
    await running.pacer.untilReady()
    delivered += 1
    const half = image.subarray(0, Math.floor(image.length / 2))
    response.writeHead(200, { 'content-type': 'image/jpeg', 'content-length': fault === 'truncated' ? half.length : image.length })
    if (fault === 'cut') response.write(half, () => void wait(noticeMs).then(() => response.destroy()))
    else response.end(fault === 'truncated' ? half : image)
  }

  /** The next side of the sheet on top; after its last side the sheet is out. */
  function take(running: Job, sheet: EsclSheet): Buffer {
    if (running.duplex && sheet.back !== undefined) {
      running.backNext = !running.backNext
      if (running.backNext) return sheet.front
    }
    tray.shift()
    if (running.platen) running.done = true
    return running.duplex && sheet.back !== undefined ? sheet.back : sheet.front
  }

  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  await writeFile(join(configFolder, 'dll.conf'), 'airscan\n')
  await writeFile(join(configFolder, 'airscan.conf'), `[devices]\n"${name}" = http://127.0.0.1:${port}/eSCL/, eSCL\n[options]\ndiscovery = disable\nws-discovery = off\n`)
  return scanner
}

function xml(response: ServerResponse, document: string): void {
  response.writeHead(200, { 'content-type': 'text/xml' }).end(document)
}

function status(response: ServerResponse, code: number): void {
  response.writeHead(code).end()
}

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts).toString('utf8')
}
