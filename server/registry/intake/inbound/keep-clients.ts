import { asc, eq } from 'drizzle-orm'
import type { InboundClientForm, InboundClientView } from '#contract/inbound.ts'
import { newId, newSecret } from '#kernel/ids.ts'
import { refusal } from '#kernel/refusal.ts'
import type { Db, Tx } from '#platform/database.ts'
import { appendAudit } from '#server/audit/append.ts'
import { hashSecret } from '#server/identity/password.ts'
import type { RegistryContext } from '../../context.ts'
import { register } from '../../schema.ts'
import { inboundClient, type InboundClient } from './schema.ts'

type By = { name: string; actor: string }

/** The programs that submit applications, by name; those whose key was taken back too. */
export async function listClients(db: Db): Promise<InboundClientView[]> {
  return (await db.select().from(inboundClient).orderBy(asc(inboundClient.name))).map(present)
}

function present({ keyHash: _hash, madeAt, lastUsedAt, revokedAt, ...rest }: InboundClient): InboundClientView {
  return { ...rest, madeAt: madeAt.toISOString(), lastUsedAt: lastUsedAt?.toISOString() ?? null, revokedAt: revokedAt?.toISOString() ?? null }
}

/** Lets a program in; gives its key, of which the hash alone is kept. Refuses with `inbound-client-exists`, `no-such-register`. */
export async function addClient(context: RegistryContext, form: InboundClientForm, by: By): Promise<InboundClientView & { key: string }> {
  const now = context.clock.now()
  const key = `opis_in_${newSecret()}`
  const made = await context.db.transaction(async (tx) => {
    await refuseUnknown(tx, form)
    const [row] = await tx.insert(inboundClient).values({ id: newId(now.getTime()), ...form, keyHash: hashSecret(key), madeBy: by.name, madeAt: now }).onConflictDoNothing().returning()
    if (row === undefined) throw nameTaken(form.name)
    await appendAudit(tx, { actor: by.actor, action: 'registry.add-inbound-client', object: `inbound:${row.id}`, details: { ...form } }, now)
    return row
  })
  return { ...present(made), key }
}

/** Changes what a program may do; its key stays. */
export async function changeClient(context: RegistryContext, id: string, form: InboundClientForm, by: By): Promise<void> {
  await context.db.transaction(async (tx) => {
    await refuseUnknown(tx, form)
    const [named] = await tx.select({ id: inboundClient.id }).from(inboundClient).where(eq(inboundClient.name, form.name))
    if (named !== undefined && named.id !== id) throw nameTaken(form.name)
    const changed = await tx.update(inboundClient).set(form).where(eq(inboundClient.id, id)).returning({ id: inboundClient.id })
    if (changed.length === 0) throw noSuchClient()
    await appendAudit(tx, { actor: by.actor, action: 'registry.change-inbound-client', object: `inbound:${id}`, details: { ...form } }, context.clock.now())
  })
}

/** Takes the key of a program back at once; what it submitted stays. Twice is once. */
export async function revokeClient(context: RegistryContext, id: string, by: By): Promise<void> {
  const now = context.clock.now()
  await context.db.transaction(async (tx) => {
    const [found] = await tx.select().from(inboundClient).where(eq(inboundClient.id, id)).for('update')
    if (found === undefined) throw noSuchClient()
    if (found.revokedAt !== null) return
    await tx.update(inboundClient).set({ revokedAt: now, revokedBy: by.name }).where(eq(inboundClient.id, id))
    await appendAudit(tx, { actor: by.actor, action: 'registry.revoke-inbound-client', object: `inbound:${id}`, details: { name: found.name } }, now)
  })
}

async function refuseUnknown(tx: Tx, form: InboundClientForm): Promise<void> {
  if (form.register !== null && (await tx.$count(register, eq(register.code, form.register))) === 0) throw refusal('no-such-register', { register: form.register }, `There is no register ${form.register}.`)
}

const nameTaken = (name: string) => refusal('inbound-client-exists', { name }, `There is a program ${name} already.`)
const noSuchClient = () => refusal('no-such-inbound-client', {}, 'There is no such program.')
