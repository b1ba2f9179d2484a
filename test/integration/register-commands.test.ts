import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cardRegistered } from '#contract/cards.ts'
import { runOpis } from '#test/support/run-opis.ts'
import { runServer, type RunningServer } from '#test/support/run-server.ts'
import { seedTownHall } from '#test/support/town-hall.ts'

/** Registers by the command line, as an administrator checks and prints them. */
let server: RunningServer
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'opis-registers-'))
  server = await runServer()
  await seedTownHall(server.parts.database.db)
  for (let count = 0; count < 3; count += 1) await server.admin.get(cardRegistered, 'POST', '/api/cards', { json: { register: 'incoming', kind: 'letter', subject: 'Roof' } })
})
afterAll(async () => {
  await server.stop()
  await rm(folder, { recursive: true })
})

const opis = async (...words: string[]) => {
  const { code, out } = await runOpis(['register', ...words, '--json'], { OPIS_DATA: server.dataFolder })
  return { code, answer: out === '' ? undefined : (JSON.parse(out) as Record<string, unknown>) }
}

test('S0-13 registers are listed, imported, printed and proved gap-free by the command line; a planted gap is found', async () => {
  const year = new Date().getFullYear()
  expect((await opis('list')).answer).toMatchObject({ mode: 'live', registers: expect.arrayContaining([expect.objectContaining({ code: 'incoming', next: `01-4/${year}` })]) })
  const file = join(folder, 'old.csv')
  await writeFile(file, 'number,date,subject\n01-1/2024,2024-02-30,no such day\n01-2/2024,2024-03-01,good\n')
  expect(await opis('import', 'incoming', file, '--commit')).toMatchObject({ code: 3, answer: { committed: false, faults: [{ line: 2, fault: 'bad-date' }] } })
  await writeFile(file, 'number,date,subject\n01-2/2024,2024-03-01,good\n')
  expect(await opis('import', 'incoming', file)).toMatchObject({ code: 0, answer: { committed: false, good: 1 } })
  expect(await opis('import', 'incoming', file, '--commit')).toMatchObject({ code: 0, answer: { committed: true, good: 1 } })
  const book = join(folder, 'book.pdf')
  expect(await opis('book', 'incoming', '--period', '2024', '--language', 'ka', '--out', book)).toMatchObject({ code: 0, answer: { file: book } })
  expect((await readFile(book)).subarray(0, 5).toString()).toBe('%PDF-')
  expect(await opis('check')).toMatchObject({ code: 0, answer: { sound: true } })
  await server.parts.database.db.execute(sql`update register_period set next_seq = next_seq + 2 where period = ${String(year)}`)
  expect(await opis('check', 'incoming')).toMatchObject({ code: 6, answer: { sound: false, registers: [{ periods: [{ period: '2024', faults: [] }, { period: String(year), faults: [{ kind: 'missing', count: 2, first: [4, 5] }] }] }] } })
  expect(await opis('check', 'nothing')).toMatchObject({ code: 4 })
  expect(await opis('book', 'incoming')).toMatchObject({ code: 2 })
})
