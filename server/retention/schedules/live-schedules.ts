import { asc, eq } from 'drizzle-orm'
import { OpisError } from '#kernel/errors.ts'
import type { Db, Tx } from '#platform/database.ts'
import { causeOf, type Log } from '#platform/logger.ts'
import { compile, type CompiledSchedule } from '../engine/compile.ts'
import { loadSchedule, type Schedule } from '../schedule/load.ts'
import { adoptFolder, type AdoptDeps } from './adopt-folder.ts'
import type { FileProblem } from './read-folder.ts'
import { scheduleVersion } from './schema.ts'

/** An approved version with what was read from its text. */
export type LiveVersion = { readonly id: string; readonly schedule: Schedule }

export type LiveSchedules = {
  /** What is in force or announced, ready for the engine. */
  current(): readonly CompiledSchedule[]
  versions(): readonly LiveVersion[]
  /** Rule files that were refused. */
  problems(): readonly FileProblem[]
  /** Reads the folder and the database anew; whatever is faulty is refused whole and what was in force stays so. */
  reload(): Promise<void>
  /** Takes in what another process approved, if there is anything; asks one small question. */
  catchUp(): Promise<void>
  /** Looks from now on, again and again, for what other processes approved; `stop` waits for a look under way. */
  start(): void
  stop(): Promise<void>
}

const lookEveryMs = 15_000

type Held = { readonly stamp: string; readonly versions: readonly LiveVersion[]; readonly compiled: readonly CompiledSchedule[]; readonly problems: readonly FileProblem[] }
type Deps = AdoptDeps & { readonly log: Pick<Log, 'warn'> }

/**
 * The schedules that answer: the files of the folder and the versions made here, put together, as they are now.
 * @throws OpisError `bad-schedule` at the very first start when a file of the folder is faulty
 */
export async function openLiveSchedules(deps: Deps): Promise<LiveSchedules> {
  let timer: NodeJS.Timeout | undefined
  let looking: Promise<void> | undefined
  let held: Held = { stamp: '', versions: [], compiled: [], problems: [] }
  const take = async (problems: readonly FileProblem[]): Promise<void> => {
    const stamp = await stampOf(deps)
    const versions = await readApproved(deps)
    try {
      held = { stamp, versions, compiled: compile(versions.map(({ schedule }) => schedule.version)), problems }
    } catch (error) {
      if (held.stamp === '') throw error
      deps.log.warn('schedules do not fit together, those before stay in force', { cause: causeOf(error) })
      held = { ...held, stamp, problems: [...problems, { file: '', message: error instanceof OpisError ? error.detail : causeOf(error) }] }
    }
  }
  const live: LiveSchedules = {
    current: () => held.compiled,
    versions: () => held.versions,
    problems: () => held.problems,
    async reload() {
      const problems = await adoptFolder(deps)
      for (const { file, message } of problems) deps.log.warn('rule file refused, what was in force stays so', { file, message })
      await take(problems)
    },
    async catchUp() {
      if ((await stampOf(deps)) !== held.stamp) await take(held.problems)
    },
    start() {
      timer = setInterval(() => {
        looking ??= live.catchUp().catch((error: unknown) => deps.log.warn('schedules could not be read', { cause: causeOf(error) })).finally(() => (looking = undefined))
      }, lookEveryMs)
    },
    async stop() {
      clearInterval(timer)
      await looking
    },
  }
  await live.reload()
  return live
}

/** Changes whenever the set of approved versions or a text of them changes. */
async function stampOf({ db }: Deps): Promise<string> {
  const rows = await db.select({ id: scheduleVersion.id, sha256: scheduleVersion.sha256 }).from(scheduleVersion).where(eq(scheduleVersion.state, 'approved')).orderBy(asc(scheduleVersion.id))
  return `${rows.length}:${rows.map(({ id, sha256 }) => `${id} ${sha256}`).join(',')}`
}

/** Approved versions, parsed. A text that this program refuses answers for nothing: dates from half of the rules would be wrong. */
export async function readApproved({ db }: { readonly db: Db | Tx }): Promise<readonly LiveVersion[]> {
  const rows = await db.select().from(scheduleVersion).where(eq(scheduleVersion.state, 'approved')).orderBy(asc(scheduleVersion.schedule), asc(scheduleVersion.effectiveFrom))
  return rows.map(({ id, yaml, schedule, version }) => {
    const loaded = loadSchedule(yaml, { approved: true })
    if (loaded.kind === 'schedule') return { id, schedule: loaded.schedule }
    throw new OpisError('bad-schedule', `Version ${version} of ${schedule}, kept in the database, is refused by this program: line ${loaded.faults[0]?.line ?? 1}: ${loaded.faults[0]?.message ?? 'faulty'}`)
  })
}
