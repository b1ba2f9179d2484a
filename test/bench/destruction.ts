import { mkdir, mkdtemp, open, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chmod } from 'node:fs/promises'
import { newId } from '#kernel/ids.ts'
import { syncFolder } from '#platform/durable-file.ts'
import { readConfig } from '#server/config.ts'
import { objectIdOf, storeUser } from '#server/records/context.ts'
import { boundTo } from '#server/retention/acts/bound-to.ts'
import { act, actLine } from '#server/retention/acts/schema.ts'
import { actExecution } from '#server/retention/destruction/schema.ts'
import { formatCivilDate } from '#kernel/civil-date.ts'
import { civilDateAt } from '#server/retention/engine/moment.ts'
import { judgeSubjects } from '#server/retention/judge-subject.ts'
import { start, type Running } from '#server/start.ts'

export type DestructionFigures = { lines: number; decidedSeconds: number; seconds: number; recordsASecond: number; bareSeconds: number; bareASecond: number }

/**
 * An act of so many lines on records with a picture, a text and words each, with database and store on one disk: from the order to the
 * last audit entry, everything real. Beside it the physical limit: removing and syncing as many folders with the same files.
 */
export async function benchDestruction(lines: number): Promise<DestructionFigures> {
  const folder = await mkdtemp(join(tmpdir(), 'opis-bench-destruction-'))
  await chmod(folder, 0o711)
  const config = readConfig({ OPIS_DATA: join(folder, 'data'), OPIS_PORT: '0', OPIS_RECOGNISERS: '0', OPIS_BACKUP_DAYS: '35' })
  const server = await start(config, { write: () => undefined })
  try {
    const ids = await fill(server, lines)
    const id = await approve(server, ids)
    const { pool } = server.assembled.database
    const startedMs = performance.now()
    await server.assembled.records.db.insert(actExecution).values({ act: id, orderedBy: 'user:bench', orderedAt: new Date(), backupDays: 35 })
    await pool.query("update act set state = 'executing' where id = $1", [id])
    await server.assembled.records.db.transaction((tx) => server.assembled.records.outbox.announce(tx, 'act.execution-ordered', id))
    server.assembled.records.outbox.wake()
    let decidedSeconds = 0
    for (;;) {
      const { rows } = await pool.query<{ state: string; decided: boolean }>('select act.state, act_execution.decided_at is not null as decided from act join act_execution on act_execution.act = act.id where act.id = $1', [id])
      if (decidedSeconds === 0 && rows[0]?.decided === true) decidedSeconds = (performance.now() - startedMs) / 1000
      if (rows[0]?.state !== 'executing') break
      await pool.query('select pg_sleep(0.2)')
    }
    const seconds = (performance.now() - startedMs) / 1000
    const { rows } = await pool.query<{ erased: number }>('select count(*)::int as erased from destruction where erased_at is not null')
    if (rows[0]?.erased !== lines) throw new Error(`${rows[0]?.erased ?? 0} of ${lines} records were destroyed`)
    const bareSeconds = await bareRemoval(join(folder, 'bare'), lines)
    return { lines, decidedSeconds, seconds, recordsASecond: lines / seconds, bareSeconds, bareASecond: lines / bareSeconds }
  } finally {
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

const text = 'The council answers the letter of the third of March about the pump in the lower village. '.repeat(20)

/** Records as they stand after import: rows, words in the index, an object in the store. */
async function fill(server: Running, count: number): Promise<string[]> {
  const { records, database } = server.assembled
  const ids = Array.from({ length: count }, newId)
  const waiting = [...ids]
  const work = async () => {
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
      await records.store.publish({ id: objectIdOf(id), add: [{ path: 'original/0001.png', source: { bytes: Buffer.from(`${id}${text}`) } }, { path: 'record.json', source: { bytes: Buffer.from(`{"id":"${id}"}`) } }], message: 'Record captured', user: storeUser, createdAt: new Date() })
    }
  }
  await Promise.all(Array.from({ length: 8 }, work))
  const { pool } = database
  await pool.query("insert into record (id, title, class, record_date, state, created_at) select id, 'Letter', 'correspondence', '2015-03-03', 'searchable', now() from unnest($1::uuid[]) id", [ids])
  await pool.query("insert into fact (id, subject_kind, subject, name, date, recorded_by, recorded_at) select gen_random_uuid(), 'record', id::text, 'record.date', '2015-03-03', 'bench', now() from unnest($1::uuid[]) id", [ids])
  await pool.query("insert into record_page (id, record, page, content_path, sha512, text, words) select gen_random_uuid(), id, 1, 'original/0001.png', repeat('a', 96) || md5(id::text), $2, jsonb_build_array($2::text) from unnest($1::uuid[]) id", [ids, text])
  await pool.query("insert into record_rendition (record, name, path, media_type, bytes, sha512) select id, 'original', 'original/0001.png', 'image/png', 1000, repeat('a', 96) || md5(id::text) from unnest($1::uuid[]) id", [ids])
  await pool.query("insert into search_page (record, page, whole_house, words, forms, lexemes) select id, 1, false, to_tsvector('simple', $2), to_tsvector('simple', $2), strip(to_tsvector('simple', $2)) from unnest($1::uuid[]) id", [ids, text])
  await pool.query('analyze')
  return ids
}

async function approve(server: Running, ids: readonly string[]): Promise<string> {
  const { db } = server.assembled.records
  const id = newId()
  const today = civilDateAt(Date.now(), 'Europe/Chisinau')
  await db.insert(act).values({ id, kind: 'destruction', number: 'bench', fonds: '1', title: 'Bench', state: 'approved', drawnOn: formatCivilDate(today), drawnBy: 'proposer', drawnAt: new Date() })
  for (let at = 0; at < ids.length; at += 500) {
    const judged = await judgeSubjects(db, server.assembled.schedules.current(), 'record', ids.slice(at, at + 500), today)
    await db.insert(actLine).values(
      judged.map((one, index) => {
        const { answer, gathered } = one
        const { rule, schedule, version, eligibleOn } = answer
        return { id: newId(), act: id, line: at + index + 1, subjectKind: 'record' as const, subject: gathered.subject.id, carrier: 'digital' as const, class: gathered.class, title: 'Letter', rule, schedule, version, eligibleOn: eligibleOn === null ? null : formatCivilDate(eligibleOn), ...boundTo(one, 'record', []), state: 'agreed' as const }
      }),
    )
  }
  return id
}

/** As many folders with as many files as objects have, removed one after the other, each removal made durable. */
async function bareRemoval(root: string, count: number): Promise<number> {
  const folders = Array.from({ length: count }, (_, index) => join(root, String(index % 256), String(index)))
  for (const folder of folders) {
    await mkdir(join(folder, 'v1'), { recursive: true })
    for (const name of ['0=ocfl_object_1.1', 'inventory.json', 'inventory.json.sha512', 'v1/inventory.json', 'v1/inventory.json.sha512', 'v1/page', 'v1/record']) await writeFile(join(folder, name), text)
  }
  const handle = await open(root, 'r')
  await handle.sync()
  await handle.close()
  const startedMs = performance.now()
  for (const folder of folders) {
    await rm(folder, { recursive: true })
    await syncFolder(join(folder, '..'))
  }
  return (performance.now() - startedMs) / 1000
}
