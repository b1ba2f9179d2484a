import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { recordView } from '#contract/records.ts'
import { searchResult } from '#contract/search.ts'
import { fileAct } from '#server/retention/forms/file-act.ts'
import type { FormsContext } from '#server/retention/forms/context.ts'
import { approvedAct, backupDays, execute, importLetter, settled } from '#test/support/acts.ts'
import { addUser, type TestUser } from '#test/support/caller.ts'
import { freshFolder } from '#test/support/pile.ts'
import { runServer, type RunningServer } from '#test/support/run-server.ts'

/** Forms and lists of acts as the server gives them, and the filing of what was executed. */
const run = promisify(execFile)
const hasPdfToText = await run('pdftotext', ['-v']).then(() => true, () => false)

vi.setConfig({ testTimeout: 120_000 })

let server: RunningServer
let member: TestUser
let folder: string
beforeAll(async () => {
  server = await runServer({ settings: { ...backupDays, OPIS_ACTS_CLASS: 'correspondence' } })
  member = await addUser(server.url, server.admin, { name: 'member', roles: ['commission-member'] })
  folder = await freshFolder('act-forms')
})
afterAll(() => server.stop())

const query = <T extends object>(text: string, values: unknown[] = []) => server.parts.database.pool.query<T>(text, values)
const get = (path: string) => server.admin.send('GET', path)
async function textOf(bytes: Uint8Array): Promise<string> {
  const file = join(folder, 'form.pdf')
  await writeFile(file, bytes)
  return (await run('pdftotext', ['-raw', file, '-'])).stdout.replaceAll(/\s+/g, ' ')
}

test('an approved act has its form and its lines as files; who sits in no commission sees none of it', async () => {
  const act = await approvedAct(server, [{ kind: 'record', id: await importLetter(server, 'about the harbour') }])
  const form = await get(`/api/acts/${act}/form.pdf?language=uk`)
  expect([form.status, form.headers.get('content-type')]).toEqual([200, 'application/pdf'])
  if (hasPdfToText) expect(await textOf(form.bytes)).toContain('Разом 1 (одна справа)')
  const lines = (await get(`/api/acts/${act}/lines?format=csv&language=ro`)).bytes.toString('utf8')
  expect(lines).toMatch(/^\u{feff}Nr\.,Titlu,Prima dată/u)
  expect((await get(`/api/acts/${act}/lines?format=ods`)).bytes.subarray(0, 2).toString()).toBe('PK')
  expect((await get('/api/due?format=csv')).bytes.toString('utf8')).toMatch(/^\u{feff}Title,Class,Fonds/u)
  expect((await server.admin.problem('GET', `/api/acts/${act}/certificate.pdf`)).type).toBe('not-in-this-state')
  expect((await get(`/api/acts/${act}/protocol.pdf`)).headers.get('content-type')).toBe('application/pdf')
  await query('delete from sitting where act = $1', [act])
  expect((await server.admin.problem('GET', `/api/acts/${act}/protocol.pdf`)).status).toBe(404)
  expect((await member.byToken.problem('GET', `/api/acts/${act}/form.pdf`)).reason).toBe('no-such-act')
})

test('an executed act is filed: form and certificate are records that are kept for good and name nobody', async () => {
  const letter = await importLetter(server, 'Ion Munteanu asks for wood', { class: 'petitions', name: 'Munteanu, Ion.txt' })
  const act = await approvedAct(server, [{ kind: 'record', id: letter }])
  await query("update act_line set title = 'Munteanu, Ion' where act = $1", [act])
  await execute(server, act)
  await settled(server)
  const { rows } = await query<{ state: string; filed_as: string; number: string }>('select state, filed_as, number from act where id = $1', [act])
  expect(rows[0]?.state).toBe('filed')
  const filed = await server.admin.get(recordView, 'GET', `/api/records/${rows[0]?.filed_as}`)
  expect([filed.class, filed.renditions.find(({ name }) => name === 'original')?.mediaType]).toEqual(['correspondence', 'application/pdf'])
  const parts = await query<{ part: string; record: string; content: unknown }>('select part, record, content from act_filing where act = $1 order by part', [act])
  expect(parts.rows.map(({ part, content }) => [part, content])).toEqual([['certificate', null], ['form', null]])
  expect((await query("select 1 from keep_decision where subject = any($1) and until is null", [parts.rows.map(({ record }) => record)])).rowCount).toBe(2)
  await vi.waitUntil(async () => (await server.admin.get(searchResult, 'GET', `/api/search?q=${encodeURIComponent('Certificate of destruction')}`)).total > 0, { timeout: 30_000 })
  expect((await server.admin.get(searchResult, 'GET', '/api/search?q=Munteanu')).total).toBe(0)
  if (hasPdfToText) {
    const original = await get(`/api/records/${rows[0]?.filed_as}/renditions/original`)
    const text = await textOf(original.bytes)
    expect(text).toContain('one file')
    expect(text).not.toContain('Munteanu')
    expect(await textOf((await get(`/api/acts/${act}/certificate.pdf?language=ro`)).bytes)).toContain('un document')
  }
})

test('a filing that is cut off and repeated files once', async () => {
  const act = await approvedAct(server, [])
  await query("update act set state = 'executed', executed_at = now() where id = $1", [act])
  const { records, schedules } = server.parts
  const context: FormsContext = { records, schedules: () => schedules.current(), timeZone: 'Europe/Chisinau', clock: records.clock, archiveName: 'Opis', scheduleForms: () => [], actsClass: 'no-such-class' }
  const cutOff = { ...records, outbox: { ...records.outbox, announce: async (...said: Parameters<typeof records.outbox.announce>) => (said[1] === 'record.duties-changed' ? Promise.reject(new Error('cut off')) : records.outbox.announce(...said)) } }
  await expect(fileAct({ ...context, records: cutOff }, act)).rejects.toThrow('cut off')
  // Even the note of which record it became may be lost.
  await query('update act_filing set record = null where act = $1', [act])
  const before = (await query('select 1 from record')).rowCount
  await fileAct(context, act)
  await fileAct(context, act)
  expect((await query('select 1 from record')).rowCount).toBe(before)
  expect((await query("select 1 from act where id = $1 and state = 'filed' and filed_as is not null", [act])).rowCount).toBe(1)
})
