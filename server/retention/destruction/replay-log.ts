import { eq, inArray, sql } from 'drizzle-orm'
import type { Tx } from '#platform/database.ts'
import { appendAudit } from '#server/audit/append.ts'
import { house } from '#server/file-plan/classes.ts'
import { fonds } from '#server/file-plan/schema.ts'
import { objectIdOf } from '#server/records/context.ts'
import { record } from '#server/records/schema.ts'
import { act, destruction, stub } from '../acts/schema.ts'
import type { DestructionContext } from './context.ts'
import type { LoggedDestruction } from './destruction-log.ts'
import { endFilesAgain } from './end-file.ts'
import { eraseRows } from './erase-rows.ts'
import { eraseThese, loggedOf } from './erase-derivatives.ts'
import { restoreAct } from './restore-act.ts'
import { actExecution } from './schema.ts'

export type Replayed = { readonly records: number; readonly objects: number; readonly added: number }

const actor = 'system'
const rowsAtOnce = 500

/**
 * Compares the log of destruction outside the database with the database and the store, before anybody is let in: what was
 * destroyed and came back with a backup is destroyed again (case W09), and the log gets what it lacks. Answers how many
 * records were destroyed again, how many objects were found in the store, and how many lines the log got.
 */
export async function replayLog(context: DestructionContext): Promise<Replayed> {
  const { db } = context.records
  const { entries, unreadable } = await context.destructionLog.read()
  if (unreadable > 0) context.log.warn('lines of the destruction log cannot be read', { lines: unreadable })
  const known = new Set((await db.select({ record: destruction.record }).from(destruction)).map((row) => row.record))
  const missing = [...entries.values()].filter((entry) => !known.has(entry.record))
  for (const entry of missing) await db.transaction((tx) => destroyAgain(context, tx, entry))
  const acts = [...new Set(missing.map((entry) => entry.act.id))]
  for (const id of acts) await endReplayed(context, id)
  const objects = await eraseWhatCameBack(context)
  const added = await completeLog(context)
  if (missing.length > 0 || objects > 0) context.log.warn('a backup had brought destroyed records back; they were destroyed again', { records: missing.length, objects })
  return { records: missing.length, objects, added }
}

async function destroyAgain(context: DestructionContext, tx: Tx, entry: LoggedDestruction): Promise<void> {
  const now = context.clock.now()
  await restoreAct(tx, entry, await knownFonds(tx, entry.act.fonds), now)
  await tx.insert(destruction).values({ id: entry.id, act: entry.act.id, line: entry.line.id, record: entry.record, hashes: entry.hashes, begunAt: new Date(entry.begunAt), backupsUntil: entry.stub.backupsUntil }).onConflictDoNothing()
  await tx.insert(stub).values({ record: entry.record, act: entry.act.id, actNumber: entry.act.number, ...entry.stub }).onConflictDoNothing()
  await tx.execute(sql`update file_member set ended_at = ${now.toISOString()}::timestamptz, ended_by = ${actor}, end_reason = ${`act ${entry.act.number}`} where record = ${entry.record}::uuid and ended_at is null`)
  await eraseRows(tx, [entry.record], { now, tellsSecondEngine: context.derivatives.hasSecondEngine })
  await appendAudit(tx, { actor, action: 'retention.replay-destruction', object: `record:${entry.record}`, details: { act: entry.act.number, begunAt: entry.begunAt } }, now)
}

async function knownFonds(tx: Tx, number: string): Promise<string> {
  const [found] = await tx.select({ number: fonds.number }).from(fonds).where(eq(fonds.number, number))
  return found?.number ?? house.fonds
}

/**
 * An act of which records were destroyed again is carried on to its end. Lines that the log does not name are void: why they
 * were not destroyed before may have been lost with the backup.
 */
async function endReplayed(context: DestructionContext, id: string): Promise<void> {
  const now = context.clock.now()
  const { db, outbox } = context.records
  await db.transaction(async (tx) => {
    await tx.execute(sql`update act_line set state = 'void', reason = 'withdrawn', reason_of = 'restore', decided_at = ${now.toISOString()}::timestamptz
      where act = ${id}::uuid and state in ('proposed', 'agreed', 'executing') and not exists (select 1 from destruction where destruction.line = act_line.id)`)
    await tx.execute(sql`update act_line set state = 'executing' where act = ${id}::uuid and state in ('proposed', 'agreed') and exists (select 1 from destruction where destruction.line = act_line.id)`)
    const [owner] = await tx.update(act).set({ state: 'executing' }).where(eq(act.id, id)).returning({ number: act.number })
    if (owner !== undefined) await endFilesAgain(tx, id, { number: owner.number, actor, now })
    await tx.insert(actExecution).values({ act: id, orderedBy: actor, orderedAt: now, backupDays: context.backupDays ?? 0, decidedAt: sql`clock_timestamp()` }).onConflictDoUpdate({ target: actExecution.act, set: { decidedAt: sql`clock_timestamp()`, destroyedOn: null } })
    await outbox.announce(tx, 'act.lines-decided', id)
  })
}

/** Objects of destroyed records in the store, and rows of them: a copy of one of the two from before brings them back. */
async function eraseWhatCameBack(context: DestructionContext): Promise<number> {
  const { db, store } = context.records
  let objects = 0
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const rows = await db.select().from(destruction).where(sql`${destruction.id} > ${after}::uuid`).orderBy(destruction.id).limit(rowsAtOnce)
    const last = rows.at(-1)
    if (last === undefined) return objects
    after = last.id
    const back = await db.select({ id: record.id }).from(record).where(inArray(record.id, rows.map((row) => row.record)))
    if (back.length > 0) await db.transaction((tx) => eraseRows(tx, back.map((one) => one.id), { now: context.clock.now(), tellsSecondEngine: context.derivatives.hasSecondEngine }))
    const stored = []
    for (const row of rows) if (await isStored(store, row.record)) stored.push(row)
    objects += stored.length
    if (stored.length > 0) await eraseThese(context, stored)
  }
}

/** A damaged object is there as well. */
async function isStored(store: DestructionContext['records']['store'], id: string): Promise<boolean> {
  return store.state(objectIdOf(id)).then((state) => state !== null, () => true)
}

async function completeLog(context: DestructionContext): Promise<number> {
  const { lacking, entries } = await context.destructionLog.read()
  let added = 0
  for (const { file, records } of lacking) {
    await context.destructionLog.complete(file, records.flatMap((one) => entries.get(one) ?? []))
    added += records.length
  }
  const rows = (await context.records.db.select().from(destruction)).filter((row) => !entries.has(row.record))
  await context.destructionLog.append(await loggedOf(context, rows))
  return added + rows.length
}

