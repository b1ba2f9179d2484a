import { and, eq, inArray } from 'drizzle-orm'
import type { Tx } from '#platform/database.ts'
import { objectIdOf } from '#server/records/context.ts'
import { descriptionPath } from '#server/records/record-form.ts'
import { actLine } from '../acts/schema.ts'
import type { DestructionContext } from '../destruction/context.ts'
import { transferFile } from './schema.ts'

export type Stays = { outcome: 'content-stays'; reason: 'other-file' | 'not-as-packed' }

/**
 * Why the local copy of a record stays though its file was handed over: it lies in a file that was not, or the archive does
 * not have every one of its bytes as they are now. Null: it may go. Its description is not compared: the facts of the handing
 * over itself are written into it later.
 */
export async function whyItStays({ records: { store } }: DestructionContext, tx: Tx, act: string, memberships: readonly string[], record: string): Promise<Stays | null> {
  const gone = await tx.select({ file: actLine.subject }).from(actLine).where(and(eq(actLine.act, act), inArray(actLine.subject, [...memberships]), inArray(actLine.state, ['agreed', 'executing'])))
  const handedOver = new Set(gone.map(({ file }) => file))
  if (memberships.some((file) => !handedOver.has(file))) return { outcome: 'content-stays', reason: 'other-file' }
  const packed = await tx.select({ received: transferFile.receivedSha512 }).from(transferFile).where(and(eq(transferFile.act, act), eq(transferFile.record, record)))
  const received = new Set(packed.map((row) => row.received))
  const state = await store.state(objectIdOf(record))
  const isThere = state !== null && packed.length > 0 && state.files.every(({ path, sha512 }) => path === descriptionPath || received.has(sha512))
  return isThere ? null : { outcome: 'content-stays', reason: 'not-as-packed' }
}
