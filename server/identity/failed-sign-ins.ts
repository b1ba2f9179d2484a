import { inArray } from 'drizzle-orm'
import { appendAudit } from '#server/audit/append.ts'
import type { Clock } from '#kernel/clock.ts'
import type { Db } from '#platform/database.ts'
import { userAccount } from './schema.ts'

const windowMs = 60_000
/** Names and addresses told apart in a window; what is beyond is counted all the same. */
const distinctMax = 1000

export type FailedSignIns = {
  /** A try that failed, or was refused because there were too many. */
  note(failure: { name: string; address: string; throttled: boolean }): void
  /** Writes what was counted until now as one entry. */
  flush(): Promise<void>
}

type Tally = { since: Date; failures: number; throttled: number; names: Map<string, number>; addresses: Set<string> }

/**
 * Failed sign-ins for the audit log, at most one entry a minute whatever is tried, so that nobody fills
 * the log by guessing. Names that are no account are only counted: people type passwords into that field.
 */
export function createFailedSignIns(deps: { db: Db; clock: Clock }): FailedSignIns {
  let tally: Tally | null = null
  let timer: NodeJS.Timeout | undefined

  const flush = async () => {
    clearTimeout(timer)
    const counted = tally
    tally = null
    if (counted) await write(deps, counted)
  }
  return {
    note({ name, address, throttled }) {
      if (tally === null) {
        tally = { since: deps.clock.now(), failures: 0, throttled: 0, names: new Map(), addresses: new Set() }
        timer = setTimeout(() => void flush().catch(() => undefined), windowMs)
        timer.unref()
      }
      tally.failures += 1
      if (throttled) tally.throttled += 1
      if (tally.names.has(name) || tally.names.size < distinctMax) tally.names.set(name, (tally.names.get(name) ?? 0) + 1)
      if (tally.addresses.size < distinctMax) tally.addresses.add(address)
    },
    flush,
  }
}

async function write({ db, clock }: { db: Db; clock: Clock }, { since, failures, throttled, names, addresses }: Tally): Promise<void> {
  const known = await db.select({ name: userAccount.name }).from(userAccount).where(inArray(userAccount.name, [...names.keys()]))
  const accounts = known.map(({ name }) => ({ name, failures: names.get(name) ?? 0 })).sort((a, b) => b.failures - a.failures)
  const elsewhere = failures - accounts.reduce((sum, one) => sum + one.failures, 0)
  const details = { since: since.toISOString(), failures, throttled, accounts, unknownNames: elsewhere, addresses: addresses.size }
  await db.transaction((tx) => appendAudit(tx, { actor: 'nobody', action: 'identity.sign-in-failed', object: 'sign-in', details }, clock.now()))
}
