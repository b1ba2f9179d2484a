import { parseArgs } from 'node:util'
import { OpisError } from '#kernel/errors.ts'
import { readAgentConfig, type AgentConfig } from './config.ts'
import { enrol, type Enrolment } from './enrolment/enrol.ts'
import { errorText } from './error-text.ts'
import { exitCodeOf } from './exit-code.ts'
import { beginHeartbeat } from './heartbeat.ts'
import { sleep } from './http/back-off.ts'
import { parseServerAddress } from './http/server-address.ts'
import { listScanners } from './scanner/sane/list-scanners.ts'
import { pileFrom, pileOptions, pileUsage } from './station/pile-options.ts'
import { runStation } from './station/run-station.ts'
import { scanAudience } from './station/scan-audience.ts'
import { scanPile } from './station/scan-pile.ts'

const usage = `Usage: node capture-agent/main.ts COMMAND
  station enrol --server URL --code CODE [--name NAME]
      [--role station|recogniser]
  station start
  recogniser start
  scan ${pileUsage}
      [--profile P] [--no-wait]
  scan --list
  --check-config
Progress goes to standard error as JSON lines, results to standard output as JSON.
`

const options = {
  server: { type: 'string' },
  code: { type: 'string' },
  name: { type: 'string' },
  role: { type: 'string' },
  ...pileOptions,
  list: { type: 'boolean', default: false },
  profile: { type: 'string' },
  wait: { type: 'boolean', default: true },
  'check-config': { type: 'boolean', default: false },
} as const

type Values = ReturnType<typeof parse>['values']

function parse(args: string[]) {
  return parseArgs({ args, options, allowPositionals: true, allowNegative: true })
}

async function main(args: string[]): Promise<number> {
  const { values, positionals } = parse(args)
  const config = readAgentConfig()
  parseServerAddress(config.serverUrl)
  if (values['check-config']) {
    print({ ...config })
    return 0
  }
  const signal = untilAskedToStop()
  switch (positionals.join(' ')) {
    case 'station enrol':
      print(await enrol(enrolmentOf(values, config)))
      return 0
    case 'station start':
      await beginHeartbeat(config.stationFolder)
      await station(config, signal)
      return 0
    case 'recogniser start':
      await beginHeartbeat(config.recogniserFolder)
      await recognise(config, signal)
      return 0
    case 'scan':
      return scan(values, config, signal)
    default:
      process.stderr.write(usage)
      return 2
  }
}

/** What drives a serial port is loaded only where there is a reader. */
async function station({ serverUrl, stationFolder: dataFolder, spoolBytes, hotFolder, reader: settings }: AgentConfig, signal: AbortSignal): Promise<void> {
  const reader = settings === null ? null : (await import('./barcode-reader/serial-reader.ts')).serialReader(settings, { sleep, nowMs: () => performance.now() })
  await runStation({ serverUrl, dataFolder, spoolBytes, hotFolder, reader, onProgress: report }, signal)
}

const scanGiveUpMs = 120_000

async function scan(values: Values, config: AgentConfig, signal: AbortSignal): Promise<number> {
  if (values.list) return listDevices(config)
  const found = pileFrom(values, config.sane)
  if (!found.ok) {
    process.stderr.write(`${found.detail}\n${usage}`)
    return 2
  }
  const audience = scanAudience({ progress: report, print })
  const work = scanPile({
    serverUrl: config.serverUrl,
    dataFolder: config.stationFolder,
    spoolBytes: config.spoolBytes,
    giveUpAfterMs: scanGiveUpMs,
    pile: found.pile,
    ...(values.profile === undefined ? {} : { profile: values.profile }),
    wait: values.wait,
    onProgress: audience.progress,
    onReport: audience.report,
    signal,
  })
  return work.then(
    () => 0,
    async (error: unknown) => {
      const code = await audience.failed(error)
      if (code === null) throw error
      return code
    },
  )
}

async function listDevices({ sane }: AgentConfig): Promise<number> {
  const listed = await listScanners(sane)
  if (!listed.ok) throw new OpisError('unreachable', listed.detail)
  print({ devices: listed.scanners })
  return 0
}

/** The engine is loaded only by the process that needs it; a station has no room for it. */
async function recognise(config: AgentConfig, signal: AbortSignal): Promise<void> {
  const { runRecogniser } = await import('./recogniser/run-recogniser.ts')
  const { serverUrl, recogniserFolder: dataFolder, stationFolder, languageDataFolder, ocrEngine, tesseract, name } = config
  await runRecogniser({ serverUrl, dataFolder, stationFolder, name, languageDataFolder, ocrEngine, tesseract, log: (event, detail) => report({ event, ...detail }) }, signal)
}

function enrolmentOf(values: Values, config: AgentConfig): Enrolment {
  if (values.code === undefined) throw new OpisError('bad-request', 'A one-time code is needed: --code CODE.')
  const role = values.role ?? 'station'
  if (role !== 'station' && role !== 'recogniser') throw new OpisError('bad-request', '--role takes station or recogniser.')
  const dataFolder = role === 'station' ? config.stationFolder : config.recogniserFolder
  return { server: values.server ?? config.serverUrl, code: values.code, name: values.name ?? config.name, role, dataFolder }
}

/**
 * Aborted by SIGTERM or SIGINT, once; a second SIGINT ends the process at once. An agent that a server
 * started beside itself also ends when that server dies, however it died.
 */
function untilAskedToStop(): AbortSignal {
  const stop = new AbortController()
  process.once('SIGTERM', () => stop.abort())
  process.once('SIGINT', () => stop.abort())
  process.once('disconnect', () => stop.abort())
  process.channel?.unref()
  return stop.signal
}

function report(progress: object): void {
  process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), ...progress })}\n`)
}

function print(result: object): void {
  process.stdout.write(`${JSON.stringify(result)}\n`)
}

/** A terminal that was closed must not take the station with it. */
process.stderr.on('error', () => undefined)
process.stdout.on('error', () => undefined)

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  const known = error instanceof OpisError
  const problem = known ? { type: error.code, title: error.message, detail: error.detail } : { type: 'internal', title: errorText(error), detail: '' }
  process.stderr.write(`${JSON.stringify(problem)}\n`)
  process.exitCode = known ? exitCodeOf(error.code) : usageFault(error)
}

/** A wrong option is the caller's mistake. */
function usageFault(error: unknown): number {
  return errorText(error).includes('ERR_PARSE_ARGS') ? 2 : 1
}
