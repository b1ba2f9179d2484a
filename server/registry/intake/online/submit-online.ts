import { createHash } from 'node:crypto'
import { eq, sql } from 'drizzle-orm'
import { inLanguage, type Language } from '#kernel/language.ts'
import { newId } from '#kernel/ids.ts'
import type { Db } from '#platform/database.ts'
import { dayIn } from '#server/file-plan/known-date.ts'
import { isTestMode } from '#server/identity/units/mode.ts'
import { readCheckValue } from '../../cards/check-value.ts'
import { card } from '../../schema.ts'
import type { ServiceRow } from '../../services/read-service.ts'
import type { UploadContext } from '../../uploads/receive-file.ts'
import { upload } from '../../uploads/schema.ts'
import { intakeItem, type IntakeItem } from '../schema.ts'

/** A file as it came with the form, already read and known by its first bytes. */
export type OnlineFile = { name: string; mediaType: string; paper: string | undefined; bytes: Uint8Array }
/** `form`: a secret of the form that was sent out, which the code is made of: the same form sent twice is one submission. */
export type Submission = { form: string; language: Language; name: string; email: string | null; phone: string; address: string; message: string; fields: Record<string, string>; files: readonly OnlineFile[] }

/** At most so many wait; more would be an attack, or a house that nobody tends. */
const waitingMax = 5000
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** Twelve letters and digits in three groups, 60 bits, from the secret of a form. */
export function provisionalCode(form: string): string {
  const digest = createHash('sha256').update(`provisional ${form}`).digest()
  const chars = Array.from(digest.subarray(0, 12), (byte) => alphabet[byte % 32] ?? '0').join('')
  return `${chars.slice(0, 4)}-${chars.slice(4, 8)}-${chars.slice(8)}`
}

const hashOf = (code: string): string => createHash('sha256').update(readCheckValue(code).replaceAll('-', '')).digest('hex')

/**
 * Puts a submission into the queue, its files first, and answers the item: the receipt is given only for what is durable.
 * `busy` when too much waits. Sent twice, it is there once.
 */
export async function submitOnline(context: UploadContext, served: ServiceRow, said: Submission): Promise<{ kind: 'kept'; item: IntakeItem; code: string } | { kind: 'busy' }> {
  const { db } = context
  const code = provisionalCode(said.form)
  const before = await itemOf(db, code)
  if (before !== null) return { kind: 'kept', item: before, code }
  const { rows } = await db.execute<{ waiting: number }>(sql`select count(*)::int as waiting from intake_item where state = 'waiting' and source = 'online'`)
  if ((rows[0]?.waiting ?? 0) >= waitingMax) return { kind: 'busy' }
  const now = context.clock.now()
  const kept = said.files.map((file) => ({ ...file, id: newId(now.getTime()), sha512: createHash('sha512').update(file.bytes).digest('hex') }))
  for (const { id, bytes } of kept) await context.uploads.append(id, 0, onePiece(bytes))
  const { language, name, email, phone, address, message, fields } = said
  await db.transaction(async (tx) => {
    const added = await tx
      .insert(intakeItem)
      .values({
        ...{ id: newId(now.getTime()), source: 'online', state: 'waiting', receivedAt: now, receivedOn: dayIn(context.timeZone, now), test: await isTestMode(tx), codeHash: hashOf(code) },
        ...{ title: `${inLanguage(served.name, language)}: ${message}`.slice(0, 2000), sender: name, senderEmail: email, language, payload: { phone, address, message, fields } },
        files: kept.map(({ id, name: file, paper }) => ({ upload: id, name: file, ...(paper === undefined ? {} : { paper }) })),
        ...{ proposedRegister: served.register, proposedKind: served.kind, proposedUnit: served.unit, proposedService: served.code },
      })
      .onConflictDoNothing()
      .returning({ id: intakeItem.id })
    if (added.length === 0) return
    for (const { id, name: file, mediaType, bytes, sha512 } of kept) await tx.insert(upload).values({ id, owner: '', name: file, mediaType, bytes: bytes.byteLength, sha512, state: 'complete', madeAt: now, touchedAt: now })
  })
  const item = await itemOf(db, code)
  if (item === null) throw new Error('a submission was there a moment ago')
  return { kind: 'kept', item, code }
}

async function* onePiece(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

async function itemOf(db: Db, code: string): Promise<IntakeItem | null> {
  const [found] = await db.select().from(intakeItem).where(eq(intakeItem.codeHash, hashOf(code)))
  return found ?? null
}

/** What became of a submission, by its code as people type it; null where there is none. */
export async function readSubmission(db: Db, code: string): Promise<{ item: IntakeItem; card: typeof card.$inferSelect | null } | null> {
  const item = await itemOf(db, code)
  if (item === null) return null
  const [registered] = item.card === null ? [] : await db.select().from(card).where(eq(card.id, item.card))
  return { item, card: registered ?? null }
}
