import type pg from 'pg'
import type { Figure } from '#platform/metrics/figure.ts'
import type { Log } from '#platform/logger.ts'
import { causeOf } from '#platform/logger.ts'
import { lineFigures } from './line-figures.ts'
import { partFigures, type PartsInUse } from './part-figures.ts'

/** A database that does not answer within this counts as lost for this scrape. */
const patienceMs = 3_000

/**
 * Every figure of `/metrics`. Without the database those of the line are missing and
 * `opis_database_up` is 0: a scrape then tells of the fault instead of being one.
 */
export function figureGatherer(deps: { pool: pg.Pool; dataFolder: string; parts: () => PartsInUse; log: Log }): () => Promise<readonly Figure[]> {
  let asking: Promise<Figure[] | null> | undefined
  /** One question at a time, even while an earlier one still hangs. */
  const line = (): Promise<Figure[] | null> =>
    (asking ??= lineFigures(deps.pool)
      .catch((error: unknown) => {
        deps.log.warn('figures of the line are missing', { cause: causeOf(error) })
        return null
      })
      .finally(() => (asking = undefined)))
  return async () => {
    const counted = await withinPatience(line())
    const up: Figure = { name: 'opis_database_up', help: '1 if the database answered this scrape', samples: [{ value: Number(counted !== null) }] }
    return [up, ...(await partFigures(deps.parts(), deps.pool, deps.dataFolder)), ...(counted ?? [])]
  }
}

async function withinPatience<T>(answer: Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined
  const enough = new Promise<null>((resolve) => (timer = setTimeout(() => resolve(null), patienceMs)))
  return Promise.race([answer, enough]).finally(() => clearTimeout(timer))
}
