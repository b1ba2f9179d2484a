import { resolve } from 'node:path'
import { z } from 'zod'
import { OpisError } from '#kernel/errors.ts'

const port = z.coerce.number().int().min(0).max(65_535)

/** Every setting of the server, each optional. The README's table is made of these lines. */
const environment = z.object({
  /** Data folder: database, content store, intake, keys. */
  OPIS_DATA: z.string().min(1).default('./data'),
  /** Port of the web interface and API; 0 takes a free one. */
  OPIS_PORT: port.default(8080),
  /** Address to listen on. Anything but loopback needs a TLS proxy in front. */
  OPIS_HOST: z.string().min(1).default('127.0.0.1'),
  /** Name of the archive on cover sheets. */
  OPIS_ARCHIVE_NAME: z.string().min(1).max(100).default('Opis'),
  /** An existing PostgreSQL instead of the embedded one. */
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  /** File plan and schedules; the neutral ones of the product by default. */
  OPIS_FILE_PLAN: z.string().min(1).optional(),
  OPIS_SCHEDULES: z.string().min(1).optional(),
  /** Recognisers that the server starts beside itself: 1 or 0. */
  OPIS_RECOGNISERS: z.coerce.number().int().min(0).max(1).default(1),
  /** Time zone in which instants become civil dates. */
  OPIS_TIME_ZONE: z.string().refine(isTimeZone, 'no such time zone').default('Europe/Chisinau'),
  /** Address that people type, where a TLS proxy stands in front; https makes the session cookie `Secure`. */
  OPIS_PUBLIC_URL: z.url().optional(),
  /** Another server for the command line, and the token for it. */
  OPIS_SERVER: z.url().optional(),
  OPIS_TOKEN: z.string().optional(),
})

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== undefined
  } catch {
    return false
  }
}

export type Config = {
  /** Whether people reach the server by https. */
  secureCookies: boolean
  dataFolder: string
  port: number
  host: string
  archiveName: string
  databaseUrl: string | null
  filePlanFile: string
  schedulesFolder: string
  recognisers: number
  timeZone: string
  remote: { server: string; token: string | null } | null
}

/** Reads the environment once; all faults together are one `bad-configuration`. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const named = Object.fromEntries(Object.keys(environment.shape).flatMap((key) => (env[key] ? [[key, env[key]]] : [])))
  const parsed = environment.safeParse(named)
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ')
    throw new OpisError('bad-configuration', `Settings with faults: ${faults}.`)
  }
  const set = parsed.data
  const rules = resolve(import.meta.dirname, '../retention-rules')
  return Object.freeze({
    secureCookies: set.OPIS_PUBLIC_URL?.startsWith('https:') ?? false,
    dataFolder: resolve(set.OPIS_DATA),
    port: set.OPIS_PORT,
    host: set.OPIS_HOST,
    archiveName: set.OPIS_ARCHIVE_NAME,
    databaseUrl: set.DATABASE_URL ?? null,
    filePlanFile: resolve(set.OPIS_FILE_PLAN ?? `${rules}/file-plans/neutral.yaml`),
    schedulesFolder: resolve(set.OPIS_SCHEDULES ?? `${rules}/neutral`),
    recognisers: set.OPIS_RECOGNISERS,
    timeZone: set.OPIS_TIME_ZONE,
    remote: set.OPIS_SERVER ? { server: set.OPIS_SERVER, token: set.OPIS_TOKEN ?? null } : null,
  })
}

/** The environment for processes that the server starts beside itself; their own settings are added to it. */
export function inheritedEnvironment(): NodeJS.ProcessEnv {
  return { ...process.env }
}
