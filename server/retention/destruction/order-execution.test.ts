import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { OpisError } from '#kernel/errors.ts'
import { actsArchive, people, town, type ActsArchive } from '#test/support/acts-archive.ts'
import { meetPrecondition } from '../acts/preconditions.ts'
import { act, actLine } from '../acts/schema.ts'
import type { DestructionContext } from './context.ts'
import { orderExecution } from './order-execution.ts'

/** What an act needs is asked again when its execution is ordered. */
let archive: ActsArchive
let context: DestructionContext
beforeAll(async () => {
  archive = await actsArchive()
  await archive.db.transaction((tx) => meetPrecondition(tx, { fonds: '1', from: 2015, to: 2026, what: 'permanent-inventories-approved', document: 'inventory 1' }, people.manager, new Date()))
  await archive.knowOfBody('org.archive_source', false)
  const clock = { now: () => new Date('2026-06-20T09:00:00Z') }
  const nothing = async () => undefined
  context = {
    ...archive.context,
    ...{ pool: archive.pool, records: { ...archive.context.records, clock }, clock, backupDays: 35, clockStepDays: 400, dataFolder: '', log: { info: () => undefined, warn: () => undefined, error: () => undefined } },
    derivatives: { forgetPictures: nothing, hasSecondEngine: false, expungeSecondEngine: nothing },
    destructionLog: { append: nothing, complete: nothing, read: async () => ({ entries: new Map(), lacking: [], unreadable: 0 }) },
  }
})
afterAll(() => archive.close())

const order = (id: string) => orderExecution(context, id, people.manager.actor).then(() => 'done', (error: unknown) => (error instanceof OpisError ? { reason: error.reason, message: error.message } : error))
const stateOf = async (id: string) => (await archive.db.select({ state: act.state }).from(act).where(eq(act.id, id)))[0]?.state
const approved = async (number: string) => {
  const id = await archive.propose({ kind: 'file', id: await archive.wholeFile(number, ['2016-03-04']) })
  await archive.sit(id)
  await archive.approve(id)
  return id
}

test('an act that all have approved is executed', async () => {
  const id = await approved('order-1')
  expect(await order(id)).toBe('done')
  expect(await stateOf(id)).toBe('executing')
})

test('a list that is another than the approved one is not executed', async () => {
  const id = await approved('order-2')
  await archive.db.update(actLine).set({ binding: 'another' }).where(eq(actLine.act, id))
  expect(await order(id)).toMatchObject({ reason: 'act-list-not-approved' })
  expect(await stateOf(id)).toBe('approved')
})

test('an approval that a changed schedule wants is named, and nothing is executed without it', async () => {
  const id = await approved('order-3')
  archive.putInForce(town.v1.replace('{role: head-of-body, document: act}', '{role: national-archives, document: letter}, {role: head-of-body, document: act}'))
  expect(await order(id)).toMatchObject({ reason: 'act-lacks-approval', message: expect.stringContaining('national-archives') })
  archive.putInForce(town.v1)
  expect(await order(id)).toBe('done')
})

test('an approval that a fact of the body makes necessary is named; once it is given and its waiting time is over, the act is executed', async () => {
  const id = await approved('order-4')
  await archive.knowOfBody('org.archive_source', true)
  expect(await order(id)).toMatchObject({ reason: 'act-lacks-approval', message: expect.stringContaining('archive-expert-commission') })
  expect(await stateOf(id)).toBe('approved')
  await archive.approve(id, people.manager, 'archive-expert-commission', 'EPK 7 of 2026-05-20')
  expect(await order(id)).toBe('done')
})
