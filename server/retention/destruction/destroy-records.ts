import { and, asc, getTableColumns, inArray, isNull, sql } from 'drizzle-orm'
import type { Tx } from '#platform/database.ts'
import { tryHoldTasks } from '#platform/task-lock.ts'
import { newId } from '#kernel/ids.ts'
import { fileMember } from '#server/file-plan/schema.ts'
import { record } from '#server/records/schema.ts'
import { act, actLine, destruction, stub, type OriginalHash } from '../acts/schema.ts'
import type { DestructionContext } from './context.ts'
import { eraseRows } from './erase-rows.ts'

export type Line = typeof actLine.$inferSelect
export type Act = typeof act.$inferSelect
/** `namesNobody`: its class says that titles name no people. */
export type RecordRow = typeof record.$inferSelect & { namesNobody: boolean }

/** The act under which records go, and the last day of the last backup that may hold them. */
export type Under = { readonly act: Act; readonly today: string; readonly backupsUntil: string; readonly actor: string }
/** A locked record and the line under which it goes. */
export type Doomed = { readonly row: RecordRow; readonly line: Line }

/** A record that is to go is being worked on at this moment. */
export class RecordBusy extends Error {}

/**
 * Locks records against everything that could still write them: their waiting tasks first, since their handlers take the record
 * after them, then their rows. Fails with `RecordBusy` when one of the tasks runs at this moment, with PostgreSQL's `55P03` when
 * one is being announced. Answers those there are.
 */
export async function lockRecords(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, RecordRow>> {
  const { rows: tasks } = await tx.execute<{ id: string }>(sql`select id from task where state = 'pending' and subject = any(${`{${ids.join(',')}}`}::text[]) order by id for update nowait`)
  if (!(await tryHoldTasks(tx, tasks.map(({ id }) => id)))) throw new RecordBusy()
  const namesNobody = sql<boolean>`coalesce((select not class.personal from class where class.code = record.class), false)`
  const rows = await tx.select({ ...getTableColumns(record), namesNobody }).from(record).where(inArray(record.id, [...ids])).orderBy(asc(record.id)).for('update')
  return new Map(rows.map((row) => [row.id, row]))
}

/**
 * Decides in the caller's transaction, which has judged the records under lock: what stays of them is written, their memberships
 * end and every row with their words goes. From the commit on they cannot be seen; their bytes go after.
 */
export async function destroyRecords(context: DestructionContext, tx: Tx, doomed: readonly Doomed[], under: Under): Promise<void> {
  if (doomed.length === 0) return
  const now = context.clock.now()
  const ids = doomed.map(({ row }) => row.id)
  const hashes = await hashesOf(tx, ids)
  const { act: owner, today, backupsUntil } = under
  await tx.insert(destruction).values(doomed.map(({ row, line }) => ({ id: newId(), act: owner.id, line: line.id, record: row.id, hashes: hashes.get(row.id)?.all ?? [], begunAt: now, backupsUntil })))
  await tx.insert(stub).values(
    doomed.map(({ row, line: { rule, cite, schedule, version } }): typeof stub.$inferInsert => ({
      ...{ record: row.id, kind: owner.kind === 'transfer' ? 'transferred' : 'destroyed', class: row.class, unit: row.unit, wholeHouse: row.wholeHouse, fileNumber: row.file, dateFirst: row.recordDate, dateLast: row.recordDate },
      title: row.namesNobody ? row.title : null,
      ...{ hashes: hashes.get(row.id)?.originals ?? [], act: owner.id, actNumber: owner.number, rule, cite, schedule, version, endedOn: today, backupsUntil },
    })),
  )
  await tx
    .update(fileMember)
    .set({ endedAt: now, endedBy: under.actor, endReason: endReason(owner) })
    .where(and(inArray(fileMember.record, ids), isNull(fileMember.endedAt)))
  await eraseRows(tx, ids, { now, tellsSecondEngine: context.derivatives.hasSecondEngine })
}

/** Why a membership ended, as its row says. */
export const endReason = ({ number }: Pick<Act, 'number'>): string => `act ${number}`

type Hashes = { originals: OriginalHash[]; all: OriginalHash[] }

/** Checksums of the originals, and of every picture and rendition, by which drawn pictures are found later. Paths are numbered, never named. */
async function hashesOf(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, Hashes>> {
  const list = sql`any(${`{${ids.join(',')}}`}::uuid[])`
  const { rows } = await tx.execute<{ record: string; name: string | null } & OriginalHash>(sql`
    select record, name, path, sha512, bytes::float8 as bytes from record_rendition where record = ${list}
    union all select record, null, content_path, sha512, 0 from record_page where record = ${list} and content_path is not null and sha512 is not null
    order by name nulls last, path`)
  const found = new Map(ids.map((id): [string, Hashes] => [id, { originals: [], all: [] }]))
  for (const { record: id, name, path, sha512, bytes } of rows) {
    const hashes = found.get(id)
    if (name !== null || hashes?.all.some((one) => one.path === path) === false) hashes?.all.push({ path, sha512, bytes })
    if (name === 'original') hashes?.originals.push({ path, sha512, bytes })
  }
  return found
}
