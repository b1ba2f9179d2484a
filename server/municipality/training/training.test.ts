import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { modeView } from '#contract/register-views.ts'
import { trainingLoaded, type TrainingLoaded } from '#contract/training.ts'
import { languages } from '#kernel/language.ts'
import { runServer, type RunningServer } from '#test/support/run-server.ts'
import { samplesOf } from './sample.ts'
import { sampleTexts } from './sample-texts.ts'

let server: RunningServer
beforeAll(async () => {
  server = await runServer()
  await server.admin.send('POST', '/api/municipality/profiles/oni?dryRun=false')
})
afterAll(async () => {
  await server.stop()
})

const load = async (json: object): Promise<TrainingLoaded> => server.admin.get(trainingLoaded, 'POST', '/api/municipality/training', { json }).catch((error: unknown) => { console.log(server.log.slice(-3).join('')); throw error })
const count = async (table: string): Promise<number> => {
  const { rows } = await server.parts.database.db.execute<{ count: number }>(sql`select count(*)::int as count from ${sql.identifier(table)}`)
  return rows[0]?.count ?? -1
}
const script = { en: /[a-z]/i, ro: /[ăâîșț]/i, uk: /[іїєґ]/i, ru: /[а-я]/i, ka: /[\u10d0-\u10ff]/ } as const

test('S1-07 S3-07 training documents in the script of the house come into test mode alone, and going live wipes them', async () => {
  const early = await server.admin.send('POST', '/api/municipality/training', { json: {} })
  expect(early.status).toBe(409)
  expect(JSON.parse(early.bytes.toString('utf8'))).toMatchObject({ type: 'not-in-this-state', reason: 'training-in-test-mode-only' })

  expect((await server.admin.send('POST', '/api/mode', { json: { mode: 'test' } })).status).toBe(200)
  // Georgian is what the profile of the house says.
  expect(await load({})).toEqual({ language: 'ka', documents: 8, already: 0, leftOut: [] })
  const { rows } = await server.parts.database.db.execute<{ number: string; subject: string; state: string; flow: string; extended: boolean; test: boolean }>(sql`select number, subject, state, flow, extended, test from card order by registered_at, id`)
  expect(rows).toHaveLength(9)
  for (const row of rows) {
    expect(row.subject).toMatch(script.ka)
    expect(row).toMatchObject({ test: true, number: expect.stringContaining('TEST') })
  }
  expect(new Set(rows.map(({ flow }) => flow))).toEqual(new Set(['appeals', 'incoming', 'decisions', 'orders', 'outgoing']))
  expect(new Set(rows.map(({ state }) => state))).toEqual(new Set(['registered', 'in-work', 'executed']))
  expect(rows.some(({ extended }) => extended)).toBe(true)
  const overdue = await server.parts.database.db.execute(sql`select 1 from assignment where state = 'open' and due_on < ${new Date().toISOString().slice(0, 10)}`)
  expect(overdue.rows.length).toBeGreaterThan(0)

  // Pressed again nothing is there twice; another language comes beside it.
  expect(await load({})).toEqual({ language: 'ka', documents: 0, already: 8, leftOut: [] })
  expect(await load({ language: 'uk' })).toMatchObject({ language: 'uk', documents: 8 })

  const { testRegistrations } = await server.admin.get(modeView, 'GET', '/api/mode')
  expect(testRegistrations).toBe(18)
  expect((await server.admin.send('POST', '/api/mode/go-live', { json: { testRegistrations } })).status).toBe(200)
  for (const table of ['card', 'entry', 'assignment', 'resolution', 'correspondent', 'card_stage', 'card_event', 'notice']) expect([table, await count(table)]).toEqual([table, 0])
  expect(await count('register')).toBeGreaterThan(0)
  expect((await server.admin.send('POST', '/api/municipality/training', { json: {} })).status).toBe(409)
})

test.each(languages)('every sample in %s is written in its script', (language) => {
  const samples = samplesOf(sampleTexts[language])
  expect(new Set(samples.map(({ course }) => course))).toEqual(new Set(['registered', 'in-work', 'overdue', 'extended', 'answered', 'points']))
  const words = samples.flatMap(({ subject, resolution, points, from, reply }) => [subject, resolution, ...points, from?.name ?? '', reply?.text ?? '']).join(' ')
  expect(words).toMatch(script[language])
  if (language === 'ka') expect(words.replace('{card-date}', '')).not.toMatch(/[a-zа-я]/i)
})
