import { and, eq, inArray, sql } from 'drizzle-orm'
import type { z } from 'zod'
import type { handedOver } from '#contract/transfer.ts'
import { newId } from '#kernel/ids.ts'
import type { Tx } from '#platform/database.ts'
import { appendAudit } from '#server/audit/append.ts'
import { addFact } from '#server/file-plan/facts.ts'
import { fileChange } from '#server/file-plan/schema.ts'
import type { Person } from '../acts/draw-up.ts'
import { actLine } from '../acts/schema.ts'
import { compareReceipt, type Compared } from './compare-receipt.ts'
import type { TransferContext } from './context.ts'
import { lockTransfer, type Found } from './lock-transfer.ts'
import { readReceipt } from './read-receipt.ts'
import { transfer, transferFile } from './schema.ts'

/** The package is with the archive. Until its receipt agrees the handing over is pending, and everything stays here. */
export async function handOver(context: TransferContext, id: string, said: z.output<typeof handedOver>, by: Person): Promise<void> {
  await context.records.db.transaction(async (tx) => {
    const { act } = await lockTransfer(tx, id, ['approved'], ['packaged'])
    await tx.update(transfer).set({ state: 'transfer-pending', handedOverOn: said.on, handedOverDocument: said.document ?? null }).where(eq(transfer.act, id))
    await appendAudit(tx, { actor: by.actor, action: 'transfer.hand-over', object: `act:${id}`, details: { act: act.number, on: said.on, document: said.document ?? null } }, context.clock.now())
  })
}

/**
 * Records the receipt of the archive and holds its checksums against the package (case W14). Where one is missing or differs, the
 * handing over stays pending with the reason by each file; where all agree it is confirmed, its waiting time begins, and
 * each file has the event `transferred`. A later receipt takes the place of one that did not agree. Errors: `bad-request`.
 */
export async function recordReceipt(context: TransferContext, id: string, { document, receipt }: { document: string; receipt: string }, by: Person): Promise<void> {
  const received = readReceipt(receipt)
  const now = context.clock.now()
  await context.records.db.transaction(async (tx) => {
    const found = await lockTransfer(tx, id, ['approved'], ['transfer-pending'])
    const packed = await tx.select({ path: transferFile.path, sha512: transferFile.sha512 }).from(transferFile).where(eq(transferFile.act, id))
    const { files, faults, unknown } = compareReceipt(packed, received)
    await keepCompared(tx, id, files)
    const isEqual = faults === 0 && packed.length > 0
    const notBefore = isEqual ? new Date(now.getTime() + context.waitingDays * dayMs) : null
    await tx.update(transfer).set({ state: isEqual ? 'confirmed' : 'transfer-pending', receiptAt: now, receiptDocument: document, receiptUnknown: unknown, notBefore }).where(eq(transfer.act, id))
    if (isEqual) await sayTransferred(context, tx, found, document, by)
    await appendAudit(tx, { actor: by.actor, action: 'transfer.record-receipt', object: `act:${id}`, details: { act: found.act.number, document, files: files.length, faults, unknown } }, now)
  })
  context.records.outbox.wake()
}

const dayMs = 86_400_000
const pieceSize = 1000

async function keepCompared(tx: Tx, id: string, files: readonly Compared[]): Promise<void> {
  for (let start = 0; start < files.length; start += pieceSize) {
    const rows = JSON.stringify(files.slice(start, start + pieceSize))
    await tx.execute(sql`update transfer_file set received_sha512 = said.received, fault = said.fault
      from jsonb_to_recordset(${rows}::jsonb) as said (path text, received text, fault text)
      where transfer_file.act = ${id} and transfer_file.path = said.path`)
  }
}

async function sayTransferred(context: TransferContext, tx: Tx, { act, transfer: { handedOverOn, archive } }: Found, document: string, by: Person): Promise<void> {
  const now = context.clock.now()
  const lines = await tx.select({ file: actLine.subject }).from(actLine).where(and(eq(actLine.act, act.id), inArray(actLine.state, ['agreed'])))
  for (const { file } of lines) {
    await addFact(tx, { kind: 'file', id: file }, { name: 'transferred', date: handedOverOn ?? undefined, evidence: `${archive}: ${document}` }, by.name, now)
    await tx.insert(fileChange).values({ id: newId(), file, change: 'fact-added', details: { name: 'transferred', date: handedOverOn, act: act.number }, changedBy: by.actor, changedAt: now })
    await context.records.outbox.announce(tx, 'file.facts-changed', file)
  }
}
