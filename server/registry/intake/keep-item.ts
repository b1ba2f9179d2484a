import { createHash } from 'node:crypto'
import { eq } from 'drizzle-orm'
import type { IntakeNote, IntakeSource } from '#contract/intake.ts'
import type { Language } from '#kernel/language.ts'
import { newId } from '#kernel/ids.ts'
import { limits } from '#kernel/limits.ts'
import { sniffImageFormat } from '#platform/image/sniff-format.ts'
import type { Tx } from '#platform/database.ts'
import { dayIn } from '#server/file-plan/known-date.ts'
import { isTestMode } from '#server/identity/units/mode.ts'
import { nearlyNamed } from '../correspondents/find-correspondents.ts'
import { nameKey } from '../correspondents/name-key.ts'
import { correspondent } from '../schema.ts'
import type { UploadContext } from '../uploads/receive-file.ts'
import { upload } from '../uploads/schema.ts'
import { proposeUnit } from './routing/propose-unit.ts'
import { intakeItem, type IntakeItem } from './schema.ts'

/** A file of an item whose bytes are durable in the upload area already. */
export type KeptFile = { id: string; name: string; mediaType: string; bytes: number; sha512: string; paper?: string | undefined; original?: boolean }
/** What came; `sourceKey` null: the way has a key of its own. */
export type Arrived = {
  source: IntakeSource
  sourceKey: string | null
  title: string
  sender: string
  senderEmail: string | null
  language: Language | null
  payload: Record<string, unknown>
  /** Text by which a rule is found beside the title. */
  text: string
  note: IntakeNote | null
  files: readonly KeptFile[]
  more?: Partial<typeof intakeItem.$inferInsert>
}

/** Makes bytes durable in the upload area under an identifier of ours. */
export async function keepBytes(context: Pick<UploadContext, 'uploads' | 'clock'>, name: string, source: Uint8Array | AsyncIterable<Uint8Array>): Promise<KeptFile> {
  const id = newId(context.clock.now().getTime())
  const hash = createHash('sha512')
  const head: Uint8Array[] = []
  let bytes = 0
  const counted = async function* () {
    for await (const chunk of source instanceof Uint8Array ? [source] : source) {
      hash.update(chunk)
      if (bytes < 16) head.push(chunk)
      bytes += chunk.byteLength
      yield chunk
    }
  }
  await context.uploads.append(id, 0, counted()).catch(async (error: unknown) => {
    await context.uploads.remove(id)
    throw error
  })
  return { id, name: plainFileName(name), mediaType: mediaTypeOf(Buffer.concat(head)), bytes, sha512: hash.digest('hex') }
}

/** What a file is by its first bytes, whatever it is called. */
export function mediaTypeOf(head: Uint8Array): string {
  const format = sniffImageFormat(head)
  if (format !== null) return `image/${format}`
  return Buffer.from(head.subarray(0, 5)).toString('latin1') === '%PDF-' ? 'application/pdf' : 'application/octet-stream'
}

/** A name that is only shown, without path, control characters and characters that turn the direction of writing. */
export function plainFileName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? ''
  const plain = [...last.replaceAll(/[\p{C}\u2028\u2029]/gu, '').trim()].slice(0, limits.fileNameChars).join('')
  return plain === '' || /^\.+$/.test(plain) ? 'file' : plain
}

/**
 * Writes the item and its files in one transaction; answers null where the same came before by this way, whose new
 * copies of the bytes are removed again. A rule proposes the unit unless the arrival says one.
 */
export async function keepItem(context: UploadContext, arrived: Arrived): Promise<IntakeItem | null> {
  const kept = await context.db.transaction((tx) => keepItemIn(context, tx, arrived))
  if (kept === null) for (const { id } of arrived.files) await context.uploads.remove(id)
  return kept
}

/** The same in a transaction of the caller, who removes the files where the answer is null. */
export async function keepItemIn(context: UploadContext, tx: Tx, arrived: Arrived): Promise<IntakeItem | null> {
  const now = context.clock.now()
  const { source, sourceKey, sender, senderEmail, language, payload, note, files, more = {} } = arrived
  const title = [...arrived.title.replaceAll(/[\p{C}\s]+/gu, ' ').trim()].slice(0, 2000).join('')
  const proposed = more.proposedUnit == null ? await proposeUnit(tx, { text: `${title}\n${arrived.text}`.slice(0, ruleTextChars), kind: more.proposedKind ?? null, correspondent: await writerOf(tx, sender, senderEmail), sender: senderEmail }) : null
  const [item] = await tx
    .insert(intakeItem)
    .values({
      ...{ id: newId(now.getTime()), source, sourceKey, state: 'waiting', receivedAt: now, receivedOn: dayIn(context.timeZone, now), test: await isTestMode(tx), changedAt: now },
      ...{ title: title === '' ? '—' : title, sender, senderEmail, language, payload, note },
      files: files.map(({ id, name, paper, original }) => ({ upload: id, name, ...(paper === undefined ? {} : { paper }), ...(original === true ? { original } : {}) })),
      ...more,
      ...(proposed === null ? {} : { proposedUnit: proposed.unit, proposedRule: proposed.rule, proposedRegister: more.proposedRegister ?? proposed.register, proposedKind: more.proposedKind ?? proposed.kind }),
    })
    .onConflictDoNothing({ target: intakeItem.sourceKey })
    .returning()
  if (item === undefined) return null
  if (files.length > 0) await tx.insert(upload).values(files.map(({ id, name, mediaType, bytes, sha512 }) => ({ id, owner: '', name, mediaType, bytes, sha512, state: 'complete' as const, madeAt: now, touchedAt: now })))
  return item
}

/** More is not looked through for words. */
const ruleTextChars = 20_000

/** Whom of those who are known the sender seems to be: by the address, else by the one name. Nobody has proved it. */
async function writerOf(tx: Tx, sender: string, email: string | null): Promise<string | null> {
  if (email !== null) {
    const [found] = await tx.select({ id: correspondent.id, mergedInto: correspondent.mergedInto }).from(correspondent).where(eq(correspondent.email, email)).limit(1)
    if (found !== undefined) return found.mergedInto ?? found.id
  }
  const key = nameKey(sender)
  if (key === '') return null
  const [one, other] = await nearlyNamed(tx, key, 2, 1)
  return one !== undefined && other === undefined ? one.id : null
}
