import { appendFile, cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { holdView } from '#contract/holds.ts'
import { searchResult } from '#contract/search.ts'
import { newId } from '#kernel/ids.ts'
import { tryHoldTask } from '#platform/task-lock.ts'
import { objectIdOf } from '#server/records/context.ts'
import { createDestructionLog } from '#server/retention/destruction/destruction-log.ts'
import { endFilesAgain } from '#server/retention/destruction/end-file.ts'
import { eraseDerivatives } from '#server/retention/destruction/erase-derivatives.ts'
import { executeAct } from '#server/retention/destruction/execute-act.ts'
import { sweepAct } from '#server/retention/destruction/sweep-act.ts'
import { disk } from '#server/storage/disk.ts'
import { faultyPort } from '#server/storage/faulty-port.ts'
import { fileSystemStore } from '#server/storage/file-system-store.ts'
import { approvedAct, backupDays, destructionContext, importLetter, orderByHand, resultOf, settled } from '#test/support/acts.ts'
import { runServer, type RunningServer } from '#test/support/run-server.ts'

/** Holds that arrive in the middle, deaths between any two steps, and backups that bring back what was destroyed. */
let server: RunningServer

const query = <T extends object>(text: string, values: unknown[] = []) => server.parts.database.pool.query<T>(text, values)
const found = async (q: string) => (await server.admin.get(searchResult, 'GET', `/api/search?q=${encodeURIComponent(q)}`)).total
const forgetTasks = () => query("update task set state = 'done' where name in ('execute-act', 'sweep-act') and state = 'pending'")

beforeAll(async () => {
  server = await runServer({ settings: backupDays })
})
afterEach(forgetTasks)
afterAll(() => server.stop())

/** Each line ended once, nothing is both destroyed and skipped, and what is destroyed is nowhere. */
async function eachOnce(act: string, records: readonly string[]): Promise<void> {
  const result = await resultOf(server.admin, act)
  expect(result.lines.filter(({ state }) => state !== 'destroyed' && state !== 'void')).toEqual([])
  for (const line of result.lines) expect(line.destroyed).toBe(line.state === 'destroyed' ? 1 : 0)
  for (const record of records) {
    const { rows } = await query<{ count: number }>("select count(*)::int as count from audit_event where object = $1 and action = 'retention.destroy'", [`record:${record}`])
    const destroyed = (await query('select 1 from destruction where record = $1 and erased_at is not null', [record])).rowCount
    expect(rows[0]?.count).toBe(destroyed)
    expect((await query('select 1 from record where id = $1', [record])).rowCount).toBe(1 - (destroyed ?? 0))
    if (destroyed === 1) expect(await server.parts.records.store.state(objectIdOf(record))).toBeNull()
  }
  const { rows } = await query<{ count: number }>("select count(*)::int as count from audit_event where object = $1 and action = 'retention.execute-act'", [`act:${act}`])
  expect(rows).toEqual([{ count: 1 }])
}

/** Records without text, made quickly: rows and an object each. */
async function manyLetters(count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, newId)
  for (const id of ids) {
    await query("insert into record (id, title, class, record_date, whole_house, state, created_at) values ($1, 'Letter', 'correspondence', '2015-03-03', false, 'searchable', now())", [id])
    await query("insert into fact (id, subject_kind, subject, name, date, recorded_by, recorded_at) values ($1, 'record', $2, 'record.date', '2015-03-03', 'test', now())", [newId(), id])
  }
  return ids
}

describe.sequential('an execution that is disturbed', () => {
  test('W02: a hold on line 700 of 1000 while line 300 is erased saves it, and waits for nobody', async () => {
    const ids = await manyLetters(1000)
    const act = await approvedAct(server, ids.map((id) => ({ kind: 'record', id })))
    await orderByHand(server, act)
    const running = executeAct(destructionContext(server), act)
    const decided = async () => (await query<{ count: number }>('select count(*)::int as count from destruction where act = $1', [act])).rows[0]?.count ?? 0
    while ((await decided()) < 300);
    const { number } = await server.admin.get(holdView, 'POST', '/api/holds', { json: { reason: 'A claim', authority: 'Court 2', reviewOn: '2099-01-01', scopes: [{ kind: 'record', target: ids[699] }] } })
    expect(await decided()).toBeLessThan(1000)
    await running
    await forgetTasks()
    await sweepAct(destructionContext(server), act)
    const result = await resultOf(server.admin, act)
    expect(result.act.state).toBe('executed-in-part')
    expect(result.totals).toMatchObject({ destroyed: 999, void: 1, recordsDestroyed: 999 })
    expect(result.lines[699]).toMatchObject({ state: 'void', reason: 'held', reasonOf: number })
  })

  test('a hold in the middle of a file saves what is left of it', async () => {
    const ids = (await manyLetters(6)).toSorted()
    const file = newId()
    await query("insert into file (id, class, number, state, opened_on, closed_on, created_at, created_by) values ($1, 'correspondence', $2, 'closed', '2015-01-01', '2015-12-31', now(), 'test')", [file, file.slice(-8)])
    for (const record of ids) await query("insert into file_member (file, record, added_at, added_by) values ($1, $2, now(), 'test')", [file, record])
    const act = await approvedAct(server, [{ kind: 'file', id: file }])
    await orderByHand(server, act)
    let erased = 0
    const { store } = server.parts.records
    const [client] = [await server.parts.database.pool.connect()]
    await client.query('begin')
    await client.query('select 1 from record where id = $1 for update', [ids[3]])
    const running = executeAct(destructionContext(server), act)
    while (erased < 3) erased = (await query<{ count: number }>('select count(*)::int as count from destruction where act = $1', [act])).rows[0]?.count ?? 0
    const placed = server.admin.get(holdView, 'POST', '/api/holds', { json: { reason: 'A claim', authority: 'Court 3', reviewOn: '2099-01-01', scopes: [{ kind: 'record', target: ids[5] }] } })
    await client.query('rollback')
    client.release()
    const { number } = await placed
    await running
    await forgetTasks()
    await sweepAct(destructionContext(server), act)
    const [line] = (await resultOf(server.admin, act)).lines
    if (line?.state === 'void') expect(line).toMatchObject({ reason: 'held', reasonOf: number, held: 1, destroyed: 5 })
    else expect(line).toMatchObject({ state: 'destroyed', destroyed: 6 })
    expect(await store.state(objectIdOf(ids[0] ?? ''))).toBeNull()
  })

  test('W12: power is cut after the fifth of ten objects, and at every step of erasing one: each line ends once', async () => {
    const scratch = await mkdtemp(join(tmpdir(), 'opis-power-'))
    const store = join(server.dataFolder, 'store')
    for (const [round, end] of (['dies', { power: 'all' }, { power: 'newest' }, 'fails'] as const).entries()) {
      const ids = await Promise.all(Array.from({ length: 3 }, (_, index) => importLetter(server, `letter ${round} ${index} of the power cut`)))
      const act = await approvedAct(server, ids.map((id) => ({ kind: 'record', id })))
      await orderByHand(server, act)
      const clean = destructionContext(server)
      for (let at = 1; ; at += 1) {
        const port = faultyPort({ at: at * 3, end }, { scratch, store })
        const faulty = await fileSystemStore(store, { files: port.files })
        port.arm(true)
        const died = await executeAct(destructionContext(server, { records: { store: faulty } }), act).then(() => false, () => true)
        await port.losePower()
        await forgetTasks()
        const whole = await fileSystemStore(store, { files: disk })
        await whole.recover()
        if (!died) break
      }
      await executeAct(clean, act)
      await forgetTasks()
      await sweepAct(clean, act)
      await eachOnce(act, ids)
    }
    await rm(scratch, { recursive: true })
  })

  test('W12: a death between any two steps of an act is finished by the next run', async () => {
    const [one, two] = [await importLetter(server, 'one letter of a death'), await importLetter(server, 'two letters of a death')]
    const act = await approvedAct(server, [one, two].map((id) => ({ kind: 'record', id })))
    await orderByHand(server, act)
    const dead = () => Promise.reject(new Error('killed'))
    const log = createDestructionLog([join(server.dataFolder, 'destruction-log.jsonl')])
    const deaths = [{ log: { ...log, append: dead } }, { derivatives: { forgetPictures: dead } }]
    for (const death of deaths) {
      await expect(executeAct(destructionContext(server, death), act)).rejects.toThrow('killed')
      expect(await found('"of a death"')).toBe(0)
    }
    await executeAct(destructionContext(server), act)
    await expect(sweepAct(destructionContext(server, { derivatives: { hasSecondEngine: true, expungeSecondEngine: dead } }), act)).rejects.toThrow('killed')
    await sweepAct(destructionContext(server), act)
    await eachOnce(act, [one, two])
  })

  test('a record that is being worked on is passed over and destroyed later', async () => {
    const letter = await importLetter(server, 'a letter in work')
    const act = await approvedAct(server, [{ kind: 'record', id: letter }])
    await orderByHand(server, act)
    const client = await server.parts.database.pool.connect()
    await client.query('begin')
    await client.query("insert into task (id, name, subject) values ($1, 'write-description', $2)", [newId(), letter])
    await client.query('commit')
    await settled(server).catch(() => undefined)
    await client.query('begin')
    await client.query("insert into task (id, name, subject, run_after) values ($1, 'index', $2, now() + interval '1 day')", [newId(), letter])
    await client.query('commit')
    await client.query('begin')
    const { rows } = await client.query<{ id: string }>("select id from task where subject = $1 and state = 'pending'", [letter])
    for (const { id } of rows) expect(await tryHoldTask(client, id)).toBe(true)
    await expect(executeAct(destructionContext(server), act)).rejects.toMatchObject({ code: 'unreachable' })
    expect(await found('"a letter in work"')).toBe(1)
    await client.query('rollback')
    client.release()
    await executeAct(destructionContext(server), act)
    await forgetTasks()
    await sweepAct(destructionContext(server), act)
    await eachOnce(act, [letter])
  })
})

test('a dump that reads a table for hours holds up the end of an act, and nobody else', async () => {
  const letter = await importLetter(server, 'a letter beside a dump')
  const act = await approvedAct(server, [{ kind: 'record', id: letter }])
  await orderByHand(server, act)
  await executeAct(destructionContext(server), act)
  const client = await server.parts.database.pool.connect()
  await client.query('begin; lock table record in access share mode')
  await expect(sweepAct(destructionContext(server), act)).rejects.toMatchObject({ code: 'unreachable', detail: expect.stringContaining('reading a table') })
  expect(await found('"a letter beside a dump"')).toBe(0)
  expect((await resultOf(server.admin, act)).act.state).toBe('executing')
  await client.query('rollback')
  client.release()
  await forgetTasks()
  await sweepAct(destructionContext(server), act)
  await eachOnce(act, [letter])
})

describe.sequential('a backup from before', () => {
  test('W09: what was destroyed since is destroyed again before anybody is let in', async () => {
    const letter = await importLetter(server, 'the letter that a backup holds')
    const other = await importLetter(server, 'the letter that stays')
    const act = await approvedAct(server, [{ kind: 'record', id: letter }, { kind: 'record', id: other }])
    const saved = await saveBackup(server, letter, act)
    await query('update act_line set state = $2 where act = $1 and subject = $3', [act, 'kept', other])
    await orderByHand(server, act)
    await executeAct(destructionContext(server), act)
    await forgetTasks()
    await sweepAct(destructionContext(server), act)
    await saved.restore()
    expect(await found('"letter that a backup holds"')).toBe(1)
    await server.restart()
    expect(await found('"letter that a backup holds"')).toBe(0)
    expect((await server.admin.send('GET', `/api/records/${letter}`)).status).toBe(404)
    expect((await server.admin.send('GET', `/api/stubs/${letter}`)).status).toBe(200)
    expect(await server.parts.records.store.state(objectIdOf(letter))).toBeNull()
    expect(await found('"letter that stays"')).toBe(1)
    await settled(server)
    expect((await query<{ state: string }>('select state from act where id = $1', [act])).rows[0]?.state).toMatch(/^(executed|filed)$/)
    expect((await query("select 1 from audit_event where object = $1 and action = 'retention.replay-destruction'", [`record:${letter}`])).rowCount).toBe(1)
  })

  test('a file that came back with its title is destroyed again when nothing lies in it', async () => {
    const [folder, letter] = [newId(), await importLetter(server, 'the letter of a file that comes back')]
    await query("insert into file (id, class, number, title, state, opened_on, closed_on, created_at, created_by) values ($1::uuid, 'correspondence', 'comes-back', 'Zavgorodniy', 'closed', '2015-01-01', '2015-12-31', now(), 'test')", [folder])
    await query("insert into file_member (file, record, added_at, added_by) values ($1, $2, now(), 'test')", [folder, letter])
    const act = await approvedAct(server, [{ kind: 'file', id: folder }])
    await query("update act_line set state = 'executing' where act = $1", [act])
    const again = () => server.parts.records.db.transaction((tx) => endFilesAgain(tx, act, { number: '1/2026', actor: 'system', now: new Date() }))
    const seen = async () => (await query('select state, title from file where id = $1', [folder])).rows
    await again()
    expect(await seen()).toEqual([{ state: 'closed', title: 'Zavgorodniy' }])
    await query('update file_member set ended_at = now() where file = $1', [folder])
    await again()
    expect(await seen()).toEqual([{ state: 'destroyed', title: null }])
    await query("update act_line set state = 'void' where act = $1", [act])
  })

  test('an object that came back alone is erased again, and a log that lacks lines gets them', async () => {
    const letter = await importLetter(server, 'the object of this comes back')
    const { store } = server.parts.records
    const folder = join(await store.locate(objectIdOf(letter), 'record.json'), '../../..')
    const kept = await mkdtemp(join(tmpdir(), 'opis-object-'))
    await cp(folder, kept, { recursive: true })
    const act = await approvedAct(server, [{ kind: 'record', id: letter }])
    await orderByHand(server, act)
    await executeAct(destructionContext(server), act)
    await forgetTasks()
    await sweepAct(destructionContext(server), act)
    await cp(kept, folder, { recursive: true })
    await rm(kept, { recursive: true })
    expect(await store.state(objectIdOf(letter))).not.toBeNull()
    await rm(join(server.dataFolder, 'destruction-log.jsonl'))
    await appendFile(join(server.dataFolder, 'destruction-log.jsonl'), '{"cut off')
    await server.restart()
    expect(await server.parts.records.store.state(objectIdOf(letter))).toBeNull()
    const { entries, unreadable } = await createDestructionLog([join(server.dataFolder, 'destruction-log.jsonl')]).read()
    expect(entries.has(letter)).toBe(true)
    expect(unreadable).toBe(1)
    await eraseDerivatives(destructionContext(server), act)
  })
})

/** The rows of a record and its object as they are now, and how to bring them back as a restored backup would. */
async function saveBackup(at: RunningServer, record: string, act: string): Promise<{ restore(): Promise<void> }> {
  const kept = await mkdtemp(join(tmpdir(), 'opis-backup-'))
  const object = join(await at.parts.records.store.locate(objectIdOf(record), 'record.json'), '../../..')
  await cp(object, kept, { recursive: true })
  const tables = [['record', 'id'], ['record_page', 'record'], ['record_rendition', 'record'], ['search_page', 'record']] as const
  const rows = await Promise.all(tables.map(async ([table, key]) => (await at.parts.database.pool.query<{ row: object }>(`select to_jsonb(t) as row from ${table} t where ${key} = $1`, [record])).rows.map(({ row }) => row)))
  return {
    async restore() {
      const { pool } = at.parts.database
      for (const table of ['destruction', 'act_approval', 'sitting', 'act_line', 'act_execution', 'stub']) await pool.query(`delete from ${table} where act = $1`, [act])
      await pool.query('delete from act where id = $1', [act])
      for (const [index, [table]] of tables.entries()) {
        for (const row of rows[index] ?? []) await pool.query(`insert into public.${table} overriding system value select * from jsonb_populate_record(null::public.${table}, $1)`, [JSON.stringify(row)])
      }
      await cp(kept, object, { recursive: true })
      await rm(kept, { recursive: true })
    },
  }
}
