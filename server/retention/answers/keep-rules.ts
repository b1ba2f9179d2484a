import { createHash } from 'node:crypto'
import { inArray } from 'drizzle-orm'
import { canonicalJson } from '#kernel/canonical-json.ts'
import type { Db, Tx } from '#platform/database.ts'
import { compile, type CompiledSchedule } from '../engine/compile.ts'
import type { ScheduleVersion } from '../engine/rule.ts'
import { retentionRules, type UsedVersion } from './schema.ts'

const hashes = new WeakMap<ScheduleVersion, string>()

/** SHA-256 in hexadecimal of a version as the engine reads it: of its rules, not of the layout of its file. */
export function hashOfVersion(version: ScheduleVersion): string {
  const known = hashes.get(version)
  if (known !== undefined) return known
  // Through JSON first: what is not written there is no part of the form.
  const made = createHash('sha256').update(canonicalJson(JSON.parse(JSON.stringify(version)))).digest('hex')
  hashes.set(version, made)
  return made
}

/** The versions of some schedules by name and hash. */
export function usedVersions(schedules: readonly CompiledSchedule[]): readonly UsedVersion[] {
  return schedules.flatMap(({ versions }) => versions.map(({ version }) => ({ schedule: version.schedule, version: version.version, hash: hashOfVersion(version) })))
}

/** Keeps each version for ever under its hash; those that are kept stay as they are. */
export async function keepRules(db: Db | Tx, schedules: readonly CompiledSchedule[], now: Date): Promise<void> {
  const rows = schedules.flatMap(({ versions }) => versions.map(({ version }) => ({ hash: hashOfVersion(version), schedule: version.schedule, version: version.version, rules: version, keptAt: now })))
  if (rows.length === 0) return
  const known = new Set((await db.select({ hash: retentionRules.hash }).from(retentionRules).where(inArray(retentionRules.hash, rows.map(({ hash }) => hash)))).map(({ hash }) => hash))
  const missing = rows.filter(({ hash }) => !known.has(hash))
  if (missing.length > 0) await db.insert(retentionRules).values(missing).onConflictDoNothing()
}

/** The schedules made of the versions kept under these hashes; null when one is not kept. */
export async function rulesOf(db: Db | Tx, wanted: readonly string[]): Promise<readonly CompiledSchedule[] | null> {
  if (wanted.length === 0) return []
  const rows = await db.select({ hash: retentionRules.hash, rules: retentionRules.rules }).from(retentionRules).where(inArray(retentionRules.hash, [...wanted]))
  return rows.length < new Set(wanted).size ? null : compile(rows.map(({ rules }) => rules))
}
