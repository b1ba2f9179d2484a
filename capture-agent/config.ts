import { hostname } from 'node:os'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { OpisError } from '#kernel/errors.ts'

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
  const { OPIS_DATA, OPIS_SERVER, OPIS_STATION_FOLDER, OPIS_SPOOL_MB, OPIS_STATION_NAME, OPIS_LANGUAGE_DATA } = parsed.data
  return {
    serverUrl: OPIS_SERVER,
    stationFolder: resolve(join(OPIS_DATA, 'station')),
    recogniserFolder: resolve(join(OPIS_DATA, 'recogniser')),
    hotFolder: OPIS_STATION_FOLDER === undefined ? null : resolve(OPIS_STATION_FOLDER),
    spoolBytes: OPIS_SPOOL_MB * 1024 ** 2,
    languageDataFolder: OPIS_LANGUAGE_DATA === undefined ? null : resolve(OPIS_LANGUAGE_DATA),
    name: OPIS_STATION_NAME,
  }
}
