import { eq } from 'drizzle-orm'
import { vi } from 'vitest'
import { actResult, type ActResult } from '#contract/destruction.ts'
import { importAnswer, recordView } from '#contract/records.ts'
import { newId } from '#kernel/ids.ts'
import { boundTo, listHashOf, membersOf } from '#server/retention/acts/bound-to.ts'
import { requiredFor } from '#server/retention/acts/quorum.ts'
import { act, actApproval, actLine, commission, sitting } from '#server/retention/acts/schema.ts'
import type { Derivatives, DestructionContext } from '#server/retention/destruction/context.ts'
import { createDestructionLog } from '#server/retention/destruction/destruction-log.ts'
import { actExecution } from '#server/retention/destruction/schema.ts'
import { formatCivilDate, parseCivilDate, type CivilDate } from '#kernel/civil-date.ts'
import { civilDateAt } from '#server/retention/engine/moment.ts'
import { judgeSubjects } from '#server/retention/judge-subject.ts'
import type { Subject } from '#server/retention/subject.ts'
import { join } from 'node:path'
import type { Caller } from './caller.ts'
import type { RunningServer } from './run-server.ts'

/** What a server needs so that acts may be executed on it. */
export const backupDays = { OPIS_BACKUP_DAYS: '35' }

/** Imports a text as a record and waits until it is found. Letters of 2015 may go since 2019. */
export async function importLetter(server: RunningServer, text: string, options: { class?: string; date?: string; name?: string } = {}): Promise<string> {
  const { class: code = 'correspondence', date = '2015-03-03', name = 'letter.txt' } = options
  const { record } = await server.admin.get(importAnswer, 'POST', `/api/import?name=${encodeURIComponent(name)}&class=${code}&date=${date}`, { body: Buffer.from(text) })
  if (record === null) throw new Error('it was imported before')
  await vi.waitUntil(async () => (await server.admin.get(recordView, 'GET', `/api/records/${record}`)).state === 'searchable', { timeout: 30_000 })
  await settled(server)
  return record
}

/** Waits until no task waits. */
export async function settled(server: RunningServer): Promise<void> {
  await vi.waitUntil(async () => (await server.parts.database.pool.query("select 1 from task where state = 'pending'")).rowCount === 0, { timeout: 30_000 })
}

export type Wanted = Subject & { carrier?: 'digital' | 'paper' | 'both' }

/** An act with these lines as it is when commission and head have agreed, drawn up by somebody else. */
export async function approvedAct(server: RunningServer, subjects: readonly Wanted[], options: { on?: string; drawnBy?: string; notBefore?: Date } = {}): Promise<string> {
  const { db } = server.parts.records
  const id = newId()
  const now = new Date()
  const today = parseCivilDate(options.on ?? '') ?? civilDateAt(now.getTime(), 'Europe/Chisinau')
  const number = `${id.slice(-6)}/test`
  await db.insert(act).values({ id, kind: 'destruction', number, fonds: '1', title: 'Old letters', state: 'draft', drawnOn: formatCivilDate(today), drawnBy: options.drawnBy ?? 'proposer', drawnAt: now })
  for (const [index, subject] of subjects.entries()) await db.insert(actLine).values(await lineOf(server, subject, id, index + 1, today))
  await agreeByAll(server, id, options.notBefore ?? now)
  return id
}

/** The sitting and the approvals that the schedules ask for, as if different people had given them. */
async function agreeByAll(server: RunningServer, id: string, notBefore: Date): Promise<void> {
  const { db } = server.parts.records
  const approvedAt = new Date()
  const required = await requiredFor({ schedules: () => server.parts.schedules.current() }, db, id)
  const bindings = await db.select({ binding: actLine.binding }).from(actLine).where(eq(actLine.act, id))
  const listHash = listHashOf(bindings.map(({ binding }) => binding))
  for (const { role, kind } of required) {
    if (kind === 'commission') await sit(server, id, approvedAt)
    else await db.insert(actApproval).values({ act: id, role, userName: `the ${role}`, listHash, approvedAt })
  }
  await db.update(act).set({ state: 'approved', listHash, notBefore }).where(eq(act.id, id))
}

async function sit(server: RunningServer, owner: string, at: Date): Promise<void> {
  const { db } = server.parts.records
  const body = newId()
  await db.insert(commission).values({ id: body, title: 'Commission', quorum: 1, createdAt: at })
  await db.insert(sitting).values({ id: newId(), commission: body, act: owner, protocol: `P ${owner.slice(-6)}`, heldOn: formatCivilDate(civilDateAt(at.getTime(), 'Europe/Chisinau')), present: ['chair'], openedBy: 'user:keeper', closedAt: at, closedBy: 'user:chair' })
}

async function lineOf(server: RunningServer, subject: Wanted, owner: string, line: number, today: CivilDate): Promise<typeof actLine.$inferInsert> {
  const { db } = server.parts.records
  const [judged] = await judgeSubjects(db, server.parts.schedules.current(), subject.kind, [subject.id], today)
  if (judged === undefined) throw new Error('there is no such subject')
  const members = subject.kind === 'file' ? ((await membersOf(db, [subject.id])).get(subject.id) ?? []) : []
  const { binding, membership } = boundTo(judged, subject.kind, members)
  const { answer } = judged
  return {
    ...{ id: newId(), act: owner, line, subjectKind: subject.kind, subject: subject.id, carrier: subject.carrier ?? 'digital', class: judged.gathered.class, title: 'Letter', binding, membership, state: 'agreed' },
    ...{ rule: answer.rule, cite: answer.rule, schedule: answer.schedule, version: answer.version, eligibleOn: answer.eligibleOn === null ? null : formatCivilDate(answer.eligibleOn), marks: [...answer.marks] },
  }
}

export const resultOf = (caller: Caller, id: string): Promise<ActResult> => caller.get(actResult, 'GET', `/api/acts/${id}/result`)

/** Orders the execution and waits for its end. */
export async function execute(server: RunningServer, id: string): Promise<ActResult> {
  await server.admin.get(actResult, 'POST', `/api/acts/${id}/execute`)
  return awaitExecuted(server, id)
}

export async function awaitExecuted(server: RunningServer, id: string): Promise<ActResult> {
  let last: ActResult | undefined
  await vi.waitUntil(async () => (last = await resultOf(server.admin, id)).act.state !== 'executing', { timeout: 30_000, interval: 100 }).catch(async (cause: unknown) => {
    throw new Error(`the act stands at ${JSON.stringify({ ...last, lines: last?.lines.slice(0, 5) })}\n${server.log.filter((line) => line.includes('task')).slice(-5).join('')}${JSON.stringify((await server.parts.database.pool.query("select name, subject, state, error_detail from task where name like '%-act'")).rows)}`, { cause })
  })
  return last ?? resultOf(server.admin, id)
}

/**
 * What the use cases of destroying work with on the parts of a running server, so that a test can play time and faults. It
 * announces nothing: the server's own tasks would take the next step before the test does.
 */
export function destructionContext(server: RunningServer, own: { now?: () => Date; derivatives?: Partial<Derivatives>; log?: DestructionContext['destructionLog']; records?: Partial<DestructionContext['records']>; timeZone?: string } = {}): DestructionContext {
  const clock = { now: own.now ?? (() => new Date()) }
  return {
    records: { ...server.parts.records, clock, outbox: { announce: async () => undefined, announceFor: async () => undefined, announceEach: async () => undefined, wake: () => undefined, onWake: () => undefined }, ...own.records },
    pool: server.parts.database.pool,
    schedules: () => server.parts.schedules.current(),
    timeZone: own.timeZone ?? 'Europe/Chisinau',
    clock,
    derivatives: { forgetPictures: async () => undefined, hasSecondEngine: false, expungeSecondEngine: async () => undefined, ...own.derivatives },
    destructionLog: own.log ?? createDestructionLog([join(server.dataFolder, 'destruction-log.jsonl')]),
    backupDays: 35,
    clockStepDays: 40,
    dataFolder: server.dataFolder,
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  }
}

/** Marks an act as ordered without the server being told to carry it out. */
export async function orderByHand(server: RunningServer, id: string, at = new Date()): Promise<void> {
  await server.parts.records.db.insert(actExecution).values({ act: id, orderedBy: 'user:manager', orderedAt: at, backupDays: 35 })
  await server.parts.database.pool.query("update act set state = 'executing' where id = $1", [id])
}
