import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cardRegistered } from '#contract/cards.ts'
import { searchResult, type SearchResult } from '#contract/search.ts'
import { openDatabase } from '#platform/database.ts'
import { verifyChain } from '#server/audit/verify-chain.ts'
import { readRunFile } from '#server/run-file.ts'
import { callerWithToken } from '#test/support/caller.ts'
import { pageImage } from '#test/support/pile.ts'
import { testDatabase, type TestDatabase } from '#test/support/postgres.ts'
import { postgres15IsThere, startPostgres15, type Postgres15 } from '#test/support/postgres15.ts'
import { runOpis } from '#test/support/run-opis.ts'
import { awaitBatch, enrolStation, feedBatch, marks, orderCovers, readingOf, runServer, sha512Of } from '#test/support/run-server.ts'
import { freePort, startServerProcess, type ServerProcess } from '#test/support/server-process.ts'
import { seedTownHall } from '#test/support/town-hall.ts'

/** Opis on the PostgreSQL 15 of Debian, with a role that owns its database and nothing else. */
describe.skipIf(!postgres15IsThere)('an existing PostgreSQL', () => {
  let postgres: Postgres15
  let folder: string
  let server: ServerProcess | undefined
  beforeAll(async () => {
    postgres = await startPostgres15()
    folder = await mkdtemp(join(tmpdir(), 'opis-existing-'))
  })
  afterAll(async () => {
    await server?.kill('SIGTERM')
    await postgres.stop()
    await rm(folder, { recursive: true, force: true })
  })

  test('with least rights and the one extension that its owner may make a pile goes through and is found, and a document gets its number', async () => {
    const own = await postgres.createDatabase()
    const running = await runServer({ database: own })
    const station = await enrolStation(running)
    const recogniser = await enrolStation(running, 'recogniser')
    const [cover = ''] = await orderCovers(running, { count: 1, class: 'petitions', date: '2024-05-17' })
    const pages = [await pageImage(1), await pageImage(2)]
    const texts = new Map(pages.map((page, index) => [sha512Of(page), ['Petiție despre fântâna din strada de jos', 'Рішення про ремонт дороги'][index] ?? '']))
    const batch = await feedBatch(station, [{ bytes: await pageImage(20_000), marks: marks.cover(cover) }, ...pages.map((bytes) => ({ bytes }))])
    const report = await awaitBatch(running, batch, (one) => one.searchable, { recogniser, read: (sha512) => readingOf(texts.get(sha512) ?? '') })
    expect(report).toMatchObject({ fed: 3, archived: 2, exceptions: [] })
    for (const [number, words] of [[1, 'fantana strada'], [2, 'рішенням про дороги']] as const) {
      const found = await running.admin.get(searchResult, 'GET', `/api/search?q=${encodeURIComponent(words)}`)
      expect(found.hits.map((hit) => [hit.record, hit.page])).toEqual([[report.records[0]?.id, number]])
    }
    const extensions = await running.parts.database.pool.query<{ extname: string }>('select extname from pg_extension')
    expect(extensions.rows.map(({ extname }) => extname).sort()).toEqual(['pg_trgm', 'plpgsql'])
    await seedTownHall(running.parts.database.db)
    expect(await running.admin.get(cardRegistered, 'POST', '/api/cards', { json: { register: 'incoming', kind: 'letter', subject: 'x' } })).toMatchObject({ number: expect.stringMatching(/^01-1\//) })
    await station.close()
    await recogniser.close()
    await running.stop()
  })

  test('start and doctor say what is wrong, with the right exit code and never the password', { timeout: 180_000 }, async () => {
    const own = await postgres.createDatabase()
    const wrong = own.url.replace(own.password, 'not%20the%20one')
    const nobody = own.url.replace(`:${postgres.port}/`, `:${await freePort()}/`)
    const data = { OPIS_DATA: join(folder, 'refused'), OPIS_PORT: '0' }
    for (const [url, code, type, sentence] of [[wrong, 3, 'bad-configuration', 'refuses the password'], [nobody, 7, 'unreachable', 'No PostgreSQL answers']] as const) {
      const started = await runOpis(['start', '--json'], { ...data, DATABASE_URL: url })
      expect(started.code).toBe(code)
      const problem = started.err.trim().split('\n').at(-1) ?? ''
      expect(JSON.parse(problem)).toMatchObject({ type, detail: expect.stringContaining(sentence) })
      const checked = await runOpis(['doctor', '--json'], { ...data, DATABASE_URL: url })
      expect(checked.code).toBe(7)
      const { checks } = JSON.parse(checked.out) as { checks: { name: string }[] }
      expect(checks.find(({ name }) => name === 'database')).toMatchObject({ state: 'fail', advice: expect.stringContaining(sentence) })
      for (const said of [started.out, started.err, checked.out, checked.err]) expect(said).not.toMatch(new RegExp(`${own.password}|not%20the%20one|not the one`))
    }
    const healthy = await runOpis(['doctor', '--json'], { ...data, DATABASE_URL: own.url })
    const { checks } = JSON.parse(healthy.out) as { checks: { name: string }[] }
    // The server of this test gives durability away, and doctor says so.
    expect(checks.filter(({ name }) => name === 'database')).toEqual([
      expect.objectContaining({ state: 'warn', advice: expect.stringContaining('fsync') }),
      expect.objectContaining({ state: 'warn', advice: expect.stringContaining('synchronous_commit') }),
    ])
  })

  describe('the move of an installation', () => {
    const queries = ['fântâna', '"lower street"', 'рішення', 'lamp*', 'nothing-like-it']
    let data: string
    let own: Awaited<ReturnType<Postgres15['createDatabase']>>
    let before: SearchResult[]
    let chain: Awaited<ReturnType<typeof verifyChain>>
    const settings = (databaseUrl?: string) => ({ OPIS_DATA: data, OPIS_PORT: '0', OPIS_RECOGNISERS: '0', ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }) })
    const move = (to: string, from?: string) => runOpis(['database', 'move', '--to', to, '--json'], settings(from))
    const problemOf = (said: string) => JSON.parse(said.trim().split('\n').at(-1) ?? '') as { type: string; detail: string }

    /** What a user sees and what the audit log proves. */
    async function answers(): Promise<SearchResult[]> {
      const admin = callerWithToken(server?.url ?? '', (await readRunFile(data))?.token ?? '')
      const found: SearchResult[] = []
      for (const query of queries) found.push({ ...(await admin.get(searchResult, 'GET', `/api/search?q=${encodeURIComponent(query)}`)), tookMs: 0 })
      return found
    }
    async function chainOf(url: string): Promise<typeof chain> {
      const database = openDatabase(url, () => undefined, 1)
      return verifyChain(database.db).finally(() => database.close())
    }

    beforeAll(async () => {
      data = join(folder, 'data')
      own = await postgres.createDatabase()
      const papers = join(folder, 'papers')
      await mkdir(papers)
      await writeFile(join(papers, 'ro.txt'), 'Petiție despre fântâna din strada de jos\fA doua pagină: \\N și \\ și \t tab')
      await writeFile(join(papers, 'uk.txt'), 'Рішення виконавчого комітету про ремонт дороги')
      await writeFile(join(papers, 'en.txt'), 'Petition about the lamp of the lower street')
      server = await startServerProcess(settings())
      const imported = await runOpis(['import', papers, '--class', 'petitions', '--date', '2024-05-17', '--json'], settings())
      expect(imported, imported.err).toMatchObject({ code: 0 })
      before = await answers()
      expect(before.map((answer) => answer.total)).toEqual([1, 1, 1, 1, 0])
    })

    test('is refused while the server runs', { timeout: 180_000 }, async () => {
      const refused = await move(own.url)
      expect([refused.code, problemOf(refused.err).type]).toEqual([3, 'bad-configuration'])
      expect(refused.err).not.toContain(own.password)
    })

    test('from the embedded PostgreSQL 18 to PostgreSQL 15 nothing changes for users and for the proof', { timeout: 180_000 }, async () => {
      await server?.kill('SIGTERM')
      const moved = await move(own.url)
      expect(moved).toMatchObject({ code: 0 })
      const report = JSON.parse(moved.out) as { rows: number; audit: typeof chain }
      expect(report).toMatchObject({ rows: expect.any(Number), audit: { faults: [] }, next: expect.stringContaining('DATABASE_URL') })
      expect(moved.out + moved.err).not.toContain(own.password)
      chain = await chainOf(own.url)
      expect(chain.entries).toBeGreaterThan(3)
      expect(chain).toEqual(report.audit)
      server = await startServerProcess(settings(own.url))
      expect(await answers()).toEqual(before)
    })

    test('writing goes on behind the last number of every counter', { timeout: 180_000 }, async () => {
      const paper = join(folder, 'later.txt')
      await writeFile(paper, 'A lamp that came after the move')
      expect(await runOpis(['import', paper, '--json'], settings(own.url))).toMatchObject({ code: 0 })
      const later = await chainOf(own.url)
      expect(later.entries).toBeGreaterThan(chain.entries)
      expect(later.faults).toEqual([])
    })

    test('the old database is closed against an accidental start and a second move', { timeout: 180_000 }, async () => {
      const started = await runOpis(['start', '--json'], settings())
      expect([started.code, problemOf(started.err).detail]).toEqual([3, expect.stringMatching(/was moved to .*Set DATABASE_URL/)])
      const other = await postgres.createDatabase()
      expect(problemOf((await move(other.url)).err).detail).toContain('was moved')
    })

    test('from one server to another, back to PostgreSQL 18', { timeout: 180_000 }, async () => {
      await server?.kill('SIGTERM')
      const target: TestDatabase = await testDatabase({ empty: true })
      expect(await move(target.url, own.url)).toMatchObject({ code: 0 })
      expect(await chainOf(target.url)).toEqual(await chainOf(own.url))
      server = await startServerProcess(settings(target.url))
      expect((await answers()).slice(0, 3)).toEqual(before.slice(0, 3))
      await server.kill('SIGTERM')
      await target.drop()
    })
  })
})
