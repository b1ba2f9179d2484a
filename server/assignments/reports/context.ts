import type { RegistryContext } from '#server/registry/context.ts'

/** `liveLimit`: up to so many documents in a period are counted when somebody asks; above it the sums of the hour answer. */
export type ReportsContext = Pick<RegistryContext, 'db' | 'clock' | 'timeZone'> & { archiveName: string; liveLimit?: number }

/** So many are counted in some 100 ms. */
export const defaultLiveLimit = 10_000
