import { existsSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { actResult, stubView } from '#contract/destruction.ts'
import { holdView } from '#contract/holds.ts'
import { searchResult } from '#contract/search.ts'
import { newId } from '#kernel/ids.ts'
import { objectIdOf } from '#server/records/context.ts'
import { executeAct } from '#server/retention/destruction/execute-act.ts'
import { sweepAct } from '#server/retention/destruction/sweep-act.ts'
import { approvedAct, awaitExecuted, backupDays, destructionContext, execute, importLetter, orderByHand, resultOf, settled } from '#test/support/acts.ts'
import { addUser, type TestUser } from '#test/support/caller.ts'
import { awaitBatch, enrolStation, feedBatch, marks, orderCovers, readingOf, runServer, sha512Of, type RunningServer } from '#test/support/run-server.ts'
import { pageImage } from '#test/support/pile.ts'

/** Execution of acts on a real server with PostgreSQL alone; the cases are numbered as in the issue. */
let server: RunningServer
let manager: TestUser
let clerk: TestUser
let stranger: TestUser

const query = <T extends object>(text: string, values: unknown[] = []) => server.parts.database.pool.query<T>(text, values)
const found = async (q: string) => (await server.admin.get(searchResult, 'GET', `/api/search?q=${encodeURIComponent(q)}`)).total
const hold = (scopes: { kind: string; target: string }[]) => server.admin.get(holdView, 'POST', '/api/holds', { json: { reason: 'A claim', authority: 'Court 1', reviewOn: '2099-01-01', scopes } })
const stateOf = async (act: string) => (await query<{ state: string }>('select state from act where id = $1', [act])).rows[0]?.state
const audited = async (object: string) => (await query<{ action: string }>('select action from audit_event where object = $1 order by seq', [object])).rows.map((row) => row.action)

async function fileWith(records: readonly string[], code = 'correspondence', number = `${newId().slice(-8)}`): Promise<string> {
  const id = newId()
  await query("insert into file (id, class, number, state, opened_on, closed_on, created_at, created_by) values ($1, $2, $3, 'closed', '2015-01-01', '2015-12-31', now(), 'test')", [id, code, number])
  for (const record of records) await query('insert into file_member (file, record, added_at, added_by) values ($1, $2, now(), $3)', [id, record, 'test'])
  return id
}

beforeAll(async () => {
  server = await runServer({ settings: backupDays })
  manager = await addUser(server.url, server.admin, { name: 'manager', roles: ['records-manager'] })
  clerk = await addUser(server.url, server.admin, { name: 'clerk', roles: ['reader'], units: ['registry'] })
  stranger = await addUser(server.url, server.admin, { name: 'stranger', roles: ['reader'], units: ['finance'] })
})
afterAll(() => server.stop())

describe.sequential('an approved act', () => {
  test('W01 and fault 20: a hold between approval and execution saves its record; the others are destroyed', async () => {
    const [a, b, c] = [await importLetter(server, 'a letter about the heron'), await importLetter(server, 'a letter about the otter'), await importLetter(server, 'a letter about the bittern')]
    const act = await approvedAct(server, [a, b, c].map((id) => ({ kind: 'record', id })))
    const { number } = await hold([{ kind: 'record', target: b }])
    await settled(server)
    const result = await execute(server, act)
    // Filed at once after it was executed.
    expect(['executed-in-part', 'filed']).toContain(result.act.state)
    expect(result.lines.map(({ state, reason, reasonOf }) => ({ state, reason, reasonOf }))).toEqual([{ state: 'destroyed', reason: null, reasonOf: null }, { state: 'void', reason: 'held', reasonOf: number }, { state: 'destroyed', reason: null, reasonOf: null }])
    expect(result.totals).toMatchObject({ lines: 3, destroyed: 2, void: 1, recordsDestroyed: 2 })
    expect([await found('heron'), await found('otter'), await found('bittern')]).toEqual([0, 1, 0])
    expect(await server.parts.records.store.verify(objectIdOf(b), { full: true })).toEqual([])
    expect((await audited(`record:${a}`)).filter((one) => one === 'retention.destroy')).toHaveLength(1)
    expect(await audited(`record:${b}`)).not.toContain('retention.destroy')
    expect((await audited(`act:${act}`)).filter((one) => one === 'retention.execute-act')).toHaveLength(1)
  })

  test('W06 and fault 24: a record in two files loses one membership and nothing else', async () => {
    const letter = await importLetter(server, 'the cormorant lies in two files')
    const eligible = await fileWith([letter])
    const kept = await fileWith([letter], 'contracts')
    const act = await approvedAct(server, [{ kind: 'file', id: eligible }])
    const before = await found('cormorant')
    const result = await execute(server, act)
    expect(result.lines[0]).toMatchObject({ state: 'destroyed', destroyed: 0, contentStays: 1 })
    const members = await query<{ file: string; end_reason: string | null }>('select file, end_reason from file_member where record = $1', [letter])
    expect(members.rows.find((row) => row.file === eligible)?.end_reason).toContain('act ')
    expect(members.rows.find((row) => row.file === kept)?.end_reason).toBeNull()
    expect(await found('cormorant')).toBe(before)
    expect(await server.parts.records.store.verify(objectIdOf(letter), { full: true })).toEqual([])
    expect((await query<{ state: string }>('select state from file where id = $1', [eligible])).rows).toEqual([{ state: 'destroyed' }])
    expect(await audited(`record:${letter}`)).toContain('retention.end-membership')
  })

  test('a file goes with all its records; one that a hold covers makes the line void', async () => {
    const letters = [await importLetter(server, 'first of the file'), await importLetter(server, 'second of the file')]
    const whole = await execute(server, await approvedAct(server, [{ kind: 'file', id: await fileWith(letters) }]))
    expect(whole.lines[0]).toMatchObject({ state: 'destroyed', destroyed: 2 })
    const [one, two] = [await importLetter(server, 'third letter'), await importLetter(server, 'fourth letter')]
    const act = await approvedAct(server, [{ kind: 'file', id: await fileWith([one, two]) }])
    const { number } = await hold([{ kind: 'record', target: two }])
    expect((await execute(server, act)).lines[0]).toMatchObject({ state: 'void', reason: 'held', reasonOf: number, destroyed: 0 })
  })

  test('a destroyed file keeps no word: titles, facts and people go with it; who is linked elsewhere stays', async () => {
    const [letter, other] = [await importLetter(server, 'in the file of a person'), await importLetter(server, 'elsewhere')]
    const [id, open, alone, known, ofRecord] = [await fileWith([letter]), newId(), newId(), newId(), newId()]
    await query("update file set title = 'Zavgorodniy, Petro' where id = $1", [id])
    await query("insert into file_change (id, file, change, details, changed_by, changed_at) values ($1, $3, 'opened', '{\"number\": \"1\", \"title\": \"Zavgorodniy\"}', 'user:a', now()), ($2, $3, 'retitled', '{\"from\": \"Zavgorodniy\", \"to\": \"Zavgorodniy, Petro\"}', 'user:a', now())", [newId(), open, id])
    await query("insert into person (id, name, created_at, created_by) select p, 'Zavgorodniy ' || n, now(), 'user:a' from unnest($1::uuid[]) with ordinality as t (p, n)", [[alone, known, ofRecord]])
    await query("insert into person_link (person, subject_kind, subject, linked_at, linked_by) values ($1, 'file', $4, now(), 'a'), ($2, 'file', $4, now(), 'a'), ($2, 'record', $5, now(), 'a'), ($3, 'record', $6, now(), 'a')", [alone, known, ofRecord, id, other, letter])
    await query("insert into fact (id, subject_kind, subject, name, value, evidence, recorded_by, recorded_at) values ($1, 'file', $3, 'record.note', '\"Zavgorodniy\"', 'passport of Zavgorodniy', 'a', now()), ($2, 'person', $4, 'subject.note', '\"x\"', 'Zavgorodniy', 'a', now())", [newId(), newId(), id, alone])
    const result = await execute(server, await approvedAct(server, [{ kind: 'file', id }]))
    expect(result.lines[0]).toMatchObject({ state: 'destroyed', destroyed: 1 })
    expect((await query('select state, title from file where id = $1', [id])).rows).toEqual([{ state: 'destroyed', title: null }])
    expect(JSON.stringify((await query('select change, details from file_change where file = $1', [id])).rows)).not.toContain('Zavgorodniy')
    expect((await query("select 1 from fact where evidence like '%Zavgorodniy%'")).rowCount).toBe(0)
    expect((await query<{ id: string }>("select id from person where name like 'Zavgorodniy%'")).rows).toEqual([{ id: known }])
    await query("update class set personal = false where code = 'correspondence'")
    const named = await fileWith([await importLetter(server, 'in a file with a plain title')])
    await query("update file set title = 'Letters of 2015' where id = $1", [named])
    await execute(server, await approvedAct(server, [{ kind: 'file', id: named }]))
    expect((await query('select title from file where id = $1', [named])).rows).toEqual([{ title: 'Letters of 2015' }])
    await query("update class set personal = true where code = 'correspondence'")
  })

  test('a member of the commission is not told of a hold: no void line says why', async () => {
    const member = await addUser(server.url, server.admin, { name: 'member', roles: ['commission-member'] })
    const panel = newId()
    await query("insert into commission (id, title, quorum, created_at) values ($1, 'Panel', 1, now())", [panel])
    await query("insert into commission_member (commission, user_name, since) values ($1, 'member', '2020-01-01')", [panel])
    const letter = await importLetter(server, 'a letter under a quiet hold')
    const act = await approvedAct(server, [{ kind: 'record', id: letter }])
    const { number } = await hold([{ kind: 'record', target: letter }])
    await execute(server, act)
    const doors = [`/api/acts/${act}/lines`, `/api/acts/${act}/lines?format=csv`, `/api/acts/${act}/result`]
    const told = async (user: TestUser) => Promise.all(doors.map(async (door) => (await user.byToken.send('GET', door)).bytes.toString('utf8')))
    for (const text of await told(manager)) expect(text).toContain(number)
    for (const text of await told(member)) expect([text.includes(number), text.includes('"reason":"held"'), text.includes('"held":1')]).toEqual([false, false, false])
    expect((await resultOf(member.byToken, act)).lines[0]).toMatchObject({ state: 'void', reason: null, reasonOf: null, held: 0 })
  })

  test('W15 and fault 30: a stub tells what it may, to those who could have seen the record', async () => {
    const petition = await importLetter(server, 'Ion Munteanu asks for wood', { class: 'petitions', name: 'Munteanu, Ion.txt' })
    const act = await approvedAct(server, [{ kind: 'record', id: petition }])
    await execute(server, act)
    const stub = await clerk.byToken.get(stubView, 'GET', `/api/stubs/${petition}`)
    expect(stub).toMatchObject({ record: petition, class: 'petitions', dateFirst: '2015-03-03', title: null, rule: 'petitions', schedule: 'neutral.municipal', version: '2026-01-01', state: 'destroyed-backups-pending' })
    expect(JSON.stringify(stub)).not.toContain('Munteanu')
    const refused = await stranger.byToken.problem('GET', `/api/stubs/${petition}`)
    expect({ ...refused, instance: '' }).toEqual({ ...(await stranger.byToken.problem('GET', `/api/stubs/${newId()}`)), instance: '' })
    await query("update class set personal = false where code = 'petitions'")
    const open = await importLetter(server, 'a second petition', { class: 'petitions', name: 'Wood.txt' })
    await execute(server, await approvedAct(server, [{ kind: 'record', id: open }]))
    expect((await clerk.byToken.get(stubView, 'GET', `/api/stubs/${open}`)).title).toBe('Wood.txt, 2015-03-03')
    await query("update class set personal = true where code = 'petitions'")
  })

  test('fault 29: the proof names act, rule, version, hashes and derivatives, and no word of the record', async () => {
    const letter = await importLetter(server, 'a secret pelican', { name: 'pelican secret.txt' })
    const act = await approvedAct(server, [{ kind: 'record', id: letter }])
    const result = await execute(server, act)
    expect(result.derivatives.map(({ part }) => part).toSorted()).toEqual(['cache', 'database', 'exports', 'index', 'pictures', 'queue', 'spool', 'store'])
    const { rows } = await query<{ details: unknown }>("select details from audit_event where object = $1 and action = 'retention.destroy'", [`record:${letter}`])
    expect(z.object({ act: z.string(), line: z.int(), rule: z.string(), schedule: z.string(), version: z.string(), hashes: z.array(z.string()).min(1) }).parse(rows[0]?.details)).toMatchObject({ line: 1, rule: 'correspondence' })
    expect(JSON.stringify((await query('select details from audit_event')).rows)).not.toContain('pelican')
    expect(JSON.stringify((await query('select * from destruction')).rows)).not.toContain('pelican')
  })

  test('W17: paper stays when only the scan goes, until people say that it was destroyed', async () => {
    const letter = await importLetter(server, 'a letter that is on paper too')
    await query("insert into paper_copy (id, subject_kind, subject, box, shelf, sheets, state, changed_at, changed_by) values ($1, 'record', $2, 'B-7', '3', 1, 'kept', now(), 'test')", [newId(), letter])
    const act = await approvedAct(server, [{ kind: 'record', id: letter }])
    const result = await execute(server, act)
    expect(result.lines[0]).toMatchObject({ state: 'paper-pending', destroyed: 1 })
    expect((await query('select box from paper_copy where subject = $1 and state = $2', [letter, 'kept'])).rows).toEqual([{ box: 'B-7' }])
    const said = { destroyedOn: '2026-02-02', destroyedBy: 'Recycling works', weightKg: 3.5, consignmentNote: '77' }
    const path = `/api/acts/${act}/lines/${result.lines[0]?.id ?? ''}/paper`
    expect(await manager.byToken.problem('POST', path, { json: { ...said, destroyedOn: '2999-01-01' } })).toMatchObject({ type: 'bad-request' })
    const closed = await manager.byToken.get(actResult, 'POST', path, { json: said })
    expect(closed.lines[0]).toMatchObject({ state: 'destroyed', paper: said })
    expect((await query('select 1 from paper_copy where subject = $1 and state = $2', [letter, 'kept'])).rowCount).toBe(0)
    expect(await manager.byToken.problem('POST', path, { json: said })).toMatchObject({ type: 'not-in-this-state' })
  })

  test('an act that names only paper erases nothing', async () => {
    const letter = await importLetter(server, 'the scan of this stays')
    const result = await execute(server, await approvedAct(server, [{ kind: 'record', id: letter, carrier: 'paper' }]))
    expect(result.lines[0]).toMatchObject({ state: 'paper-pending', destroyed: 0 })
    expect(await found('"scan of this stays"')).toBe(1)
  })
})

describe.sequential('an order to execute', () => {
  test('is refused to the proposer, before its time, for an act that is not approved, and to readers', async () => {
    const letter = await importLetter(server, 'a letter that waits')
    const own = await approvedAct(server, [{ kind: 'record', id: letter }], { drawnBy: 'manager' })
    expect(await manager.byToken.problem('POST', `/api/acts/${own}/execute`)).toMatchObject({ type: 'forbidden' })
    expect(await clerk.byToken.problem('POST', `/api/acts/${own}/execute`)).toMatchObject({ type: 'forbidden' })
    await query('update act set not_before = $2 where id = $1', [own, new Date(Date.now() + 86_400_000)])
    expect(await server.admin.problem('POST', `/api/acts/${own}/execute`)).toMatchObject({ type: 'not-in-this-state' })
    await query("update act set not_before = null, state = 'examined' where id = $1", [own])
    expect(await server.admin.problem('POST', `/api/acts/${own}/execute`)).toMatchObject({ type: 'not-in-this-state' })
    expect(await server.admin.problem('POST', `/api/acts/${newId()}/execute`)).toMatchObject({ type: 'not-found' })
    expect(await found('"letter that waits"')).toBe(1)
  })

  test('W16: is refused while the clock is before the last run or far behind it', async () => {
    const letter = await importLetter(server, 'a letter under a wrong clock')
    const act = await approvedAct(server, [{ kind: 'record', id: letter }])
    await query("insert into retention_run (run_on, state, started_at) values (current_date::text, 'done', now())")
    for (const days of [-400, 400]) {
      await orderByHand(server, act)
      const shifted = destructionContext(server, { now: () => new Date(Date.now() + days * 86_400_000) })
      await expect(executeAct(shifted, act)).rejects.toMatchObject({ code: 'unreachable' })
      await query('delete from act_execution where act = $1', [act])
    }
    expect(await found('"under a wrong clock"')).toBe(1)
  })

  test('W08 and fault 28: two dates, and pending until the last backup is gone', async () => {
    const letter = await importLetter(server, 'a letter of which backups exist')
    const act = await approvedAct(server, [{ kind: 'record', id: letter }])
    await orderByHand(server, act)
    await query('delete from retention_run')
    const context = destructionContext(server, { now: () => new Date('2026-05-10T09:00:00Z') })
    await executeAct(context, act)
    await sweepAct(context, act)
    const { destroyedOn, backupsUntil } = await resultOf(server.admin, act)
    expect({ destroyedOn, backupsUntil }).toEqual({ destroyedOn: '2026-05-10', backupsUntil: '2026-06-14' })
    expect((await query('select ended_on, backups_until from stub where record = $1', [letter])).rows).toEqual([{ ended_on: '2026-05-10', backups_until: '2026-06-14' }])
  })
})

describe.sequential('what is left', () => {
  test('W07: no door gives anything of a scanned record that was destroyed; its batch still adds up', async () => {
    const station = await enrolStation(server)
    const recogniser = await enrolStation(server, 'recogniser')
    const covers = await orderCovers(server, { count: 2, class: 'correspondence', date: '2015-01-01' })
    const [one, two] = [await pageImage(51), await pageImage(52)]
    const batch = await feedBatch(station, [{ bytes: await pageImage(1051), marks: marks.cover(covers[0] ?? '') }, { bytes: one, name: 'kingfisher.png' }, { bytes: await pageImage(1052), marks: marks.cover(covers[1] ?? '') }, { bytes: two }])
    const read = (sha512: string) => readingOf(sha512 === sha512Of(one) ? 'the kingfisher nests in the bank' : 'the wagtail runs on the roof')
    const report = await awaitBatch(server, batch, (now) => now.searchable, { recogniser, read })
    const [id, other] = report.records.map((record) => record.id)
    await settled(server)
    const path = await server.parts.records.store.locate(objectIdOf(id ?? ''), 'original/0001.png')
    expect((await server.admin.send('GET', `/api/records/${id}/pages/1/thumbnail`)).status).toBe(200)
    await execute(server, await approvedAct(server, [{ kind: 'record', id: id ?? '' }]))
    for (const q of ['"kingfisher nests in the bank"', 'kingfisher', 'kingfishr']) {
      const answer = await server.admin.get(searchResult, 'GET', `/api/search?q=${encodeURIComponent(q)}`)
      expect({ total: answer.total, hits: answer.hits, suggestion: answer.suggestion }).toEqual({ total: 0, hits: [], suggestion: null })
    }
    for (const door of ['', '/text', '/history', '/events', '/pages/1/thumbnail', '/renditions/original', '/renditions/access', '/pages/1/picture.dzi']) expect((await server.admin.send('GET', `/api/records/${id}${door}`)).status).toBe(404)
    expect((await server.admin.send('GET', `/api/export?record=${id}`)).status).toBe(404)
    expect((await server.admin.send('GET', `/api/batches/${batch}/images/2/thumbnail`)).status).toBe(404)
    expect(existsSync(path)).toBe(false)
    const after = await awaitBatch(server, batch, () => true)
    expect(after).toMatchObject({ state: 'closed', step: 'done', fed: 4, archived: 2, destroyed: 1, searchable: true })
    expect(after.setAside).toHaveLength(2)
    expect(after.records.map(({ state, title, pages }) => ({ state, pages, hasTitle: title !== '' }))).toEqual([{ state: 'destroyed', pages: [2], hasTitle: false }, { state: 'searchable', pages: [4], hasTitle: true }])
    expect(await found('wagtail')).toBe(1)
    expect(await server.parts.records.store.state(`urn:opis:batch:${batch}`)).not.toBeNull()
    await execute(server, await approvedAct(server, [{ kind: 'record', id: other ?? '' }]))
    expect(await server.parts.records.store.state(`urn:opis:batch:${batch}`)).toBeNull()
    expect(await awaitBatch(server, batch, () => true)).toMatchObject({ fed: 4, archived: 2, destroyed: 2, searchable: true })
    await station.close()
    await recogniser.close()
  })

  test('a destroyed record cannot be written again', async () => {
    const letter = await importLetter(server, 'a letter that will not come back')
    const { rows } = await query<{ row: object }>('select to_jsonb(record) as row from record where id = $1', [letter])
    await execute(server, await approvedAct(server, [{ kind: 'record', id: letter }]))
    await query('insert into public.record select * from jsonb_populate_record(null::public.record, $1)', [JSON.stringify(rows[0]?.row)])
    expect((await query('select 1 from record where id = $1', [letter])).rowCount).toBe(0)
  })

  test('an act whose index is away stays executing, goes on by itself and is reported once', async () => {
    const letter = await importLetter(server, 'a letter while the index is away')
    const act = await approvedAct(server, [{ kind: 'record', id: letter }])
    await orderByHand(server, act)
    let away = true
    const context = destructionContext(server, { derivatives: { hasSecondEngine: true, expungeSecondEngine: async () => (away ? Promise.reject(new Error('away')) : undefined) } })
    await executeAct(context, act)
    await expect(sweepAct(context, act)).rejects.toThrow('away')
    expect(await stateOf(act)).toBe('executing')
    expect((await resultOf(server.admin, act)).lines[0]).toMatchObject({ state: 'executing', underWay: 1 })
    away = false
    await sweepAct(context, act)
    await sweepAct(context, act)
    expect(['executed', 'filed']).toContain((await awaitExecuted(server, act)).act.state)
    expect((await audited(`act:${act}`)).filter((one) => one === 'retention.execute-act')).toHaveLength(1)
    await vi.waitUntil(async () => (await query("select 1 from task where state = 'pending' and name in ('execute-act', 'sweep-act')")).rowCount === 0, { timeout: 30_000 })
  })

  test('an act whose store is away stays executing, goes on by itself and is reported once', async () => {
    const letter = await importLetter(server, 'a letter while the store is away')
    const act = await approvedAct(server, [{ kind: 'record', id: letter }])
    await orderByHand(server, act)
    const { store } = server.parts.records
    let away = true
    const context = destructionContext(server, { records: { store: { ...store, purge: (id) => (away ? Promise.reject(new Error('away')) : store.purge(id)) } } })
    await expect(executeAct(context, act)).rejects.toThrow('away')
    expect(await stateOf(act)).toBe('executing')
    expect((await resultOf(server.admin, act)).lines[0]).toMatchObject({ state: 'executing' })
    expect(await found('"store is away"')).toBe(0)
    away = false
    await executeAct(context, act)
    await sweepAct(context, act)
    expect(['executed', 'filed']).toContain((await awaitExecuted(server, act)).act.state)
    expect(await store.state(objectIdOf(letter))).toBeNull()
    expect((await audited(`record:${letter}`)).filter((one) => one === 'retention.destroy')).toHaveLength(1)
    expect((await audited(`act:${act}`)).filter((one) => one === 'retention.execute-act')).toHaveLength(1)
  })
})
