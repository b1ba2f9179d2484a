import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { retentionArchive, type RetentionArchive } from '#test/support/retention-archive.ts'
import { retentionStatus } from '../schema.ts'
import { listRuns } from './last-run.ts'
import { runNightly, type NightlyContext } from './run-nightly.ts'

let archive: RetentionArchive
const warnings: string[] = []
let context: NightlyContext

beforeAll(async () => {
  archive = await retentionArchive('2026-06-01')
  context = { ...archive.context, clockStepDays: 40, log: { info: () => undefined, warn: (message) => void warnings.push(message) } }
})
afterAll(() => archive.close())

const kept = async (id: string) => (await archive.db.select().from(retentionStatus).where(eq(retentionStatus.subject, id)))[0]

test('a run judges what changes on a day that has come, and nothing else', async () => {
  const soon = await archive.capture({ class: 'letters', date: '2023-06-15' })
  const later = await archive.capture({ class: 'letters', date: '2025-06-15' })
  await archive.runTasks()
  expect(await runNightly(context)).toEqual({ kind: 'done', answers: 0 })
  archive.setDay('2026-06-15')
  expect(await runNightly(context)).toEqual({ kind: 'done', answers: 1 })
  expect(await kept(soon)).toMatchObject({ state: 'eligible', computedOn: '2026-06-15', changesOn: null })
  expect(await kept(later)).toMatchObject({ state: 'retained', computedOn: '2026-06-01', changesOn: '2028-06-15' })
})

test('W16: a clock set forward or back stops the run until somebody confirms the day', async () => {
  const due = await archive.capture({ class: 'letters', date: '2024-01-01' })
  await archive.runTasks()
  archive.setDay('2027-06-15')
  expect(await runNightly(context)).toMatchObject({ kind: 'refused', reason: 'too-far-ahead' })
  expect(await runNightly(context)).toMatchObject({ kind: 'refused' })
  expect((await kept(due))?.state).toBe('retained')
  expect(warnings).toHaveLength(2)
  const refused = (await listRuns(archive.db, 10)).filter((run) => run.state === 'refused')
  expect(refused).toMatchObject([{ runOn: '2027-06-15', lastRunOn: '2026-06-15', reason: 'too-far-ahead' }])

  expect(await runNightly(context, 'user:admin')).toEqual({ kind: 'done', answers: 1 })
  expect((await kept(due))?.state).toBe('eligible')
  archive.setDay('2026-06-16')
  expect(await runNightly(context)).toMatchObject({ kind: 'refused', reason: 'before-last-run' })
  expect(await runNightly(context, 'user:admin')).toMatchObject({ kind: 'done' })
  archive.setDay('2026-06-17')
  expect(await runNightly(context)).toMatchObject({ kind: 'done' })
})
