import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { retentionArchive, type RetentionArchive } from '#test/support/retention-archive.ts'
import { auditEvent } from '#server/audit/schema.ts'
import { fileMember, personLink } from '#server/file-plan/schema.ts'
import { fileClass } from '#server/file-plan/classes.ts'
import { computeRetention } from '../compute-retention.ts'
import { retentionStatus } from '../schema.ts'
import type { HoldsContext } from './context.ts'
import { beforeAll as fromTheStart, listCovered } from './covered.ts'
import { explainTo } from './explain-to.ts'
import { keepHoldsStill } from './holds-lock.ts'
import { countHolds, listHolds } from './list-holds.ts'
import { matchHolds } from './match-holds.ts'
import { placeHold } from './place-hold.ts'
import { findHold, releaseHold, reviewHold } from './release-hold.ts'
import type { WantedScope } from './resolve-scopes.ts'
import { spreadHold } from './spread-hold.ts'

let archive: RetentionArchive
let context: HoldsContext

beforeAll(async () => {
  archive = await retentionArchive()
  context = archive.context
})
afterAll(() => archive.close())

const all = { kind: 'all' } as const
const place = (...scopes: WantedScope[]) => placeHold(context, { reason: 'inquiry', authority: 'court order 7', reviewOn: '2026-12-01', scopes }, all, 'user:ana')
const release = (number: string) => releaseHold(context, number, 'the court has decided', 'user:ion')
const covered = async (number: string) => (await listCovered(archive.db, (await findHold(archive.db, number)).id, all, { after: fromTheStart, limit: 500 })).records.map(({ id }) => id).toSorted()
const keptState = async (subject: string) => (await archive.db.select({ state: retentionStatus.state }).from(retentionStatus).where(eq(retentionStatus.subject, subject)))[0]?.state

describe('each way of reaching', () => {
  test('a record', async () => {
    const [held, free] = [await archive.capture(), await archive.capture()]
    const number = await place({ kind: 'record', target: held })
    expect([await archive.stateOf(held), await archive.stateOf(free)]).toEqual(['held', 'eligible'])
    expect(await covered(number)).toEqual([held])
  })

  test('a file, and what is put into it later; both by index and by id', async () => {
    const folder = await archive.openFile('letters', '01-12')
    const inside = await archive.capture({ file: folder })
    const number = await place({ kind: 'file', target: 'letters 01-12' }, { kind: 'file', target: folder })
    const later = await archive.capture({ file: folder, indexed: false })
    expect([await archive.stateOf(inside), await archive.stateOf(later), (await archive.judge('file', folder)).answer.state]).toEqual(['held', 'held', 'held'])
    expect(await covered(number)).toEqual([inside, later].toSorted())
    await archive.db.update(fileMember).set({ endedAt: new Date() }).where(eq(fileMember.record, inside))
    expect(await archive.stateOf(inside)).toBe('held')
    expect(await covered(number)).toEqual([inside, later].toSorted())
    await release(number)
    expect(await archive.stateOf(inside)).toBe('eligible')
  })

  test('a class and the classes below it', async () => {
    await archive.db.insert(fileClass).values([{ code: 'tax', title: {} }, { code: 'tax/land', title: {}, parent: 'tax' }])
    const below = await archive.capture({ class: 'tax/land' })
    const folder = await archive.openFile('tax/land', '9')
    const number = await place({ kind: 'class', target: 'tax' })
    const later = await archive.capture({ class: 'tax', indexed: false })
    const filed = await archive.capture({ class: 'letters', file: folder })
    for (const id of [below, later, filed]) expect(await archive.stateOf(id)).toBe('held')
    expect((await archive.judge('file', folder)).answer.state).toBe('held')
    expect(await covered(number)).toEqual([below, later, filed].toSorted())
  })

  test('several scopes in one hold, some of them not there', async () => {
    const one = await archive.capture()
    const number = await place({ kind: 'record', target: one }, { kind: 'class', target: 'decisions' })
    expect((await findHold(archive.db, number)).number).toBe(number)
    await expect(place({ kind: 'class', target: 'none' })).rejects.toMatchObject({ code: 'not-found', reason: 'unknown-class' })
    await expect(place({ kind: 'file', target: 'letters 99' })).rejects.toMatchObject({ reason: 'no-such-file' })
    await expect(place({ kind: 'person', target: 'Nobody' })).rejects.toMatchObject({ reason: 'no-such-person' })
    await expect(place({ kind: 'query', target: '-without' })).rejects.toMatchObject({ code: 'bad-query' })
    await expect(place({ kind: 'record', target: 'x' })).rejects.toMatchObject({ reason: 'no-such-record' })
  })
})

describe('W03: a hold on a person', () => {
  test('a document captured a week later is held from capture, linked itself or by its file', async () => {
    const ion = await archive.addPerson('Ion Rusu')
    const folder = await archive.openFile('letters', 'of Ion')
    await archive.link(ion, 'file', folder)
    const number = await place({ kind: 'person', target: 'Ion Rusu' })
    archive.setDay('2026-06-08')
    const inFile = await archive.capture({ file: folder, indexed: false })
    const itself = await archive.capture({ indexed: false })
    await archive.link(ion, 'record', itself)
    expect([await archive.stateOf(inFile), await archive.stateOf(itself), (await archive.judge('file', folder)).answer.state]).toEqual(['held', 'held', 'held'])
    await archive.runTasks()
    expect(await covered(number)).toEqual([inFile, itself].toSorted())
    await archive.db.delete(personLink).where(eq(personLink.person, ion))
    expect([await archive.stateOf(itself), await archive.stateOf(inFile)]).toEqual(['held', 'held'])
    await release(number)
    expect([await archive.stateOf(itself), await archive.stateOf(inFile)]).toEqual(['eligible', 'eligible'])
  })

  test('two people of one name are told apart', async () => {
    await archive.addPerson('Maria Lungu')
    await archive.addPerson('Maria Lungu')
    await expect(place({ kind: 'person', target: 'Maria Lungu' })).rejects.toMatchObject({ reason: 'several-people' })
  })
})

describe('a hold by query', () => {
  test('catches what is there, and what comes later from capture on', async () => {
    const [meant, other] = [await archive.capture({ text: 'the old bridge over the river' }), await archive.capture({ text: 'a road' })]
    await archive.runTasks()
    const number = await place({ kind: 'query', target: '"old bridge"' })
    const [traced] = await archive.db.select({ details: auditEvent.details }).from(auditEvent).where(eq(auditEvent.object, `hold:${number}`))
    expect([JSON.stringify(traced), JSON.stringify(traced).includes('old bridge')]).toEqual([expect.stringContaining('"scopes":[{"kind":"query"}]'), false])
    expect([await archive.stateOf(meant), await archive.stateOf(other)]).toEqual(['held', 'eligible'])

    const [later, unlike] = [await archive.capture({ indexed: false }), await archive.capture({ indexed: false })]
    expect([await archive.stateOf(later), await archive.stateOf(unlike)]).toEqual(['held', 'held'])
    await archive.index(later, 'they mend the old bridge')
    await archive.index(unlike, 'they mend the road')
    expect([await archive.stateOf(later), await archive.stateOf(unlike)]).toEqual(['held', 'held'])
    await archive.runTasks()
    expect([await archive.stateOf(later), await archive.stateOf(unlike)]).toEqual(['held', 'eligible'])
    expect(await keptState(unlike)).toBe('eligible')

    await archive.index(later, 'read anew, with other words')
    await archive.runTasks()
    expect(await archive.stateOf(later)).toBe('held')
    await release(number)
    expect([await archive.stateOf(meant), await archive.stateOf(later)]).toEqual(['eligible', 'eligible'])
  })

  test('no longer from the moment at which it is written down that none means the record, whoever judges it first', async () => {
    const folder = await archive.openFile('letters', 'judged early')
    const number = await place({ kind: 'query', target: 'lighthouse' })
    await archive.runTasks()
    const id = await archive.capture({ file: folder, text: 'a road' })
    await computeRetention(context, { kind: 'file', id: folder })
    await matchHolds(context, id)
    // The task of this step is not yet noted as done.
    await computeRetention(context, { kind: 'record', id })
    expect(await keptState(id)).toBe('eligible')
    expect(await keptState(folder)).toBe('held')
    await archive.runTasks()
    expect(await keptState(folder)).toBe('eligible')
    await release(number)
  })

  test('not from a text that was read anew while the one before was looked at', async () => {
    const number = await place({ kind: 'query', target: 'lighthouse' })
    await archive.runTasks()
    const id = await archive.capture({ text: 'a road' })
    const slow: HoldsContext = {
      ...context,
      async findRecords(query, among) {
        const found = await context.findRecords(query, among)
        await archive.index(id, 'the road to the lighthouse')
        return found
      },
    }
    await matchHolds(slow, id)
    expect(await archive.stateOf(id)).toBe('held')
    await archive.runTasks()
    expect(await covered(number)).toEqual([id])
    await release(number)
  })

  test('what was kept as held while it had not looked follows when it is released', async () => {
    const number = await place({ kind: 'query', target: 'lighthouse' })
    await archive.runTasks()
    const id = await archive.capture({ text: 'a road' })
    await computeRetention(context, { kind: 'record', id })
    expect(await keptState(id)).toBe('held')
    await release(number)
    const { rows: [task] } = await archive.db.execute<{ subject: string }>(sql`select subject from task where name = 'spread-hold' and state = 'pending'`)
    await spreadHold(context, task?.subject ?? '')
    expect(await keptState(id)).toBe('eligible')
    await archive.runTasks()
  })

  test('also what is indexed while it is being placed', async () => {
    let between = ''
    const slow: HoldsContext = {
      ...context,
      async findRecords(query, among) {
        const found = await context.findRecords(query, among)
        between = await archive.capture({ text: 'a bell tower' })
        await archive.runTasks()
        return found
      },
    }
    const number = await placeHold(slow, { reason: 'r', authority: 'a', reviewOn: '2026-12-01', scopes: [{ kind: 'query', target: 'tower' }] }, all, 'user:ana')
    expect(await archive.stateOf(between)).toBe('held')
    await archive.runTasks()
    expect(await archive.stateOf(between)).toBe('held')
    expect(await covered(number)).toEqual([between])
    await release(number)
  })
})

describe('placing and releasing', () => {
  test('by another person than who placed it, once; the table holds it too', async () => {
    const number = await place({ kind: 'record', target: await archive.capture() })
    await expect(releaseHold(context, number, 'I think so', 'user:ana')).rejects.toMatchObject({ code: 'forbidden', reason: 'hold-by-same-person' })
    await expect(archive.db.execute(sql`update hold set released_by = placed_by where number = ${number}`)).rejects.toThrow()
    await release(number)
    await expect(release(number)).rejects.toMatchObject({ reason: 'hold-released' })
    await expect(release('H-9999')).rejects.toMatchObject({ reason: 'no-such-hold' })
  })

  test('from a day that is not to come, to be reviewed on one that has not passed', async () => {
    const target = await archive.capture()
    const attempt = (from: string, reviewOn: string) => placeHold(context, { reason: 'r', authority: 'a', from, reviewOn, scopes: [{ kind: 'record', target }] }, all, 'user:ana')
    await expect(attempt('2026-06-09', '2026-12-01')).rejects.toMatchObject({ reason: 'date-to-come' })
    await expect(attempt('2026-06-01', '2026-06-07')).rejects.toMatchObject({ reason: 'review-in-the-past' })
    await expect(attempt('2026-02-30', '2026-12-01')).rejects.toMatchObject({ reason: 'no-such-date' })
  })

  test('the day of review is shown when it has come, and moved on', async () => {
    const number = await place({ kind: 'record', target: await archive.capture() })
    expect(await countHolds(archive.db, '2026-11-30')).toMatchObject({ reviewDue: 0 })
    const { holds } = await listHolds(archive.db, '2026-12-01', { released: false, limit: 100, offset: 0 })
    expect(holds.find((one) => one.number === number)?.reviewDue).toBe(true)
    await reviewHold(context, number, { reviewOn: '2027-12-01', note: 'still before the court' }, 'user:ana')
    const after = await listHolds(archive.db, '2026-12-01', { released: false, limit: 100, offset: 0 })
    expect(after.holds.find((one) => one.number === number)?.reviewDue).toBe(false)
  })

  test('kept answers of records and files follow in a task', async () => {
    const folder = await archive.openFile('letters', 'kept')
    const id = await archive.capture({ file: folder })
    await archive.runTasks()
    const kept = async () => (await archive.db.select().from(retentionStatus).where(sql`subject in (${id}, ${folder})`)).map((row) => `${row.subjectKind} ${row.state} ${row.heldBy.join()}`).toSorted()
    const number = await place({ kind: 'file', target: folder })
    await archive.runTasks()
    expect(await kept()).toEqual([`file held ${number}`, `record held ${number}`])
    await release(number)
    await archive.runTasks()
    expect(await kept()).toEqual(['file eligible ', 'record eligible '])
  })
})

test('fault 20: a hold in the middle of disposition is accepted at once, and what it covers drops out', async () => {
  const id = await archive.capture()
  const before = await archive.judge('record', id)
  const end = Promise.withResolvers<void>()
  const begun = Promise.withResolvers<void>()
  const erasingAnother = archive.db.transaction(async (tx) => {
    await keepHoldsStill(tx)
    begun.resolve()
    await end.promise
  })
  await begun.promise
  const placing = place({ kind: 'record', target: id })
  end.resolve()
  const [number] = await Promise.all([placing, erasingAnother])
  const after = await archive.db.transaction(async (tx) => {
    await keepHoldsStill(tx)
    return archive.judge('record', id)
  })
  expect(before.answer).toMatchObject({ state: 'eligible', heldBy: [] })
  expect(after.answer).toMatchObject({ state: 'held', baseState: 'eligible', heldBy: [number], eligibleOn: before.answer.eligibleOn })
  expect(after.binding).not.toBe(before.binding)
})

test('fault 21: the clock runs on under a hold; on release the record is due at once', async () => {
  archive.setDay('2026-06-10')
  const id = await archive.capture({ date: '2023-09-01' })
  const before = await archive.judge('record', id)
  const number = await place({ kind: 'record', target: id })
  expect((await archive.judge('record', id)).answer).toMatchObject({ state: 'held', baseState: 'retained', eligibleOn: before.answer.eligibleOn })
  archive.setDay('2026-10-01')
  expect((await archive.judge('record', id)).answer).toMatchObject({ state: 'held', baseState: 'eligible' })
  await release(number)
  expect((await archive.judge('record', id)).answer).toMatchObject({ state: 'eligible', eligibleOn: before.answer.eligibleOn })
})

test('a reader is told nothing of a hold', async () => {
  const id = await archive.capture()
  await archive.runTasks()
  const free = await explainTo(context, id, 'en', false)
  const number = await place({ kind: 'record', target: id })
  await archive.runTasks()
  expect(await explainTo(context, id, 'en', false)).toEqual(free)
  const told = await explainTo(context, id, 'en', true)
  expect([told.state, told.explanation.includes(number)]).toEqual(['held', true])
})

test('one more hold never makes anything eligible', async () => {
  const ids = await Promise.all([{}, { date: '2026-01-01' }, { class: 'decisions' }, { class: 'notes' }, { class: 'contracts' }, { class: 'cases' }].map((one) => archive.capture(one)))
  await archive.runTasks()
  const states = () => Promise.all(ids.map(async (id) => (await archive.judge('record', id)).answer))
  let before = await states()
  for (const scope of [{ kind: 'class', target: 'notes' }, { kind: 'query', target: 'plain' }, { kind: 'class', target: 'letters' }] as const) {
    await place(scope)
    const after = await states()
    for (const [at, answer] of after.entries()) {
      expect(answer.state === 'held' || answer.state === before[at]?.state).toBe(true)
      expect(answer.eligibleOn).toBe(before[at]?.eligibleOn)
    }
    before = after
  }
  expect(new Set(before.map((answer) => answer.state))).toEqual(new Set(['held']))
})
