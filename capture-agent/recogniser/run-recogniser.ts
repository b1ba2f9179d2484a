import { availableParallelism } from 'node:os'
import { systemClock } from '#kernel/clock.ts'
import type { Language } from '#kernel/language.ts'
import { readIdentity } from '../enrolment/identity.ts'
import { readEnrolled } from '../enrolment/read-enrolled.ts'
import { sleep } from '../http/back-off.ts'
import { serverClient } from '../http/server-client.ts'
import { signedCalls } from '../http/signed-calls.ts'
import { openEngine } from '../recognition/choose-engine.ts'
import type { EngineWish } from '../recognition/engine-wish.ts'
import { runRecogniser as runLoop } from '../recognition/lease-loop.ts'
import { recognisePage } from '../recognition/recognise-page.ts'
import type { RecogniserClient } from '../recognition/recogniser-client.ts'

export type RecogniserOptions = {
  serverUrl: string
  /** The recogniser's own folder: identity, unpacked language data, pages while they are read. */
  dataFolder: string
  /** Folder of the station on this machine, if there is one: its pages are read first. */
  stationFolder: string
  name: string
  /** A folder with other language data, looked at first. */
  languageDataFolder: string | null
  ocrEngine: EngineWish
  /** Name or path of an installed Tesseract. */
  tesseract: string
  log: (event: string, detail: Record<string, unknown>) => void
}

/**
 * The recogniser role: borrows pages of one server and reads them on all cores until asked to stop.
 *
 * @throws OpisError `unauthenticated` before enrolment, `bad-configuration` without language data
 */
export async function runRecogniser(options: RecogniserOptions, signal: AbortSignal): Promise<void> {
  const { server, signer } = await readEnrolled(options.serverUrl, options.dataFolder)
  const cores = availableParallelism()
  const { dataFolder, languageDataFolder, ocrEngine, tesseract } = options
  const { engine, why } = await openEngine({ wish: ocrEngine, program: tesseract, dataFolder, languageDataFolder, concurrency: cores })
  options.log('engine', { engine: engine.name, version: engine.version, why, data: engine.languages() })
  const calls = serverClient(signedCalls(server, signer, systemClock))
  const client: RecogniserClient = { ...calls, lease: async (count, stop) => calls.lease(count, options.name, stop, await ownStation()) }
  const ownStation = stationBeside(options.stationFolder, server)
  let lastLanguage: Language | null = null
  try {
    await runLoop({
      client,
      async recognise(image, settings) {
        const reading = await recognisePage(engine, image, { ...settings, languageHint: settings.languageHint ?? lastLanguage })
        if (!reading.doubtful) lastLanguage = reading.language
        return reading
      },
      concurrency: cores + 1,
      patience: { sleep, random: Math.random, nowMs: () => performance.now(), giveUpAfterMs: null },
      log: options.log,
      signal,
    })
  } finally {
    calls.close()
    await engine.close()
  }
}

/** Finds the station of this machine at the same server, also when it is enrolled later; null while there is none. */
function stationBeside(folder: string, server: URL): () => Promise<string | null> {
  let id: string | null = null
  return async () => {
    const known = id === null ? await readIdentity(folder).catch(() => null) : null
    if (known !== null && known.identity.server === server.origin) id = known.identity.id
    return id
  }
}
