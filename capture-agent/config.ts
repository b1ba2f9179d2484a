import { hostname } from 'node:os'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { OpisError } from '#kernel/errors.ts'
import { frameText, readerAddress, type ReaderSettings } from './barcode-reader/reader-settings.ts'
import { engineWishes, type EngineWish } from './recognition/engine-wish.ts'
import type { SaneSettings } from './scanner/sane/settings.ts'

const environment = z.object({
  /** Data folder of the installation; each role of the agent has a folder of its own in it. */
  OPIS_DATA: z.string().min(1).default('./data'),
  /** Address of the server: https, or http on this machine. */
  OPIS_SERVER: z.url().default('http://127.0.0.1:8080'),
  /** Hot folder: each subfolder that is dropped into it is a pile. */
  OPIS_STATION_FOLDER: z.string().min(1).optional(),
  /** Pages that wait at the station for the server, megabytes at most. */
  OPIS_SPOOL_MB: z.coerce.number().int().min(100).default(20_480),
  /** Folder with NAME.traineddata files that go before those of the product. */
  OPIS_LANGUAGE_DATA: z.string().min(1).optional(),
  /** Which program reads the pages; `auto`: the installed Tesseract where it can be used. */
  OPIS_OCR_ENGINE: z.enum(engineWishes).default('auto'),
  /** Name or path of the installed Tesseract. */
  OPIS_TESSERACT: z.string().min(1).default('tesseract'),
  /** Barcode reader on a serial port or USB-CDC: path, baud rate and bits. */
  OPIS_BARCODE_READER: readerAddress.optional(),
  /** What the reader puts before and behind each code, beside line ends and STX/ETX. */
  OPIS_BARCODE_PREFIX: frameText.default(''),
  OPIS_BARCODE_SUFFIX: frameText.default(''),
  /** SANE's own program, which drives the scanners: its name or path. */
  OPIS_SCANIMAGE: z.string().min(1).default('scanimage'),
  /** SANE's own variable: where its configuration lies, if not in the system's folder. */
  SANE_CONFIG_DIR: z.string().min(1).optional(),
  /** How people call this machine. */
  OPIS_STATION_NAME: z.string().trim().min(1).max(64).default(hostname().slice(0, 64) || 'station'),
})

/** What the agent was told by its environment; paths are absolute. */
export type AgentConfig = {
  serverUrl: string
  stationFolder: string
  recogniserFolder: string
  hotFolder: string | null
  spoolBytes: number
  languageDataFolder: string | null
  ocrEngine: EngineWish
  tesseract: string
  reader: ReaderSettings | null
  sane: SaneSettings
  name: string
}

/**
 * Reads the agent's settings; the only place that does.
 *
 * @throws OpisError `bad-configuration` with every fault at once
 */
export function readAgentConfig(env: NodeJS.ProcessEnv = process.env): AgentConfig {
  // An empty variable is one that was not set.
  const parsed = environment.safeParse(Object.fromEntries(Object.entries(env).filter(([, value]) => value !== '')))
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
    throw new OpisError('bad-configuration', `${faults.join('. ')}.`)
  }
  const { OPIS_DATA, OPIS_SERVER, OPIS_STATION_FOLDER, OPIS_SPOOL_MB, OPIS_STATION_NAME, OPIS_LANGUAGE_DATA, OPIS_BARCODE_READER, OPIS_BARCODE_PREFIX, OPIS_BARCODE_SUFFIX } = parsed.data
  return {
    serverUrl: OPIS_SERVER,
    stationFolder: resolve(join(OPIS_DATA, 'station')),
    recogniserFolder: resolve(join(OPIS_DATA, 'recogniser')),
    hotFolder: OPIS_STATION_FOLDER === undefined ? null : resolve(OPIS_STATION_FOLDER),
    spoolBytes: OPIS_SPOOL_MB * 1024 ** 2,
    languageDataFolder: OPIS_LANGUAGE_DATA === undefined ? null : resolve(OPIS_LANGUAGE_DATA),
    ocrEngine: parsed.data.OPIS_OCR_ENGINE,
    tesseract: parsed.data.OPIS_TESSERACT,
    reader: OPIS_BARCODE_READER === undefined ? null : { ...OPIS_BARCODE_READER, form: { prefix: OPIS_BARCODE_PREFIX, suffix: OPIS_BARCODE_SUFFIX } },
    sane: { program: parsed.data.OPIS_SCANIMAGE, configFolder: parsed.data.SANE_CONFIG_DIR ?? null },
    name: OPIS_STATION_NAME,
  }
}
