import type pg from 'pg'
import type { Figure } from '#platform/metrics/figure.ts'
import { subscriptions } from '../line.ts'

/** Each question reads a partial index only; one that takes longer than this is given up. */
const statementTimeoutMs = 2_000

const questions = `
  select 'task' as kind, name as label, state, count(*)::float8 as value from task where state = 'pending' group by name, state
  union all select 'task', name, state, count(*) from task where state = 'failed' group by name, state
  union all select 'oldest', '', '', coalesce(extract(epoch from now() - min(created_at)), 0) from task where state = 'pending'
  union all select 'page', '', state, count(*) from recognition_page where state in ('waiting', 'leased') group by state
  union all select 'page', '', state, count(*) from recognition_page where state = 'failed' group by state
  union all select 'batch', '', state, count(*) from batch where state <> 'closed' group by state
  union all select 'intake-images', '', '', count(*) from batch_image where released_at is null
  union all select 'intake-bytes', '', '', coalesce(sum(bytes), 0) from batch_image where released_at is null`

type Row = { kind: string; label: string; state: string; value: number }

/** How far the line has come: what waits, what was given up, what lies in the intake area. */
export async function lineFigures(pool: pg.Pool): Promise<Figure[]> {
  const client = await pool.connect()
  let broken = true
  try {
    await client.query('begin read only')
    await client.query(`set local statement_timeout = ${statementTimeoutMs}`)
    const { rows } = await client.query<Row>(questions)
    await client.query('commit')
    broken = false
    return presentLine(rows)
  } finally {
    client.release(broken)
  }
}

/** A state in which nothing is has the figure 0, so that an alarm on it can fall silent again. */
function presentLine(rows: readonly Row[]): Figure[] {
  const value = (kind: string, state = '', label = '') => rows.find((row) => row.kind === kind && row.state === state && row.label === label)?.value ?? 0
  const byState = (kind: string, states: readonly string[]) => states.map((state) => ({ labels: { state }, value: value(kind, state) }))
  const tasks = [...new Set(Object.values(subscriptions).flat())]
  return [
    { name: 'opis_recognition_pages', help: 'Pages that wait for a recogniser, are with one, or were given up', samples: byState('page', ['waiting', 'leased', 'failed']) },
    {
      name: 'opis_tasks',
      help: 'Steps of the line that wait, or were given up and need a person',
      samples: tasks.flatMap((task) => ['pending', 'failed'].map((state) => ({ labels: { task, state }, value: value('task', state, task) }))),
    },
    { name: 'opis_oldest_pending_task_seconds', help: 'For how long the oldest step that waits has waited', samples: [{ value: value('oldest') }] },
    { name: 'opis_batches', help: 'Batches that are not closed; exceptions: a person must decide', samples: byState('batch', ['open', 'closing', 'exceptions']) },
    { name: 'opis_intake_images', help: 'Images received that the content store does not have yet', samples: [{ value: value('intake-images') }] },
    { name: 'opis_intake_bytes', help: 'Their size', samples: [{ value: value('intake-bytes') }] },
  ]
}
