import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { OpisError } from '#kernel/errors.ts'
import { actsArchive, people, town, type ActsArchive } from '#test/support/acts-archive.ts'
import { auditEvent } from '#server/audit/schema.ts'
import { takeBackFact } from '#server/file-plan/facts.ts'
import { fact, fileMember, paperCopy } from '#server/file-plan/schema.ts'
import { placeHold } from '../holds/place-hold.ts'
import { confirmRule } from '../schedules/rule-confirmation.ts'
import { reasonNotToExecute } from './approve.ts'
import { checkLine } from './check-line.ts'
import { closeSitting } from './close-sitting.ts'
import { todayOf } from '../today.ts'
import { addLines, drawUpAct } from './draw-up.ts'
import { listDue } from './due-list.ts'
import { readAct } from './lock-act.ts'
import { meetPrecondition } from './preconditions.ts'
import { keepDecision } from './schema.ts'
import { castVote, openSitting } from './sitting.ts'
import { checkAct, checkLinesOf } from './watch-lines.ts'
import { withdrawAct } from './withdraw.ts'
import { retentionStatus } from '../schema.ts'

let archive: ActsArchive
beforeAll(async () => {
  archive = await actsArchive()
  await archive.db.transaction((tx) => meetPrecondition(tx, { fonds: '1', from: 2015, to: 2018, what: 'permanent-inventories-approved', document: 'inventory 1' }, people.manager, new Date()))
  await archive.db.transaction((tx) => meetPrecondition(tx, { fonds: '1', from: 2020, to: 2026, what: 'permanent-inventories-approved', document: 'inventory 2' }, people.manager, new Date()))
})
afterAll(() => archive.close())

const letter = async (date = '2020-01-15') => ({ kind: 'record' as const, id: await archive.capture({ date, indexed: false }) })
/** The reason of a refusal, or `done`. */
const refused = (work: Promise<unknown>) => work.then(() => 'done', (error: unknown) => (error instanceof OpisError ? (error.reason ?? error.code) : String(error)))
const approved = async (count = 2) => {
  const letters = await Promise.all(Array.from({ length: count }, () => letter()))
  const act = await archive.propose(...letters)
  await archive.sit(act)
  await archive.approve(act)
  return { act, letters: letters.map(({ id }) => id) }
}
const stateOf = async (act: string, subject: string) => {
  const { state, reason, reasonOf } = await archive.lineOf(act, subject)
  return [state, reason, reasonOf]
}
const hold = (id: string) => placeHold(archive.context, { reason: 'inquiry', authority: 'court', reviewOn: '2026-12-01', scopes: [{ kind: 'record', target: id }] }, { kind: 'all' }, 'user:ana')

test('an act goes from its proposal to its approval, and each step says who is next', async () => {
  const [one, two] = [await letter(), await letter()]
  await archive.db.insert(paperCopy).values({ id: crypto.randomUUID(), subjectKind: 'record', subject: two.id, sheets: 4, state: 'kept', changedAt: new Date(), changedBy: 'user:test' })
  const act = await archive.propose(one, two)
  expect(await archive.lines(act)).toMatchObject([{ line: 1, carrier: 'digital', rule: 'letters', cite: 'art. 4', version: 'v1', eligibleOn: '2023-01-15', dateFirst: '2020-01-15', action: 'destroy' }, { line: 2, carrier: 'both', sheets: 4 }])
  const drawn = await archive.view(act)
  expect([drawn.number, drawn.next]).toEqual(['1/2026', { step: 'hold-sitting', who: ['records-manager'], missing: [] }])
  await archive.sit(act)
  expect((await archive.view(act)).next).toEqual({ step: 'approve', who: ['head'], missing: ['head-of-body'] })
  expect((await archive.view(act)).sittings).toMatchObject([{ protocol: '1/2026', quorum: 3, chair: 'ceslav' }])
  await archive.approve(act)
  const done = await archive.view(act)
  expect([done.state, done.next.step, done.notBefore?.slice(0, 10), done.lines]).toEqual(['approved', 'wait', '2026-06-08', { agreed: 2 }])
  const row = await readAct(archive.db, act)
  expect(await reasonNotToExecute(archive.context, archive.db, row, new Date('2026-06-02'))).toBe('waiting')
  expect(await reasonNotToExecute(archive.context, archive.db, row, new Date('2026-06-09'))).toBeNull()
})

describe('what may be proposed', () => {
  test('what may not go is named with its reason, and an act of nothing is refused', async () => {
    const [held, young, note, elsewhere] = [await letter(), await letter('2026-01-01'), await archive.capture({ class: 'notes', date: '2020-01-01', indexed: false }), await letter()]
    const number = await hold(held.id)
    const first = await archive.propose(elsewhere)
    const wanted = { title: 'x', scanOnly: false, subjects: [held, young, elsewhere, { kind: 'record' as const, id: note }, { kind: 'record' as const, id: crypto.randomUUID() }] }
    expect(await refused(drawUpAct(archive.context, wanted, people.proposer))).toBe('nothing-to-propose')
    const good = await letter()
    const drawn = await drawUpAct(archive.context, { ...wanted, subjects: [...wanted.subjects, good] }, people.proposer)
    expect([drawn.lines, drawn.refused.map(({ reason, of }) => [reason, of])]).toEqual([1, [['held', number], ['not-eligible', 'retained'], ['on-another-act', (await archive.view(first)).number], ['rule-unconfirmed', 'town v1 notes'], ['gone', null]]])
    await confirmRule(archive.db, archive.context.clock, { schedule: 'town', version: 'v1', rule: 'notes' }, 'user:maria', { note: 'compared', document: null })
    expect((await drawUpAct(archive.context, { title: 'notes', scanOnly: false, subjects: [{ kind: 'record', id: note }] }, people.proposer)).lines).toBe(1)
  })

  test('a file stands for its records: one of them alone is refused, the paper may be left out', async () => {
    const folder = await archive.wholeFile('07-1', ['2016-03-04', '2018-05-06'])
    await archive.db.insert(paperCopy).values({ id: crypto.randomUUID(), subjectKind: 'file', subject: folder, sheets: 12, state: 'kept', changedAt: new Date(), changedBy: 'user:test' })
    const [inside] = await archive.db.select().from(fileMember).where(eq(fileMember.file, folder))
    const drawn = await drawUpAct(archive.context, { title: 'case', scanOnly: false, subjects: [{ kind: 'record', id: inside?.record ?? '' }, { kind: 'file', id: folder }] }, people.proposer)
    expect(drawn.refused.map(({ reason }) => reason)).toEqual(['unit-is-file'])
    expect(await archive.lineOf(drawn.id, folder)).toMatchObject({ fileNumber: '07-1', dateFirst: '2016-03-04', dateLast: '2018-05-06', carrier: 'both', sheets: 12, marks: ['EPK'], action: 'review' })
    await withdrawAct(archive.context, drawn.id, people.proposer)
    const scan = await drawUpAct(archive.context, { title: 'case', scanOnly: true, subjects: [{ kind: 'file', id: folder }] }, people.proposer)
    expect((await archive.lineOf(scan.id, folder)).carrier).toBe('digital')
  })

  test('a record that lies in no file stands by itself although its rule is for files', async () => {
    const loose = await archive.capture({ class: 'cases', date: '2016-03-04' })
    await archive.runTasks()
    expect((await archive.db.select({ unit: retentionStatus.unit }).from(retentionStatus).where(eq(retentionStatus.subject, loose)))).toEqual([{ unit: 'record' }])
    expect((await drawUpAct(archive.context, { title: 'loose', scanOnly: false, subjects: [{ kind: 'record', id: loose }] }, people.proposer)).lines).toBe(1)
  })

  test('the due list gives what has its date, by class, rule and year, and forgets what is on an act', async () => {
    const [one, two] = [await letter('2001-02-03'), await letter('2002-02-03')]
    await archive.runTasks()
    const due = (filter: object) => listDue(archive.db, { class: 'letters', ...filter }, { limit: 50, offset: 0 })
    expect((await due({ year: 2004 })).items.map(({ id }) => id)).toEqual([one.id])
    const all = await due({})
    expect(all.groups).toEqual([{ class: 'letters', schedule: 'test', rule: 'letters', count: all.total }])
    await drawUpAct(archive.context, { title: 'by filter', scanOnly: false, due: { class: 'letters', year: 2004 } }, people.proposer)
    expect((await due({ year: 2004 })).total).toBe(0)
    expect((await due({ year: 2005 })).items.map(({ id }) => id)).toEqual([two.id])
  })
})

describe('W05: the proposer never approves, and a quorum is a quorum', () => {
  test('the proposer approves own act', async () => {
    const act = await archive.propose(await letter())
    await archive.sit(act)
    expect(await refused(archive.approve(act, { ...people.proposer, roles: ['head'] }))).toBe('proposer-may-not-approve')
    expect((await archive.view(act)).state).toBe('examined')
  })

  test('who added a line approves nothing of the act either', async () => {
    const act = await archive.propose(await letter())
    await addLines(archive.context, act, { subjects: [await letter()], scanOnly: false }, people.head)
    await archive.sit(act)
    expect(await refused(archive.approve(act))).toBe('proposer-may-not-approve')
    expect(await refused(archive.approve(act, people.other))).toBe('done')
  })

  test('two members where three are asked for', async () => {
    const act = await archive.propose(await letter())
    const present = ['ceslav', 'ion']
    expect(await refused(openSitting(archive.context, act, { commission: archive.commission, present }, people.manager))).toBe('quorum-not-reached')
    expect(await refused(openSitting(archive.context, act, { commission: archive.commission, present: [...present, 'ion'] }, people.manager))).toBe('quorum-not-reached')
    expect(await refused(openSitting(archive.context, act, { commission: archive.commission, present: [...present, 'maria'] }, people.manager))).toBe('not-a-member')
  })

  test('three present of whom two vote', async () => {
    const act = await archive.propose(await letter())
    await openSitting(archive.context, act, { commission: archive.commission, present: ['ana', 'ceslav', 'ion'] }, people.manager)
    const sitting = (await archive.view(act)).sittings.at(-1)?.id ?? ''
    for (const member of [people.chair, people.ion]) await castVote(archive.context, sitting, { vote: 'agree' }, member)
    expect((await archive.view(act)).next).toEqual({ step: 'vote', who: ['ana'], missing: [] })
    expect(await refused(closeSitting(archive.context, sitting, people.chair))).toBe('votes-missing')
    expect(await refused(castVote(archive.context, sitting, { vote: 'agree' }, people.manager))).toBe('not-a-member')
    await castVote(archive.context, sitting, { vote: 'abstain' }, people.ana)
    expect(await refused(closeSitting(archive.context, sitting, people.ana))).toBe('not-a-member')
    expect(await refused(closeSitting(archive.context, sitting, people.chair))).toBe('done')
    expect(await refused(castVote(archive.context, sitting, { vote: 'keep' }, people.ana))).toBe('act-went-on')
  })

  test('no approval before the commission, none by the wrong role', async () => {
    const act = await archive.propose(await letter())
    expect(await refused(archive.approve(act))).toBe('sitting-needed')
    await archive.sit(act)
    expect(await refused(archive.approve(act, people.manager))).toBe('approval-needs-role')
    expect(await refused(archive.approve(act, people.head, 'mayor'))).toBe('approval-not-needed')
  })
})

test('W04: a longer version takes force after the approval; the lines fall out and the reason names it', async () => {
  const { act, letters } = await approved()
  archive.putInForce(town.v1, town.v2)
  archive.setDay('2026-06-10')
  const line = await archive.rowOf((await archive.lineOf(act, letters[0] ?? '')).id)
  if (line === undefined) throw new Error('no line')
  expect(await archive.db.transaction((tx) => checkLine(archive.context, tx, line, todayOf(archive.context)))).toEqual({ ok: false, reason: 'rule-changed', reasonOf: 'v2' })
  expect(await checkAct(archive.context, act)).toBe(2)
  for (const id of letters) expect(await stateOf(act, id)).toEqual(['void', 'rule-changed', 'v2'])
  expect((await archive.view(act)).next).toEqual({ step: 'withdraw', who: ['pavlo'], missing: [] })
  archive.putInForce(town.v1)
})

test('fault 22: a new version voids what was approved under the old one, before the approval as well', async () => {
  const act = await archive.propose(await letter())
  await archive.sit(act)
  archive.setDay('2026-06-10')
  archive.putInForce(town.v1, town.v2)
  expect(await refused(archive.approve(act))).toBe('act-has-no-lines')
  archive.putInForce(town.v1)
})

test('W10: the commission keeps one of five; it gets a decision with protocol and is never proposed again under the same rule', async () => {
  const letters = await Promise.all(Array.from({ length: 5 }, () => letter()))
  const act = await archive.propose(...letters)
  const [kept, , extended] = letters
  await archive.sit(act, { [(await archive.lineOf(act, kept?.id ?? '')).id]: { vote: 'keep' }, [(await archive.lineOf(act, extended?.id ?? '')).id]: { vote: 'extend', until: '2031-01-01' } })
  const { protocol = '' } = (await archive.view(act)).sittings[0] ?? {}
  expect(await stateOf(act, kept?.id ?? '')).toEqual(['kept', 'kept-permanently', protocol])
  expect((await archive.view(act)).lines).toEqual({ agreed: 3, kept: 2 })
  expect(await archive.db.select().from(keepDecision).where(eq(keepDecision.subject, kept?.id ?? ''))).toMatchObject([{ until: null, protocol, rule: 'letters' }])
  const again = await drawUpAct(archive.context, { title: 'again', scanOnly: false, subjects: [...letters.slice(0, 1), await letter()] }, people.proposer)
  expect(again.refused).toEqual([{ kind: 'record', id: kept?.id, reason: 'decided-to-keep', of: protocol }])
  await archive.approve(act)
  expect((await archive.view(act)).state).toBe('approved')
})

test('W11: the inventories of a year are not approved; the approval is refused until they are', async () => {
  const act = await archive.propose(await letter('2019-05-05'))
  await archive.sit(act)
  expect((await archive.view(act)).next).toEqual({ step: 'meet-preconditions', who: ['records-manager'], missing: ['permanent-inventories-approved 2019'] })
  expect(await refused(archive.approve(act))).toBe('permanent-inventories-missing')
  await archive.db.transaction((tx) => meetPrecondition(tx, { fonds: '1', from: 2019, to: 2019, what: 'permanent-inventories-approved', document: 'EPK 4/2026' }, people.manager, new Date()))
  expect(await refused(archive.approve(act))).toBe('done')
})

test('W18: a record is put into another file after the approval, or another record into the file on the act', async () => {
  const { act, letters } = await approved()
  const [moved = '', left = ''] = letters
  const into = async (folder: string, id: string) => archive.db.insert(fileMember).values({ file: folder, record: id, addedAt: new Date(), addedBy: 'user:test' })
  await into(await archive.openFile('letters', 'w18'), moved)
  await checkLinesOf(archive.context, moved)
  expect([await stateOf(act, moved), await stateOf(act, left)]).toEqual([['void', 'membership-changed', null], ['agreed', null, (await archive.view(act)).sittings[0]?.protocol]])
  const folder = await archive.wholeFile('w18-1', ['2016-01-01'])
  const other = await archive.propose({ kind: 'file', id: folder })
  await archive.capture({ class: 'cases', date: '2015-01-01', file: folder, indexed: false })
  await checkLinesOf(archive.context, folder)
  expect(await stateOf(other, folder)).toEqual(['void', 'membership-changed', null])
})

test('a hold takes its line out of an approved act; the approval of the others stays', async () => {
  const { act, letters } = await approved()
  const [held = '', free = ''] = letters
  const number = await hold(held)
  await checkLinesOf(archive.context, held)
  expect([await stateOf(act, held), (await archive.lineOf(act, free)).state]).toEqual([['void', 'held', number], 'agreed'])
  expect(await reasonNotToExecute(archive.context, archive.db, await readAct(archive.db, act), new Date('2026-12-01'))).toBeNull()
  const trace = await archive.db.select().from(auditEvent).where(eq(auditEvent.object, `act:${act}`))
  expect(trace.map(({ action }) => action)).toEqual(['acts.draw-up', 'acts.open-sitting', 'acts.vote', 'acts.vote', 'acts.vote', 'acts.close-sitting', 'acts.approve', 'acts.void-line'])
})

test('an event that is taken back after the approval voids the line; a later one moves its date', async () => {
  const { act, letters } = await approved()
  const [first = '', second = ''] = letters
  const [event] = await archive.db.select().from(fact).where(eq(fact.subject, first))
  await archive.db.transaction((tx) => takeBackFact(tx, { kind: 'record', id: first }, event?.id ?? '', 'user:test', 'wrong', new Date()))
  await archive.addFact('record', second, { name: 'record.date', date: '2021-01-15' })
  for (const id of letters) await checkLinesOf(archive.context, id)
  expect([await stateOf(act, first), await stateOf(act, second)]).toEqual([['void', 'no-longer-eligible', 'waiting'], ['void', 'date-moved', '2024-01-15']])
})

describe('fault 33: approvals are given by different people, for a list', () => {
  test('a line that is added voids them, and the old list cannot be approved', async () => {
    const { act } = await approved()
    const before = await archive.view(act)
    await addLines(archive.context, act, { subjects: [await letter()], scanOnly: false }, people.proposer)
    const after = await archive.view(act)
    expect([after.state, after.notBefore, after.requirements.map(({ met }) => met), after.listHash === before.listHash]).toEqual(['draft', null, [null, null], false])
    expect(await reasonNotToExecute(archive.context, archive.db, await readAct(archive.db, act), new Date('2026-12-01'))).toBe('not-approved')
    await archive.sit(act)
    expect((await archive.view(act)).state).toBe('examined')
    await archive.approve(act)
    expect((await archive.view(act)).state).toBe('approved')
  })

  test('two approve at once: one wins, the other is told', async () => {
    const act = await archive.propose(await letter())
    await archive.sit(act)
    const outcomes = await Promise.all([refused(archive.approve(act)), refused(archive.approve(act, people.other))])
    expect(outcomes.toSorted()).toEqual(['approved-already', 'done'])
  })

  test('a commission of the state archive is asked for where the body feeds it, and recorded with its paper before the head', async () => {
    const folder = await archive.wholeFile('epk-1', ['2016-03-04'])
    const act = await archive.propose({ kind: 'file', id: folder })
    await archive.knowOfBody('org.archive_source', true)
    await archive.sit(act)
    expect((await archive.view(act)).requirements.map(({ role }) => role)).toEqual(['expert-commission', 'archive-expert-commission', 'head-of-body'])
    expect(await refused(archive.approve(act))).toBe('approval-out-of-turn')
    expect(await refused(archive.approve(act, people.manager, 'archive-expert-commission'))).toBe('approval-needs-document')
    expect(await refused(archive.approve(act, people.head, 'archive-expert-commission', 'EPK 7'))).toBe('approval-needs-role')
    await archive.approve(act, people.manager, 'archive-expert-commission', 'EPK 7 of 2026-05-20')
    await archive.approve(act)
    expect((await archive.view(act)).requirements.map(({ met }) => met?.document ?? null)).toEqual([(await archive.view(act)).sittings[0]?.protocol, 'EPK 7 of 2026-05-20', null])
  })
})

test('what was withdrawn may be proposed again, under another number', async () => {
  const one = await letter()
  const act = await archive.propose(one)
  await withdrawAct(archive.context, act, people.proposer)
  expect(await stateOf(act, one.id)).toEqual(['void', 'withdrawn', null])
  expect(await refused(withdrawAct(archive.context, act, people.proposer))).toBe('act-went-on')
  expect((await archive.view(await archive.propose(one))).number).not.toBe((await archive.view(act)).number)
})

test('two propose the same at once: it stands on one act', async () => {
  const one = await letter()
  const outcomes = await Promise.all([refused(archive.propose(one)), refused(archive.propose(one))])
  expect(outcomes.toSorted()).toEqual(['done', 'nothing-to-propose'])
})
