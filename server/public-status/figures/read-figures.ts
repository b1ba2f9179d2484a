import type pg from 'pg'
import { z } from 'zod'
import { publicFigure, type PublicFigure } from '#contract/public-status.ts'

const lines = z.array(publicFigure)
const keepMs = 60_000

/** The public figures, the newest month first; asked of the database once a minute at most, whoever looks. */
export function createFigureReader(pool: Pick<pg.Pool, 'query'>, now: () => number): () => Promise<readonly PublicFigure[]> {
  let kept: { atMs: number; figures: Promise<readonly PublicFigure[]> } | null = null
  return () => {
    if (kept !== null && now() - kept.atMs < keepMs) return kept.figures
    const figures = readFigures(pool)
    kept = { atMs: now(), figures }
    figures.catch(() => (kept = null))
    return figures
  }
}

async function readFigures(pool: Pick<pg.Pool, 'query'>): Promise<readonly PublicFigure[]> {
  const { rows } = await pool.query({
    name: 'figures',
    text: `select month, nullif(unit, '') as unit, name, registered, answered_in_time as "answeredInTime", answered_late as "answeredLate", overdue, pending
      from public_status.figure order by month desc, (unit = ''), unit`,
  })
  return lines.parse(rows)
}
