import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ErasureRequestView } from '#contract/erasure-requests.ts'
import { newId } from '#kernel/ids.ts'
import { languages } from '#kernel/language.ts'
import { auditEvent } from '#server/audit/schema.ts'
import { fileClass } from '#server/file-plan/classes.ts'
import { record } from '#server/records/schema.ts'
import { retentionArchive, type RetentionArchive } from '#test/support/retention-archive.ts'
import { act, actLine } from '../acts/schema.ts'
import { placeHold } from '../holds/place-hold.ts'
import { addErasureRequest } from './add-request.ts'
import { assessRequest, decideItem } from './assess-request.ts'
import { keptLongerThanNeeded } from './kept-longer.ts'
import { letterText } from './letter.ts'
import { countRequests, listRequests, viewRequest } from './list-requests.ts'

let archive: RetentionArchive
beforeAll(async () => {
  archive = await retentionArchive('2026-06-01')
})
afterAll(() => archive.close())

const all = { kind: 'all' } as const
const asked = { requester: 'Ion Rusu', basis: 'GDPR, Article 17', receivedOn: '2026-05-31' }
const add = (of: { person?: string; records?: string[] }) => addErasureRequest(archive.context, { ...asked, ...of }, all, 'user:ana')
const view = (number: string) => viewRequest(archive.db, number, '2026-06-01')
const assess = async (number: string): Promise<ErasureRequestView> => {
  await assessRequest(archive.context, number, 'user:ana')
  return view(number)
}
/** All that could have changed of the archive, as one text. */
const everything = async () => JSON.stringify((await archive.db.execute(sql`select (select jsonb_agg(r order by id) from record r) as records, (select jsonb_agg(f order by id) from fact f) as facts, (select count(*) from act) as acts, (select count(*) from task) as tasks`)).rows)

test('W13: a request for a record with a floor is refused with rule, citation and date, logged, and nothing is changed', async () => {
  const id = await archive.capture({ date: '2028-01-01' })
  await archive.runTasks()
  const number = await add({ records: [id] })
  const before = await everything()
  const found = await assess(number)
  expect(found).toMatchObject({ state: 'refused', dueOn: '2026-06-30', items: [{ record: id, outcome: 'refused', ground: 'floor', rule: 'letters', cite: 'art. 4', schedule: 'test', version: '1', eligibleOn: '2031-01-01', act: null }] })
  expect(await everything()).toBe(before)
  const logged = await archive.db.select().from(auditEvent).where(eq(auditEvent.object, `erasure-request:${number}`)).orderBy(auditEvent.seq)
  expect(logged.map(({ action }) => action)).toEqual(['retention.add-erasure-request', 'retention.assess-erasure-request'])
  expect(logged[1]?.details).toMatchObject({ state: 'refused', items: [{ record: id, reason: 'floor', rule: 'letters', cite: 'art. 4', eligibleOn: '2031-01-01' }] })
  expect(JSON.stringify(logged)).not.toContain('Ion Rusu')
  for (const language of languages) {
    const text = letterText(found, language)
    for (const told of ['letters', 'art. 4', '2030-12-31', number, '17', 'Ion Rusu']) expect(text).toContain(told)
  }
  await expect(assess(number)).rejects.toMatchObject({ reason: 'erasure-request-closed' })
})

describe('fault 31: the law that keeps a record goes before a request to erase it', () => {
  test('each ground by its name; what nothing stands against waits for an act', async () => {
    const [permanent, waiting, unscheduled, free, held] = [
      await archive.capture({ class: 'decisions' }),
      await archive.capture({ class: 'contracts' }),
      await archive.capture({ class: 'notes' }),
      await archive.capture({ date: '2020-01-01' }),
      await archive.capture({ date: '2020-01-02' }),
    ]
    const hold = await placeHold(archive.context, { reason: 'r', authority: 'a', reviewOn: '2027-01-01', scopes: [{ kind: 'record', target: held }] }, all, 'user:ana')
    const found = await assess(await add({ records: [permanent, waiting, unscheduled, free, held] }))
    const grounds = Object.fromEntries(found.items.map((item) => [item.record, [item.outcome, item.ground]]))
    expect(grounds).toEqual({ [permanent]: ['refused', 'permanent'], [waiting]: ['refused', 'waiting'], [unscheduled]: ['refused', 'unscheduled'], [free]: ['to-act', null], [held]: ['refused', 'hold'] })
    expect(found.state).toBe('assessed')
    expect(found.items.find((item) => item.record === waiting)?.waitingFor).toEqual(['contract.ended'])
    expect(found.items.find((item) => item.record === free)?.subject).toEqual({ kind: 'record', id: free })
    expect(letterText(found, 'en')).not.toContain(hold)
    expect(await archive.stateOf(free)).toBe('eligible')
  })

  test('a day by which it must go before the day until which it must stay: a person decides', async () => {
    const id = await archive.capture({ class: 'cases', date: '2023-01-01' })
    const number = await add({ records: [id] })
    expect(await assess(number)).toMatchObject({ state: 'assessed', items: [{ outcome: 'needs-decision', ground: null, eligibleOn: '2032-01-01', eraseBy: '2025-01-01' }] })
    expect((await archive.judge('record', id)).answer.state).toBe('conflict')
    await decideItem(archive.context, number, { record: id, keep: true, reason: 'the court case is open' }, 'user:ion')
    const after = await view(number)
    expect(after).toMatchObject({ state: 'refused', items: [{ outcome: 'refused', ground: 'decided', rule: 'cases', cite: 'art. 7', decision: { keep: true, by: 'user:ion' } }] })
    expect(letterText(after, 'uk')).toContain('2031-12-31')
    const logged = await archive.db.select().from(auditEvent).where(eq(auditEvent.object, `erasure-request:${number}`))
    expect(logged.find(({ action }) => action === 'retention.decide-erasure-item')).toMatchObject({ actor: 'user:ion', details: { record: id, decision: 'keep', reason: 'the court case is open' } })
    await expect(decideItem(archive.context, number, { record: id, keep: false, reason: 'r' }, 'user:ion')).rejects.toMatchObject({ reason: 'erasure-request-closed' })

    const other = await add({ records: [id] })
    await assess(other)
    await decideItem(archive.context, other, { record: id, keep: false, reason: 'the floor is a mistake' }, 'user:ion')
    expect((await view(other)).items).toMatchObject([{ outcome: 'to-act' }])
    expect((await archive.judge('record', id)).answer.state).toBe('conflict')
    const third = await add({ records: [await archive.capture()] })
    await assess(third)
    await expect(decideItem(archive.context, third, { record: (await view(third)).items[0]?.record ?? '', keep: true, reason: 'r' }, 'user:ion')).rejects.toMatchObject({ reason: 'nothing-to-decide' })
  })
})

test('a request about a person covers what is linked to them or to their files, also what is linked before it is assessed', async () => {
  const ana = await archive.addPerson('Ana Popa')
  const folder = await archive.openFile('letters', 'Popa')
  await archive.link(ana, 'file', folder)
  const inFile = await archive.capture({ file: folder })
  const number = await add({ person: 'Ana Popa' })
  const later = await archive.capture()
  await archive.link(ana, 'record', later)
  const found = await assess(number)
  expect(found).toMatchObject({ person: { id: ana, name: 'Ana Popa' }, records: 2 })
  expect(found.items.map((item) => item.record).toSorted()).toEqual([inFile, later].toSorted())
  const nothing = await assess(await add({ person: await archive.addPerson('Nobody Known') }))
  expect([nothing.state, letterText(nothing, 'ro')]).toEqual(['refused', expect.stringContaining('Nu păstrăm documente')])
})

test('what an act has erased is done with proof: the number of the act', async () => {
  const [one, two] = [await archive.capture(), await archive.capture({ date: '2026-01-01' })]
  const number = await add({ records: [one, two] })
  const actId = newId()
  const line = { act: actId, carrier: 'digital', title: 't', binding: 'b', subjectKind: 'record' } as const
  await archive.db.insert(act).values({ id: actId, kind: 'destruction', number: '3/2026', fonds: '1', title: 't', state: 'draft', drawnOn: '2026-06-01', drawnBy: 'ana', drawnAt: new Date() })
  await archive.db.insert(actLine).values({ ...line, id: newId(), line: 1, subject: one, state: 'proposed' })
  expect((await assess(number)).items.find((item) => item.record === one)).toMatchObject({ outcome: 'to-act', act: '3/2026' })
  await archive.db.execute(sql`insert into stub (record, kind, hashes, act, act_number, rule, cite, ended_on) values (${one}, 'destroyed', '[]', ${actId}, '3/2026', 'letters', 'art. 4', '2026-06-02')`)
  await archive.db.delete(record).where(eq(record.id, one))
  const found = await assess(number)
  expect([found.state, found.items.find((item) => item.record === one)]).toEqual(['partly', expect.objectContaining({ outcome: 'erased', act: '3/2026', title: null })])
  expect(letterText(found, 'en')).toContain('act no. 3/2026')
})

test('a request names a person or records, and days that are of the calendar', async () => {
  const id = await archive.capture()
  await expect(add({})).rejects.toMatchObject({ reason: 'person-or-records' })
  await expect(add({ person: 'Ana Popa', records: [id] })).rejects.toMatchObject({ reason: 'person-or-records' })
  await expect(add({ records: [newId()] })).rejects.toMatchObject({ reason: 'no-such-record' })
  await expect(addErasureRequest(archive.context, { ...asked, records: [id], receivedOn: '2026-06-02' }, all, 'user:ana')).rejects.toMatchObject({ reason: 'date-to-come' })
  await expect(assess('E-999')).rejects.toMatchObject({ reason: 'no-such-erasure-request' })
  const open = await countRequests(archive.db, '2026-07-15')
  expect(open.overdue).toBe(open.open)
  const { requests } = await listRequests(archive.db, '2026-07-15', { limit: 100, offset: 0 })
  expect(requests.filter((one) => one.overdue)).toHaveLength(open.open)
})

test('kept longer than needed: due for long without an act, or past the day by which it must go, in classes that may name people', async () => {
  await archive.db.insert(fileClass).values({ code: 'works', title: {}, personal: false }).onConflictDoNothing()
  const long = await archive.capture({ date: '2015-03-01' })
  const recent = await archive.capture({ date: '2023-05-20' })
  const past = await archive.capture({ class: 'cases', date: '2020-01-01' })
  const held = await archive.capture({ date: '2015-03-01' })
  await placeHold(archive.context, { reason: 'r', authority: 'a', reviewOn: '2027-01-01', scopes: [{ kind: 'record', target: held }] }, all, 'user:ana')
  await archive.runTasks()
  const found = await keptLongerThanNeeded(archive.db, '2026-06-01', all, { days: 30, limit: 500, offset: 0 })
  const ids = found.records.map(({ id }) => id)
  expect([ids.includes(long), ids.includes(past), ids.includes(recent), ids.includes(held)]).toEqual([true, true, false, false])
  expect(found.total).toBe(found.records.length)
  expect(found.classes.reduce((sum, one) => sum + one.overdue + one.pastEraseBy, 0)).toBe(found.total)
  await archive.db.update(fileClass).set({ personal: false }).where(eq(fileClass.code, 'letters'))
  expect((await keptLongerThanNeeded(archive.db, '2026-06-01', all, { days: 30, limit: 500, offset: 0 })).records.every((one) => one.class === 'cases')).toBe(true)
})
