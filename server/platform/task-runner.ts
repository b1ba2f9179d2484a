import type pg from 'pg'
import type { ProblemCode } from '#kernel/errors.ts'
import { OpisError } from '#kernel/errors.ts'
import type { Jobs } from './jobs/port.ts'
import { causeOf, type Log } from './logger.ts'
import type { Outbox } from './outbox.ts'

/** Does one task for a subject. Must be safe to run twice: it may be killed at any moment. */
export type TaskHandler = (subject: string) => Promise<void>

/** Waits after the first, second, third … failed try; the last repeats until `maxAttempts`. */
const backOffSeconds = [1, 5, 30, 120, 600]
const maxAttempts = 12
const sweepIntervalMs = 1000

export type TaskRunner = { start(): void; stop(): Promise<void> }

/**
 * Sweeps due tasks into the jobs port and does them. The row stays locked while its handler runs,
 * so two processes never do one task at once and a killed process frees it at once. A failure that
 * waiting can mend is tried again with back-off; any other is kept as `failed` with its reason for
 * a person to see.
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
    const found = await client.query<{ name: string; subject: string; attempts: number }>(
      "select name, subject, attempts from task where id = $1 and state = 'pending' and run_after <= now() for update skip locked",
      [id],
    )
    const task = found.rows[0]
    if (task) {
      taken = true
      // The answer above keeps its view of the database open until the next plain statement: as long as the task lasts,
      // nothing that is deleted meanwhile could leave the files.
      await client.query('select 1')
      const outcome = await attempt(deps, task)
      await note(client, id, task.attempts + 1, outcome)
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

type Outcome = { done: true } | { done: false; code: ProblemCode; detail: string; retry: boolean }

async function attempt(deps: Deps, task: { name: string; subject: string; attempts: number }): Promise<Outcome> {
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

async function note(client: pg.PoolClient, id: string, attempts: number, outcome: Outcome): Promise<void> {
  if (outcome.done) {
    await client.query("update task set state = 'done', attempts = $2, finished_at = now(), error_code = null, error_detail = null where id = $1", [id, attempts])
    return
  }
  const giveUp = !outcome.retry || attempts >= maxAttempts
  const waitSeconds = backOffSeconds[Math.min(attempts, backOffSeconds.length) - 1] ?? 600
  await client.query(
    `update task set state = $2, attempts = $3, error_code = $4, error_detail = $5,
       run_after = now() + make_interval(secs => $6), finished_at = case when $2 = 'failed' then now() end where id = $1`,
    [id, giveUp ? 'failed' : 'pending', attempts, outcome.code, outcome.detail, waitSeconds],
  )
}
