import pg from 'pg'
import type { ProblemCode } from '#kernel/errors.ts'
import { OpisError } from '#kernel/errors.ts'
import type { Jobs } from './jobs/port.ts'
import { causeOf, type Log } from './logger.ts'
import type { Outbox } from './outbox.ts'
import { tryHoldTask } from './task-lock.ts'

/** Does one task for a subject. Must be safe to run twice: it may be killed at any moment. */
export type TaskHandler = (subject: string) => Promise<void>

/** Waits after the first, second, third … failed try; the last repeats. */
const backOffSeconds = [1, 5, 30, 120, 600, 600, 600, 600, 600, 600, 600, 3600]
/** Tries of what failed by surprise. What is known to pass, such as a full disk over the holidays, is tried until it has. */
const maxSurprises = 12
const sweepIntervalMs = 1000

export type TaskRunner = { start(): void; stop(): Promise<void> }

/**
 * Sweeps due tasks into the jobs port and does them. A task is held by a lock while its handler runs, so two processes never
 * do one task at once and a killed process frees it at once. What is announced again meanwhile is done again. A failure that
 * waiting can mend is tried again with back-off, for as long as it takes; any other is kept as `failed` with its reason for a
 * person to see (`troubled-tasks.ts`), until the same is done.
 */
export function createTaskRunner(deps: {
  pool: pg.Pool
  jobs: Jobs
  outbox: Outbox
  handlers: Readonly<Record<string, TaskHandler>>
  log: Log
  concurrency: number
}): TaskRunner {
  const { pool, jobs, log } = deps
  let timer: NodeJS.Timeout | undefined
  let sweeping: Promise<void> | undefined
  let again = false

  const sweep = async () => {
    const due = await pool.query<{ id: string }>("select id from task where state = 'pending' and run_after <= now() order by run_after, id limit 500")
    for (const row of due.rows) await jobs.deliver(row.id)
  }
  const sweepUntilQuiet = async () => {
    do {
      again = false
      await sweep().catch((error: unknown) => log.warn('task sweep failed', { cause: causeOf(error) }))
    } while (again)
    sweeping = undefined
  }
  /** What was announced while a sweep reads may have escaped it: then it reads once more. */
  const sweepSoon = () => {
    again = true
    sweeping ??= sweepUntilQuiet()
  }
  return {
    start() {
      jobs.consume((id) => runTask(deps, id), deps.concurrency)
      deps.outbox.onWake(sweepSoon)
      timer = setInterval(sweepSoon, sweepIntervalMs)
      sweepSoon()
    },
    async stop() {
      clearInterval(timer)
      await sweeping
      await jobs.close()
    },
  }
}

type Deps = Parameters<typeof createTaskRunner>[0]

async function runTask(deps: Deps, id: string): Promise<void> {
  const client = await deps.pool.connect().catch((error: unknown) => {
    deps.log.warn('no database for a task', { cause: causeOf(error) })
    return undefined
  })
  if (!client) return
  let broken = false
  let taken = false
  try {
    await client.query('begin')
    const task = (await tryHoldTask(client, id)) ? await dueTask(client, id) : undefined
    if (task) {
      taken = true
      await note(client, id, task, await attempt(deps, task))
    }
    await client.query('commit')
  } catch (error) {
    broken = true
    deps.log.warn('task interrupted', { task: id, cause: causeOf(error) })
  } finally {
    client.release(broken)
  }
  // Not for a task that somebody else holds: it would be swept and tried without a pause until they are done.
  if (taken) deps.outbox.wake()
}

type Task = { name: string; subject: string; attempts: number; announced: number }

/**
 * Asked as a plain statement and after the lock: the answer to one with parameters keeps its view of the database open as long
 * as the transaction, and nothing that is deleted while the task lasts could leave the files.
 */
async function dueTask(client: pg.PoolClient, id: string): Promise<Task | undefined> {
  const { rows } = await client.query<Task>(`select name, subject, attempts, announced from task where id = ${pg.escapeLiteral(id)} and state = 'pending' and run_after <= now()`)
  return rows[0]
}

type Outcome = { done: true } | { done: false; code: ProblemCode; detail: string; retry: boolean }

async function attempt(deps: Deps, task: Task): Promise<Outcome> {
  const handler = deps.handlers[task.name]
  if (!handler) return { done: false, code: 'internal', detail: `No handler for ${task.name}.`, retry: false }
  try {
    await handler(task.subject)
    return { done: true }
  } catch (error) {
    deps.log.warn('task failed', { task: task.name, subject: task.subject, attempt: task.attempts + 1, cause: causeOf(error) })
    if (error instanceof OpisError) return { done: false, code: error.code, detail: error.detail, retry: error.retry }
    return { done: false, code: 'internal', detail: 'An unexpected fault; the log has the details.', retry: true }
  }
}

/** What was announced again while the handler ran stays pending; only a failure that may pass keeps its count of tries. */
async function note(client: pg.PoolClient, id: string, task: Task, outcome: Outcome): Promise<void> {
  const attempts = task.attempts + 1
  const waitSeconds = backOffSeconds[Math.min(attempts, backOffSeconds.length) - 1] ?? 3600
  const givenUp = !outcome.done && (!outcome.retry || (outcome.code === 'internal' && attempts >= maxSurprises))
  const state = outcome.done ? 'done' : givenUp ? 'failed' : 'pending'
  const failure = outcome.done ? null : outcome
  // What was given up before is mended, or said anew.
  await client.query(
    `with given_up_before as (delete from task where $3 <> 'pending' and state = 'failed' and name = $8 and subject = $9)
     update task set error_code = $5, error_detail = $6,
       state = case when announced = $2 then $3 else 'pending' end,
       attempts = case when announced = $2 or $3 = 'pending' then $4 else 0 end,
       run_after = case when announced = $2 and $3 = 'pending' then clock_timestamp() + make_interval(secs => $7) else run_after end,
       finished_at = case when announced = $2 and $3 <> 'pending' then clock_timestamp() end where id = $1`,
    [id, task.announced, state, attempts, failure?.code ?? null, failure?.detail ?? null, waitSeconds, task.name, task.subject],
  )
}
