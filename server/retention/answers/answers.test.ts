import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { keepDecision } from '../acts/schema.ts'
import { fact, fileMember } from '#server/file-plan/schema.ts'
import { newId } from '#kernel/ids.ts'
import { retentionArchive, type RetentionArchive } from '#test/support/retention-archive.ts'
import { computeRetention } from '../compute-retention.ts'
import { parseCivilDate } from '#kernel/civil-date.ts'
import { compile } from '../engine/compile.ts'
import { followSchedules, reevaluateChanged } from '../reevaluate-changed.ts'
import { retentionStatus } from '../schema.ts'
import { tellSubject } from '../tell-subject.ts'
import { listAnswers } from './keep-history.ts'
import { repeatAnswer } from './repeat-answer.ts'
import { whatChanged } from './what-changed.ts'

let archive: RetentionArchive
beforeAll(async () => {
  archive = await retentionArchive('2026-06-01')
})
afterAll(() => archive.close())

const reader = { seesHolds: true, seesPeople: true, language: 'en' }
const today = () => {
  const day = parseCivilDate('2026-06-01')
  if (day === null) throw new Error('no day')
  return day
}
const states = async (id: string) => (await listAnswers(archive.db, { kind: 'record', id }, 10)).map((one) => one.answer.state)

test('an earlier answer is given again from what was kept with it, whatever the facts and rules are now', async () => {
  const id = await archive.capture({ class: 'contracts' })
  await archive.runTasks()
  const ended = await archive.addFact('record', id, { name: 'contract.ended', date: '2019-05-05', evidence: 'agreement 7' })
  await computeRetention(archive.context, { kind: 'record', id })
  await archive.db.update(fact).set({ retractedAt: new Date(), retractedBy: 'user:test', retractReason: 'court' }).where(eq(fact.id, ended))
  await computeRetention(archive.context, { kind: 'record', id })
  await computeRetention(archive.context, { kind: 'record', id })
  expect(await states(id)).toEqual(['waiting', 'eligible', 'waiting'])
  const [, second] = await listAnswers(archive.db, { kind: 'record', id }, 10)
  if (second === undefined) throw new Error('no earlier answer')
  const again = await repeatAnswer(archive.db, second)
  expect(again).toMatchObject({ kind: 'repeated', same: true, answer: { state: 'eligible', rule: 'contracts', version: '1' } })
  expect(await repeatAnswer(archive.db, { ...second, versions: [{ schedule: 'test', version: '0', hash: 'gone' }] })).toEqual({ kind: 'rules-missing' })
})

test('what distinguishes an answer from the one before: its parts, and what was entered or is gone', async () => {
  const id = await archive.capture({ class: 'contracts' })
  await archive.runTasks()
  const ended = await archive.addFact('record', id, { name: 'contract.ended', date: '2019-05', evidence: 'agreement 7' })
  await computeRetention(archive.context, { kind: 'record', id })
  await archive.db.update(fact).set({ retractedAt: new Date(), retractedBy: 'user:test', retractReason: 'court' }).where(eq(fact.id, ended))
  await archive.addFact('record', id, { name: 'record.kind', value: 'lease' })
  await computeRetention(archive.context, { kind: 'record', id })
  const [third, second, first] = await listAnswers(archive.db, { kind: 'record', id }, 10)
  if (first === undefined || second === undefined || third === undefined) throw new Error('three answers were given')
  expect(whatChanged(first, second)).toEqual([
    { what: 'state', before: 'waiting', after: 'eligible' },
    { what: 'eligibleOn', before: null, after: '2024-05-31' },
    { what: 'event', name: 'contract.ended', value: '2019-05', gone: false },
  ])
  expect(whatChanged(second, third)).toEqual([
    { what: 'state', before: 'eligible', after: 'waiting' },
    { what: 'eligibleOn', before: '2024-05-31', after: null },
    { what: 'event', name: 'contract.ended', value: '2019-05', gone: true },
    { what: 'fact', name: 'record.kind', value: 'lease', gone: false },
  ])
  expect(whatChanged(third, third)).toEqual([])
})

test('a record in several files stays while one of them has no rule, and until the last of them ends', async () => {
  const [letters, notes, contracts] = [await archive.openFile('letters', '1'), await archive.openFile('notes', '1'), await archive.openFile('contracts', '1')]
  const id = await archive.capture({ class: 'letters', date: '2020-01-15', file: letters })
  expect(await archive.stateOf(id)).toBe('eligible')
  await archive.db.insert(fileMember).values({ file: notes, record: id, addedAt: new Date(), addedBy: 'user:test' })
  expect((await archive.judge('record', id)).answer).toMatchObject({ state: 'unscheduled', action: 'none', eligibleOn: null })
  await archive.db.insert(fileMember).values({ file: contracts, record: id, addedAt: new Date(), addedBy: 'user:test' })
  expect((await archive.judge('record', id)).answer).toMatchObject({ state: 'waiting', waitingFor: ['contract.ended'] })
})

test('fault 19: an event belongs to the person or the file; a record that comes later inherits it', async () => {
  const who = await archive.addPerson('Ion Rusu')
  await archive.addFact('person', who, { name: 'contract.ended', date: '2018-03-03' })
  const late = await archive.capture({ class: 'contracts' })
  expect(await archive.stateOf(late)).toBe('waiting')
  await archive.link(who, 'record', late)
  expect((await archive.judge('record', late)).answer).toMatchObject({ state: 'eligible', eligibleOn: 20230303 })
  const folder = await archive.openFile('contracts', 'C-19')
  await archive.addFact('file', folder, { name: 'contract.ended', date: '2024-03-03' })
  const filed = await archive.capture({ class: 'contracts', file: folder })
  expect((await archive.judge('record', filed)).answer).toMatchObject({ state: 'retained', eligibleOn: 20290303 })
})

test('decisions of people lengthen or keep for good, and can be taken back', async () => {
  const id = await archive.capture({ class: 'letters', date: '2020-01-15' })
  const decide = async (until: string | null, protocol: string) => {
    const decision = newId()
    await archive.db.insert(keepDecision).values({ id: decision, subjectKind: 'record', subject: id, until, basis: 'history', protocol, decidedBy: 'user:test', decidedAt: new Date() })
    return decision
  }
  await decide('2021-01-01', '1/2026')
  expect((await archive.judge('record', id)).answer).toMatchObject({ state: 'eligible' })
  await decide('2030-01-01', '2/2026')
  expect((await archive.judge('record', id)).answer).toMatchObject({ state: 'retained', eligibleOn: 20300101 })
  const forGood = await decide(null, '3/2026')
  const judged = await archive.judge('record', id)
  expect(judged.answer).toMatchObject({ state: 'permanent', action: 'keep', eligibleOn: null })
  const told = tellSubject(judged.gathered, archive.context.schedules(), today(), reader)
  expect(told.sentence).toBe('Kept permanently: by decision 3/2026.')
  expect(told.lines.map((one) => one.text)).toContain('Decision 3/2026: kept for good.')
  await archive.db.update(keepDecision).set({ retractedAt: new Date(), retractedBy: 'user:test' }).where(eq(keepDecision.id, forGood))
  expect(await archive.stateOf(id)).toBe('retained')
})

test('the period of a record is that of its date unless it is recorded, of a file from opening to closing', async () => {
  const id = await archive.capture({ class: 'letters', date: '2020-01-15' })
  expect((await archive.judge('record', id)).gathered.obligations[0].period).toEqual({ from: 20200101, to: 20201231 })
  await archive.addFact('record', id, { name: 'record.period', value: '2018 to 2019', covers: { from: '2018-01-01', to: '2019-12-31' } })
  expect((await archive.judge('record', id)).gathered.obligations[0].period).toEqual({ from: 20180101, to: 20191231 })
  const folder = await archive.openFile('letters', '77')
  expect((await archive.judge('file', folder)).gathered.obligations[0].period).toBeNull()
})

test('the trace says who recorded the event, from which paper, what was taken back, and what would change it', async () => {
  const id = await archive.capture({ class: 'contracts', date: '2019-01-01' })
  const wrong = await archive.addFact('record', id, { name: 'contract.ended', date: '2019-05-05' })
  await archive.db.update(fact).set({ retractedAt: new Date(), retractedBy: 'user:test', retractReason: 'mistyped' }).where(eq(fact.id, wrong))
  await archive.addFact('record', id, { name: 'contract.ended', date: '2024-05-05', evidence: 'agreement 7' })
  const { gathered } = await archive.judge('record', id)
  const english = tellSubject(gathered, archive.context.schedules(), today(), reader)
  expect(english.lines.map((one) => one.text)).toEqual([
    'Decides: rule contracts (art. 5) of version 1, in force since 2000-01-01.',
    'Event contract.ended of 2024-05-05, entered by test from agreement 7.',
    'Taken back: event contract.ended of 2019-05-05 (mistyped).',
    '5 years counted from 2024-05-05, the day of the event contract.ended of 2024-05-05.',
    'First day on which it may be put on an act: 2029-05-05; protected through 2029-05-04.',
    'Version test 1: the first one.',
    'It would change if the event contract.ended were taken back.',
    'A hold would block it without moving the date.',
  ])
  for (const language of ['ro', 'uk', 'ru', 'ka']) {
    const { lines } = tellSubject(gathered, archive.context.schedules(), today(), { ...reader, language })
    expect(lines).toHaveLength(english.lines.length)
    expect(lines.filter((one, index) => one.text === english.lines[index]?.text)).toEqual([])
  }
})

test('a change of one rule judges anew the records of its class and those in files of it, and no others', async () => {
  const own = await archive.capture({ class: 'decisions' })
  const other = await archive.capture({ class: 'cases' })
  const inFile = await archive.capture({ class: 'cases', file: await archive.openFile('decisions', '9') })
  await archive.runTasks()
  const before = archive.context.schedules()
  const after = compile(before.flatMap(({ versions }) => versions.map(({ version }) => ({ ...version, rules: version.rules.map((rule) => (rule.id === 'decisions' ? { ...rule, mark: 'EC' } : rule)) }))))
  const context = { ...archive.context, schedules: () => after }
  await followSchedules(archive.context)
  expect(await followSchedules(archive.context)).toBeNull()
  expect(await reevaluateChanged(context, before, before)).toBe(0)
  expect(await followSchedules(context)).toBe(3)
  const marks = async (id: string) => (await archive.db.select().from(retentionStatus).where(eq(retentionStatus.subject, id)))[0]?.marks
  expect([await marks(own), await marks(inFile), await marks(other)]).toEqual([['EC'], ['EC'], []])
})
