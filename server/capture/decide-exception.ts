import { eq } from 'drizzle-orm'
import type { DecideException } from '#contract/capture.ts'
import { appendAudit } from '#server/audit/append.ts'
import type { Json } from '#kernel/canonical-json.ts'
import { parseCoverId } from '#kernel/cover-id.ts'
import { newId } from '#kernel/ids.ts'
import { refusal } from '#kernel/refusal.ts'
import type { Tx } from '#platform/database.ts'
import type { CaptureContext } from './context.ts'
import { fileClass } from '#server/file-plan/classes.ts'
import { batch, batchDecision, plannedRecordTable } from './schema.ts'
import { keepsPlannedRecords, splitOfBatch } from './split-of-batch.ts'

/**
 * Keeps a person's answer to an exception; the split then runs again with all answers. The images
 * named must be among those that wait, and no record that is archived already may change: else
 * `not-in-this-state`. An unknown class is `not-found`.
 */
export async function decide(context: CaptureContext, id: string, decision: DecideException, actor: string): Promise<void> {
  const now = context.clock.now()
  await context.db.transaction(async (tx) => {
    const [found] = await tx.select().from(batch).where(eq(batch.id, id)).for('update')
    if (!found) throw refusal('no-such-batch', {}, 'There is no such batch.')
    if (found.state !== 'exceptions') throw refusal('nothing-waits', {}, 'Nothing of this batch waits for a decision.')
    const waiting = new Set(found.exceptions.flatMap((exception) => [exception.image, ...exception.images]))
    const wrong = imagesOf(decision).find((image) => !waiting.has(image))
    if (wrong !== undefined) throw refusal('image-does-not-wait', { image: wrong }, `Image ${wrong} does not wait for a decision.`)
    if (decision.action === 'assign') await refuseArchivedCover(tx, decision.cover)
    if (decision.action === 'make-record' && decision.class) await refuseUnknownClass(tx, decision.class)
    await tx.insert(batchDecision).values({ id: newId(), batch: id, decision, decidedBy: actor, decidedAt: now })
    const { split } = await splitOfBatch(tx, id)
    if (!(await keepsPlannedRecords(tx, id, split))) throw refusal('record-already-archived', {}, 'This would change a record that is archived already. Make a record of these images, or assign them to another cover.')
    await tx.update(batch).set({ state: 'closing' }).where(eq(batch.id, id))
    await context.outbox.announce(tx, 'batch.closed', id)
    await appendAudit(tx, { actor, action: 'capture.decide', object: `batch:${id}`, details: canonicalDetails(decision) }, now)
  })
  context.outbox.wake()
}

function imagesOf(decision: DecideException): readonly number[] {
  if ('images' in decision) return decision.images
  return decision.action === 'replace' ? [decision.image, decision.by] : []
}

async function refuseUnknownClass(tx: Tx, code: string): Promise<void> {
  const [known] = await tx.select({ code: fileClass.code }).from(fileClass).where(eq(fileClass.code, code))
  if (!known) throw refusal('unknown-class', { class: code }, `There is no class ${code} in the file plan.`)
}

/** The record behind a cover that is already split off takes no more pages: its object is being written. */
async function refuseArchivedCover(tx: Tx, coverId: string): Promise<void> {
  const parsed = parseCoverId(coverId)
  if (parsed.kind !== 'cover') throw refusal('not-a-cover-number', { cover: coverId }, `${coverId} is not the number of a cover sheet. Type it as it is printed, such as OPIS-7K3M9-QX24T.`)
  const [taken] = await tx.select({ id: plannedRecordTable.id }).from(plannedRecordTable).where(eq(plannedRecordTable.cover, parsed.id))
  if (taken) throw refusal('cover-already-archived', { cover: parsed.id }, `Cover ${coverId} already stands for an archived record. Make a record of these images, or print a new cover for them.`)
}

/** Without members that are not set: JSON has no `undefined`. */
function canonicalDetails(decision: DecideException): Json {
  return JSON.parse(JSON.stringify(decision)) as Json
}
