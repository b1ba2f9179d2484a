import { and, eq, isNull } from 'drizzle-orm'
import type { ServiceForm, ServiceVersion } from '#contract/services.ts'
import { OpisError } from '#kernel/errors.ts'
import { refusal } from '#kernel/refusal.ts'
import type { Tx } from '#platform/database.ts'
import { appendAudit } from '#server/audit/append.ts'
import { unit } from '#server/identity/units/schema.ts'
import type { RegistryContext } from '../context.ts'
import { documentKind, service } from '../data-schema.ts'
import { register } from '../schema.ts'
import { termInForce } from '../terms/read-terms.ts'
import { noSuchService, presentVersion, versionsOf } from './read-service.ts'

type By = { name: string; actor: string }

/**
 * Saves a service as a new version, under which cases registered from `validFrom` on run; those that run keep theirs.
 * Refuses what it names and the house does not have, and a day before that of the version it replaces.
 */
export async function saveService(context: RegistryContext, form: ServiceForm, by: By): Promise<ServiceVersion> {
  return context.db.transaction((tx) => saveServiceIn(context, tx, form, by))
}

/** The same in a transaction of the caller. */
export async function saveServiceIn(context: Pick<RegistryContext, 'clock'>, tx: Tx, form: ServiceForm, by: By): Promise<ServiceVersion> {
  const now = context.clock.now()
  await refuseUnknownParts(tx, form)
  refuseDoubles('papers', form.papers.map(({ code }) => code))
  refuseDoubles('fields', form.fields.map(({ code }) => code))
  const before = (await versionsOf(tx, form.code)).at(-1)
  if (before !== undefined && form.validFrom < before.validFrom)
    throw refusal('service-begins-too-early', { date: before.validFrom }, `A later version holds from ${before.validFrom}. Choose that day or a later one.`)
  const row = { ...form, version: (before?.version ?? 0) + 1, retiredOn: null, savedBy: by.name, savedAt: now }
  // Two who save at once would take one number; the second is told to look again.
  const [saved] = await tx.insert(service).values(row).onConflictDoNothing().returning()
  if (!saved) throw refusal('card-changed-meanwhile', {}, 'Somebody else saved this service meanwhile. Look at it again, then repeat your change.')
  await appendAudit(tx, { actor: by.actor, action: 'registry.save-service', object: `service:${form.code}`, details: { version: saved.version, validFrom: form.validFrom } }, now)
  return presentVersion(saved, undefined)
}

/** Takes a service out of use from a day on; cases that run go on under their version. A later version brings it back. */
export async function retireService(context: RegistryContext, code: string, on: string, by: By): Promise<void> {
  const now = context.clock.now()
  await context.db.transaction(async (tx) => {
    const retired = await tx.update(service).set({ retiredOn: on }).where(and(eq(service.code, code), isNull(service.retiredOn))).returning({ version: service.version })
    if (retired.length === 0) throw noSuchService(code)
    await appendAudit(tx, { actor: by.actor, action: 'registry.retire-service', object: `service:${code}`, details: { on } }, now)
  })
}

async function refuseUnknownParts(tx: Tx, form: ServiceForm): Promise<void> {
  const [knownUnit] = await tx.select().from(unit).where(eq(unit.code, form.unit))
  if (!knownUnit) throw refusal('no-such-unit', { unit: form.unit }, `There is no unit ${form.unit}.`)
  const [knownRegister] = await tx.select().from(register).where(eq(register.code, form.register))
  if (!knownRegister) throw refusal('no-such-register', { register: form.register }, `There is no register ${form.register}.`)
  const [knownKind] = await tx.select().from(documentKind).where(eq(documentKind.code, form.kind)).limit(1)
  if (!knownKind) throw refusal('no-such-kind', { kind: form.kind }, `There is no kind of document ${form.kind}.`)
  if (form.term !== null) await termInForce(tx, form.term, form.validFrom)
}

function refuseDoubles(list: string, codes: readonly string[]): void {
  const twice = codes.find((code, at) => codes.indexOf(code) !== at)
  if (twice !== undefined) throw new OpisError('bad-request', `${list}: the code ${twice} stands there twice.`)
}
