import { resolve } from 'node:path'
import { z } from 'zod'
import { classCode } from '#contract/common.ts'
import { OpisError } from '#kernel/errors.ts'
import { readBoxAddress, type BoxAddress } from '#platform/mail/imap-box.ts'
import type { MailSettings } from '#platform/mail/mailer.ts'
import { readProxies, trustNobody, type TrustsProxy } from '#platform/http/client-address.ts'
import { isRedisAddress } from '#platform/jobs/redis-options.ts'
import { settingsFromFiles } from '#platform/settings-from-files.ts'
import { readOrigins } from './public-status/origins.ts'
import { defaultClockStepDays } from './retention/nightly/judge-clock.ts'
import type { ElasticsearchSettings } from './search/elasticsearch/connect.ts'

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
  /** Redis that carries the jobs; without it they stay in the process. */
  REDIS_URL: z.string().refine(isRedisAddress, 'takes redis://[user:password@]host[:port][/number], or rediss:// for TLS').optional(),
  /** Elasticsearch 9 that answers searches; several nodes of one cluster with commas between. */
  ELASTICSEARCH_URL: z.string().refine(isListOfAddresses, 'takes http(s)://[user:password@]host[:port], several with commas between').optional(),
  /** Key of the API of Elasticsearch, as it prints it in `encoded`. */
  ELASTICSEARCH_API_KEY: z.string().regex(/^\S+$/, 'has no spaces').optional(),
  /** Certificate (PEM) of the authority that signed the certificate of Elasticsearch, where the system does not know it. */
  ELASTICSEARCH_CA_FILE: z.string().min(1).optional(),
  /** File plan and schedules; the neutral ones of the product by default. */
  OPIS_FILE_PLAN: z.string().min(1).optional(),
  OPIS_SCHEDULES: z.string().min(1).optional(),
  /** Folder of the file of audit checkpoints, best on another disk; the data folder by default. */
  OPIS_CHECKPOINTS: z.string().min(1).optional(),
  /** Days after which the last backup of a day is gone; without it nothing is destroyed. */
  OPIS_BACKUP_DAYS: z.coerce.number().int().min(0).max(36_500).optional(),
  /** Days between the last approval of an act of destruction and the first day on which it may be executed. */
  OPIS_ACT_WAITING_DAYS: z.coerce.number().int().min(0).max(365).default(7),
  /** Class of the file plan under which executed acts and their certificates are filed; under none by default. */
  OPIS_ACTS_CLASS: classCode.optional(),
  /** Recognisers that the server starts beside itself: 1 or 0. */
  OPIS_RECOGNISERS: z.coerce.number().int().min(0).max(1).default(1),
  /** Time zone in which instants become civil dates. */
  OPIS_TIME_ZONE: z.string().refine(isTimeZone, 'no such time zone').default('Europe/Chisinau'),
  /** Address that people type, where a TLS proxy stands in front; https makes the session cookie `Secure`. */
  OPIS_PUBLIC_URL: z.url().optional(),
  /** Opens `/metrics`, and nothing else, to a Prometheus server. */
  OPIS_METRICS_TOKEN: z.string().regex(/^\S{32,}$/, 'at least 32 characters without spaces').optional(),
  /** Addresses and CIDR ranges of proxies whose `X-Forwarded-For` is believed; nobody's by default. */
  OPIS_TRUSTED_PROXY: z.string().refine((list) => readProxies(list) !== null, 'takes addresses and ranges such as 10.0.0.5, 192.168.1.0/24').default(''),
  /** Web sites that may embed the public status: origins with commas between. */
  OPIS_STATUS_ORIGINS: z.string().refine((list) => readOrigins(list) !== null, 'takes origins such as https://www.town.example, with commas between').default(''),
  /** Days that may lie between two retention runs before the clock of the server is doubted. */
  OPIS_CLOCK_STEP_DAYS: z.coerce.number().int().min(1).max(3650).default(defaultClockStepDays),
  /** Mail server that takes what people are told: smtp://[user:password@]host[:port], smtps:// for TLS from the start. Without it nothing is mailed. */
  OPIS_SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  /** Address in whose name mails go out. */
  OPIS_MAIL_FROM: z.email().optional(),
  /** Mail box whose messages come into the queue: imaps://user:password@host[:port]/folder[?taken=folder]. Without it none is looked into. */
  OPIS_INTAKE_IMAP_URL: z.string().refine((url) => readBoxAddress(url) !== null, 'takes imaps://user:password@host[:port]/folder?taken=folder, two folders that differ').optional(),
  /** Folder whose files come into the queue, where a scanner or another program lays them. */
  OPIS_INTAKE_FOLDER: z.string().min(1).optional(),
  /** Another server for the command line, and the token for it. */
  OPIS_SERVER: z.url().optional(),
  OPIS_TOKEN: z.string().optional(),
})

function isListOfAddresses(list: string): boolean {
  return list.split(',').every((one) => URL.canParse(one) && /^https?:$/.test(new URL(one).protocol))
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== undefined
  } catch {
    return false
  }
}

export type Config = {
  /** Web sites whose pages may ask for the public status. */
  statusOrigins: readonly string[]
  /** Whether people reach the server by https. */
  secureCookies: boolean
  /** Address that people type; null: nobody said. */
  publicUrl: string | null
  trustsProxy: TrustsProxy
  dataFolder: string
  port: number
  host: string
  archiveName: string
  databaseUrl: string | null
  redisUrl: string | null
  elasticsearch: ElasticsearchSettings | null
  filePlanFile: string
  schedulesFolder: string
  checkpointsFolder: string
  backupDays: number | null
  actWaitingDays: number
  actsClass: string | null
  recognisers: number
  timeZone: string
  clockStepDays: number
  metricsToken: string | null
  remote: { server: string; token: string | null } | null
  mail: MailSettings | null
  /** Mail box and folder from which things come into the queue. */
  intake: { box: BoxAddress | null; folder: string | null }
}

/** Reads the environment once, and the files that `NAME_FILE` names; all faults together are one `bad-configuration`. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const names = Object.keys(environment.shape)
  const said = settingsFromFiles(env, names)
  const named = Object.fromEntries(names.flatMap((key) => (said[key] ? [[key, said[key]]] : [])))
  const parsed = environment.safeParse(named)
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ')
    throw new OpisError('bad-configuration', `Settings with faults: ${faults}.`)
  }
  const set = parsed.data
  if ((set.OPIS_SMTP_URL === undefined) !== (set.OPIS_MAIL_FROM === undefined)) throw new OpisError('bad-configuration', 'Settings with faults: OPIS_SMTP_URL and OPIS_MAIL_FROM go together.')
  const rules = resolve(import.meta.dirname, '../retention-rules')
  return Object.freeze({
    statusOrigins: readOrigins(set.OPIS_STATUS_ORIGINS) ?? [],
    secureCookies: set.OPIS_PUBLIC_URL?.startsWith('https:') ?? false,
    publicUrl: set.OPIS_PUBLIC_URL ?? null,
    trustsProxy: readProxies(set.OPIS_TRUSTED_PROXY) ?? trustNobody,
    dataFolder: resolve(set.OPIS_DATA),
    port: set.OPIS_PORT,
    host: set.OPIS_HOST,
    archiveName: set.OPIS_ARCHIVE_NAME,
    databaseUrl: set.DATABASE_URL ?? null,
    redisUrl: set.REDIS_URL ?? null,
    elasticsearch: set.ELASTICSEARCH_URL === undefined ? null : { urls: set.ELASTICSEARCH_URL.split(','), apiKey: set.ELASTICSEARCH_API_KEY ?? null, caFile: set.ELASTICSEARCH_CA_FILE ?? null },
    filePlanFile: resolve(set.OPIS_FILE_PLAN ?? `${rules}/file-plans/neutral.yaml`),
    schedulesFolder: resolve(set.OPIS_SCHEDULES ?? `${rules}/neutral`),
    checkpointsFolder: resolve(set.OPIS_CHECKPOINTS ?? set.OPIS_DATA),
    backupDays: set.OPIS_BACKUP_DAYS ?? null,
    actWaitingDays: set.OPIS_ACT_WAITING_DAYS,
    actsClass: set.OPIS_ACTS_CLASS ?? null,
    recognisers: set.OPIS_RECOGNISERS,
    timeZone: set.OPIS_TIME_ZONE,
    clockStepDays: set.OPIS_CLOCK_STEP_DAYS,
    metricsToken: set.OPIS_METRICS_TOKEN ?? null,
    mail: set.OPIS_SMTP_URL === undefined || set.OPIS_MAIL_FROM === undefined ? null : { url: set.OPIS_SMTP_URL, from: set.OPIS_MAIL_FROM },
    intake: { box: set.OPIS_INTAKE_IMAP_URL === undefined ? null : readBoxAddress(set.OPIS_INTAKE_IMAP_URL), folder: set.OPIS_INTAKE_FOLDER === undefined ? null : resolve(set.OPIS_INTAKE_FOLDER) },
    remote: set.OPIS_SERVER ? { server: set.OPIS_SERVER, token: set.OPIS_TOKEN ?? null } : null,
  })
}

/** What opens a door: an agent beside the server has its own key and gets none of these. */
const serverOnly = /^(DATABASE_URL|OPIS_STATUS_DATABASE_URL|PG[A-Z]+|REDIS_URL|ELASTICSEARCH_\w+|OPIS_TOKEN|OPIS_METRICS_TOKEN|OPIS_SMTP_URL|OPIS_INTAKE_IMAP_URL)(_FILE)?$/

/** The environment for processes that the server starts beside itself, without its secrets; their own settings are added to it. */
export function inheritedEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !serverOnly.test(name)))
}
