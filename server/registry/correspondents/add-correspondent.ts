import { and, eq, isNull, sql } from 'drizzle-orm'
import type { CorrespondentBrief, NewCorrespondent } from '#contract/correspondents.ts'
import { newId } from '#kernel/ids.ts'
import { OpisError } from '#kernel/errors.ts'
import { refusal } from '#kernel/refusal.ts'
import type { Tx } from '#platform/database.ts'
import { appendAudit } from '#server/audit/append.ts'
import type { RegistryContext } from '../context.ts'
import { correspondent } from '../schema.ts'
import { plainCode } from './code.ts'
import { nearlyNamed } from './find-correspondents.ts'
import { nameKey } from './name-key.ts'

export type Added = { outcome: 'made'; correspondent: CorrespondentBrief } | { outcome: 'like'; found: CorrespondentBrief[] }

/** Share of common trigrams from which a clerk is asked whether it is the same. */
const same = 0.8

/**
 * Adds a correspondent, unless it may be there: the same code is the same one (`correspondent-code-taken` when the
 * clerk insists), another code is another one, and of those without a code like names are shown first.
 */
export async function addCorrespondent(context: RegistryContext, form: NewCorrespondent, actor: string): Promise<Added> {
  return context.db.transaction((tx) => addCorrespondentIn(context, tx, form, actor))
}

/** The same in a transaction of the caller. */
export async function addCorrespondentIn(context: RegistryContext, tx: Tx, form: NewCorrespondent, actor: string): Promise<Added> {
  const key = keyOf(form.name)
  const code = form.code === null ? null : codeOf(form.code)
  // Two clerks who type the same name at once: the second sees the first one's.
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext('correspondent'), hashtext(${key}))`)
  if (code !== null) {
    const [holder] = await withCode(tx, code)
    if (holder !== undefined && form.evenIfLike) throw codeTaken(holder.name)
    if (holder !== undefined) return { outcome: 'like', found: [holder] }
  }
  if (!form.evenIfLike) {
    const found = (await nearlyNamed(tx, key, 10, same)).filter((one) => code === null || one.code === null)
    if (found.length > 0) return { outcome: 'like', found: found.map(({ id, kind, name, code: own }) => ({ id, kind, name, code: own })) }
  }
  const now = context.clock.now()
  const { kind, name, address, email, phone, language } = form
  const id = newId(now.getTime())
  const [made] = await tx.insert(correspondent).values({ id, kind, name, nameKey: key, code, address, email, phone, language, createdAt: now, createdBy: actor }).onConflictDoNothing().returning()
  if (made === undefined) throw codeTaken(code ?? '')
  await appendAudit(tx, { actor, action: 'registry.add-correspondent', object: `correspondent:${id}`, details: { name, ...(code === null ? {} : { code }) } }, now)
  return { outcome: 'made', correspondent: { id, kind, name, code } }
}

/** Who has a code; one at most. */
export function withCode(tx: Tx, code: string): Promise<CorrespondentBrief[]> {
  const { id, kind, name } = correspondent
  return tx.select({ id, kind, name, code: correspondent.code }).from(correspondent).where(and(eq(correspondent.code, code), isNull(correspondent.mergedInto)))
}

export const codeTaken = (name: string) => refusal('correspondent-code-taken', { name }, `This code belongs to ${name}. One code is one correspondent.`)

/** The key of a name; refuses one without a letter or digit. */
export function keyOf(name: string): string {
  const key = nameKey(name)
  if (key === '') throw new OpisError('bad-request', 'name: needs a letter or a digit.')
  return key
}

/** The code as it is kept; refuses one without a letter or digit. */
export function codeOf(written: string): string {
  const code = plainCode(written)
  if (code === '') throw new OpisError('bad-request', 'code: needs a letter or a digit.')
  return code
}
