import { z } from 'zod'
import { OpisError } from '#kernel/errors.ts'
import { readProxies, trustNobody, type TrustsProxy } from '#platform/http/client-address.ts'
import { settingsFromFiles } from '#platform/settings-from-files.ts'
import { readOrigins } from './origins.ts'

/** Settings of the status process, which knows nothing of those of the server. */
const environment = z.object({
  /** Database as the role `opis_status`; `opis status role` makes both. */
  OPIS_STATUS_DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  OPIS_STATUS_PORT: z.coerce.number().int().min(0).max(65_535).default(8090),
  OPIS_STATUS_HOST: z.string().min(1).default('127.0.0.1'),
  /** Web sites that may embed the status: origins with commas between. */
  OPIS_STATUS_ORIGINS: z.string().refine((list) => readOrigins(list) !== null, 'takes origins such as https://www.town.example, with commas between').default(''),
  /** Name of the house at the head of the page. */
  OPIS_ARCHIVE_NAME: z.string().min(1).max(100).default('Opis'),
  OPIS_TRUSTED_PROXY: z.string().refine((list) => readProxies(list) !== null, 'takes addresses and ranges such as 10.0.0.5, 192.168.1.0/24').default(''),
})

export type StatusConfig = { databaseUrl: string | null; port: number; host: string; origins: readonly string[]; title: string; trustsProxy: TrustsProxy }

/** Reads the environment once; all faults together are one `bad-configuration`. */
export function readStatusConfig(env: NodeJS.ProcessEnv = process.env): StatusConfig {
  const names = Object.keys(environment.shape)
  const said = settingsFromFiles(env, names)
  const parsed = environment.safeParse(Object.fromEntries(names.flatMap((key) => (said[key] ? [[key, said[key]]] : []))))
  if (!parsed.success) throw new OpisError('bad-configuration', `Settings with faults: ${parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ')}.`)
  const set = parsed.data
  return Object.freeze({
    databaseUrl: set.OPIS_STATUS_DATABASE_URL ?? null,
    port: set.OPIS_STATUS_PORT,
    host: set.OPIS_STATUS_HOST,
    origins: readOrigins(set.OPIS_STATUS_ORIGINS) ?? [],
    title: set.OPIS_ARCHIVE_NAME,
    trustsProxy: readProxies(set.OPIS_TRUSTED_PROXY) ?? trustNobody,
  })
}
