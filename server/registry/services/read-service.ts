import { and, asc, eq } from 'drizzle-orm'
import type { ServiceVersion } from '#contract/services.ts'
import { refusal } from '#kernel/refusal.ts'
import type { Db, Tx } from '#platform/database.ts'
import { service } from '../data-schema.ts'

export type ServiceRow = typeof service.$inferSelect

/** The version under which a case runs, in use still or not; `no-such-service` where there is none. */
export async function readServiceVersion(db: Db | Tx, code: string, version: number): Promise<ServiceRow> {
  const [found] = await db.select().from(service).where(and(eq(service.code, code), eq(service.version, version)))
  if (!found) throw noSuchService(code)
  return found
}

/** All versions of a service, the oldest first. */
export function versionsOf(db: Db | Tx, code: string): Promise<ServiceRow[]> {
  return db.select().from(service).where(eq(service.code, code)).orderBy(asc(service.version))
}

/** Of versions in their order: the one in force on a day, by the rule of registration: the newest that has begun, unless retired. */
export function inForceOn(versions: readonly ServiceRow[], day: string): ServiceRow | null {
  const begun = versions.filter(({ validFrom }) => validFrom <= day).at(-1)
  return begun === undefined || (begun.retiredOn !== null && begun.retiredOn <= day) ? null : begun
}

/** As the API shows a version; `next` is the one after it. */
export function presentVersion(row: ServiceRow, next: ServiceRow | undefined): ServiceVersion {
  const { savedAt: _at, ...shown } = row
  return { ...shown, replacedOn: next?.validFrom ?? null }
}

export const noSuchService = (code: string) => refusal('no-such-service', { service: code }, `There is no service ${code}.`)
