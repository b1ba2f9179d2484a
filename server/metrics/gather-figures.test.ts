import { tmpdir } from 'node:os'
import { expect, test } from 'vitest'
import { openDatabase } from '#platform/database.ts'
import { testDatabase } from '#test/support/postgres.ts'
import { figureGatherer } from './gather-figures.ts'

const parts = () => ({ search: 'postgresql' as const, searchDegraded: true, jobs: 'in-process', version: '0' })
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined }
const valueOf = (figures: Awaited<ReturnType<ReturnType<typeof figureGatherer>>>, name: string) => figures.find((figure) => figure.name === name)?.samples[0]?.value

test('a lost database is a figure, not a failed scrape', async () => {
  const database = openDatabase('postgresql://opis@127.0.0.1:1/opis', () => undefined, 1)
  const figures = await figureGatherer({ pool: database.pool, dataFolder: tmpdir(), parts, log: silent })()
  expect(valueOf(figures, 'opis_database_up')).toBe(0)
  expect(valueOf(figures, 'opis_search_degraded')).toBe(1)
  expect(valueOf(figures, 'opis_batches')).toBeUndefined()
  await database.close()
})

test('every figure of the line is counted from an index alone, however long the history is', async () => {
  const own = await testDatabase()
  const database = openDatabase(own.url, () => undefined, 2)
  await database.pool.query("insert into task (id, name, subject, state, finished_at) select gen_random_uuid(), 'index', i::text, case when i % 5000 = 0 then 'failed' else 'done' end, now() from generate_series(1, 50000) i")
  await database.pool.query('analyze task')
  const figures = await figureGatherer({ pool: database.pool, dataFolder: tmpdir(), parts, log: silent })()
  expect(valueOf(figures, 'opis_database_up')).toBe(1)
  const failed = figures.find(({ name }) => name === 'opis_tasks')?.samples.find(({ labels }) => labels?.['task'] === 'index' && labels['state'] === 'failed')
  expect(failed?.value).toBe(10)
  const { rows } = await database.pool.query<{ 'QUERY PLAN': string }>("explain select name, count(*) from task where state = 'failed' group by name")
  expect(rows.map((row) => row['QUERY PLAN']).join('\n')).toContain('task_failed')
  await database.close()
  await own.drop()
})
