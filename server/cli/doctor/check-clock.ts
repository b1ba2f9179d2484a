import { openDatabase } from '#platform/database.ts'
import { readRunFile } from '../../run-file.ts'
import { broken, doubtful, well, type Check, type CheckPart } from './check.ts'

/** Requests of an agent whose clock is farther off are refused. */
const refusedMs = 5 * 60_000
const noticedMs = 5_000
const patienceMs = 5_000

/**
 * The clock of this machine against those it works with: the server, when that is another machine, and the
 * database of `DATABASE_URL`. Who cannot be asked is the finding of another check.
 */
export const checkClock: CheckPart = async (config) => {
  const address = config.remote?.server ?? (await readRunFile(config.dataFolder))?.url
  const others = [
    ...(address === undefined ? [] : [{ name: 'the server', offMs: await offOfServer(address) }]),
    ...(config.databaseUrl === null ? [] : [{ name: 'the database', offMs: await offOfDatabase(config.databaseUrl) }]),
  ]
  return others.flatMap(({ name, offMs }) => (offMs === null ? [] : [judge(name, offMs)]))
}

function judge(name: string, offMs: number): Check {
  const detail = `${(Math.abs(offMs) / 1000).toFixed(1)} s ${offMs < 0 ? 'behind' : 'before'} ${name}`
  if (Math.abs(offMs) < noticedMs) return well('clock', detail)
  const advice = 'Let one time service set the clocks of all machines, for example systemd-timesyncd or chrony.'
  return Math.abs(offMs) < refusedMs ? doubtful('clock', detail, advice) : broken('clock', detail, `${advice} Dates of records and of the audit log follow the clock.`)
}

/** HTTP tells whole seconds. */
async function offOfServer(address: string): Promise<number | null> {
  const answer = await fetch(new URL('/health', address), { signal: AbortSignal.timeout(patienceMs) }).catch(() => null)
  const there = Date.parse(answer?.headers.get('date') ?? '')
  const offMs = Date.now() - there
  if (Number.isNaN(there)) return null
  return offMs >= 0 && offMs < 1000 ? 0 : offMs
}

async function offOfDatabase(url: string): Promise<number | null> {
  const database = openDatabase(url, () => undefined, 1)
  try {
    const beforeMs = Date.now()
    const { rows } = await database.pool.query<{ ms: number }>('select extract(epoch from clock_timestamp())::float8 * 1000 as ms')
    const hereMs = (beforeMs + Date.now()) / 2
    return rows[0] ? hereMs - rows[0].ms : null
  } catch {
    return null
  } finally {
    await database.close()
  }
}
