import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { registerCheck, registerList } from '#contract/register-views.ts'
import { languages } from '#kernel/language.ts'
import { readConfig } from '#server/config.ts'
import { runServer, type RunningServer } from '#test/support/run-server.ts'
import { showTown } from './show-town.ts'
import { townPeople } from './town-house.ts'

let server: RunningServer
beforeAll(async () => {
  server = await runServer()
})
afterAll(async () => {
  await server.stop()
})

const noScans = { records: [] }
const rows = async (query: ReturnType<typeof sql>) => (await server.parts.database.db.execute<Record<string, unknown>>(query)).rows

test('the demonstration shows a town hall with documents in all stages in five languages, and a second start adds nothing', async () => {
  const config = readConfig({ OPIS_DATA: server.dataFolder, DATABASE_URL: server.databaseUrl })
  const said: string[] = []
  await showTown(server.parts.records, config, noScans, (line) => said.push(line))
  for (const { name } of Object.values(townPeople)) expect(said.join('\n')).toMatch(new RegExp(`${name} .*one-time password \\S{8,}`))

  const cards = await rows(sql`select flow, language, state, extended, number, due_on, registered_on from card order by registered_at`)
  expect(cards).toHaveLength(45)
  expect(new Set(cards.map(({ language }) => language))).toEqual(new Set(languages))
  expect(new Set(cards.map(({ state }) => state))).toEqual(new Set(['registered', 'in-work', 'executed']))
  expect(cards.filter(({ extended }) => extended)).toHaveLength(5)
  expect(cards.filter(({ flow }) => flow === 'outgoing')).toHaveLength(5)
  expect(cards.map(({ number }) => number)).toContain('396р')
  const today = new Date().toISOString().slice(0, 10)
  expect(cards.filter(({ due_on: due, state }) => state === 'in-work' && typeof due === 'string' && due < today)).toHaveLength(5)
  const points = await rows(sql`select card, count(*)::int as points from assignment where point is not null group by card having count(*) = 3`)
  expect(points).toHaveLength(5)
  const replied = await rows(sql`select 1 from card_stage where stage = 'replied'`)
  expect(replied).toHaveLength(5)
  for (const { code } of (await server.admin.get(registerList, 'GET', '/api/registers')).registers) expect(await server.admin.get(registerCheck, 'GET', `/api/registers/${code}/check`)).toMatchObject({ sound: true })

  said.length = 0
  await showTown(server.parts.records, config, noScans, (line) => said.push(line))
  expect(said.join('\n')).not.toContain('one-time password')
  expect(await rows(sql`select count(*)::int as count from card`)).toEqual([{ count: 45 }])
}, 180_000)
