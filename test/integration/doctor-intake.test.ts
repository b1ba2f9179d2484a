import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '#kernel/ids.ts'
import { mailOut } from '#server/assignments/notices/schema.ts'
import { dovecotIsThere, startDovecot, type TestMailServer } from '#test/support/dovecot.ts'
import { letterOf } from '#test/support/letters.ts'
import { runOpis } from '#test/support/run-opis.ts'
import { runServer, type RunningServer } from '#test/support/run-server.ts'
import { startSmtpServer, type TestSmtpServer } from '#test/support/smtp-server.ts'
import { seedTownHall } from '#test/support/town-hall.ts'

type Finding = { name: string; state: string; detail: string; advice?: string }
const parts = ['mail box', 'intake folder', 'intake queue', 'outgoing mail']
const hourAgo = () => new Date(Date.now() - 3_600_000)

let box: TestMailServer
let out: TestSmtpServer
let folder: string
let empty: string
let server: RunningServer
let settings: Record<string, string>

/** What the command says of the parts around the intake, by name. */
async function doctor(more: Record<string, string>, data = empty): Promise<Record<string, Finding>> {
  const said = await runOpis(['doctor', '--json'], { OPIS_DATA: data, ...more })
  expect(said.out + said.err).not.toMatch(/a secret|other word/)
  const { checks } = JSON.parse(said.out) as { checks: Finding[] }
  return Object.fromEntries(checks.filter(({ name }) => parts.includes(name)).map((one) => [one.name, one]))
}

describe.skipIf(!dovecotIsThere)('opis doctor around the intake', () => {
  beforeAll(async () => {
    ;[box, out, folder, empty] = await Promise.all([startDovecot(), startSmtpServer({ user: 'opis', password: 'a secret' }), mkdtemp(join(tmpdir(), 'opis-drop-')), mkdtemp(join(tmpdir(), 'opis-doctor-'))])
    settings = { OPIS_INTAKE_IMAP_URL: box.url, OPIS_INTAKE_FOLDER: folder, OPIS_SMTP_URL: out.url, OPIS_MAIL_FROM: 'opis@town.example' }
    server = await runServer({ settings })
    await seedTownHall(server.parts.database.db)
  })
  afterAll(async () => {
    await server.stop()
    await Promise.all([box.stop(), out.stop(), ...[folder, empty].map((one) => rm(one, { recursive: true, force: true }))])
  })

  test('what is not set up is not mentioned', async () => expect(await doctor({})).toEqual({}), 180_000)

  test('what is set up and well says when the server last looked, and nothing is sent or changed', async () => {
    await server.admin.send('POST', '/api/intake/fetch')
    const found = await doctor(settings, server.dataFolder)
    expect(Object.values(found).map(({ name, state }) => [name, state])).toEqual([['mail box', 'ok'], ['intake folder', 'ok'], ['outgoing mail', 'ok']])
    for (const name of ['mail box', 'intake folder']) expect(found[name]?.detail).toMatch(/0 (messages|files) wait, last looked into well \d{4}-/)
    expect(out.got).toEqual([])
  }, 180_000)

  test('without a server the parts themselves are looked at all the same', async () => {
    const found = await doctor(settings)
    expect(found['mail box']).toMatchObject({ state: 'ok', detail: expect.stringContaining('no server looks into it') })
    expect(found['outgoing mail']).toMatchObject({ state: 'ok' })
  }, 180_000)

  test('a wrong password, a folder that is not there, a server that is away: each is a failure with its advice', async () => {
    const wrong = await doctor({ OPIS_INTAKE_IMAP_URL: box.url.replace('a%20secret', 'other%20word'), OPIS_SMTP_URL: out.url.replace('a%20secret', 'other%20word'), OPIS_MAIL_FROM: 'opis@town.example', OPIS_INTAKE_FOLDER: join(folder, 'gone') })
    expect(wrong['mail box']).toMatchObject({ state: 'fail', advice: expect.stringContaining('password') })
    expect(wrong['outgoing mail']).toMatchObject({ state: 'fail', advice: expect.stringContaining('password') })
    expect(wrong['intake folder']).toMatchObject({ state: 'fail', detail: expect.stringContaining('does not exist'), advice: expect.stringContaining('OPIS_INTAKE_FOLDER') })
    const file = join(empty, 'a-file')
    await writeFile(file, '')
    const away = await doctor({ OPIS_INTAKE_IMAP_URL: 'imap://intake:x@127.0.0.1:1/INBOX', OPIS_SMTP_URL: 'smtp://127.0.0.1:1', OPIS_MAIL_FROM: 'opis@town.example', OPIS_INTAKE_FOLDER: file })
    expect(away['mail box']).toMatchObject({ state: 'fail', detail: expect.stringContaining('ECONNREFUSED'), advice: expect.stringContaining('host and port') })
    expect(away['outgoing mail']).toMatchObject({ state: 'fail', detail: expect.stringContaining('ECONNREFUSED') })
    expect(away['intake folder']).toMatchObject({ state: 'fail', detail: expect.stringContaining('is no folder') })
    expect((await doctor({ OPIS_INTAKE_IMAP_URL: box.url.replace('INBOX', 'Nowhere') }))['mail box']).toMatchObject({ state: 'fail', advice: expect.stringContaining('cannot be opened') })
    const closed = await mkdtemp(join(empty, 'closed-'))
    await writeFile(join(closed, 'taken'), 'a file where a folder should be')
    expect((await doctor({ OPIS_INTAKE_FOLDER: closed }))['intake folder']).toMatchObject({ state: 'fail', advice: expect.stringContaining('Nothing is taken until then') })
  }, 300_000)

  test('what is stuck is named: a letter and a file that cannot be taken, an item nobody decides on, a mail that failed', async () => {
    const { db } = server.parts.database
    await db.execute(sql`alter table intake_item add constraint no_more check (title not like 'Stuck%')`)
    await box.deliver(letterOf({ id: 'stuck', subject: 'Stuck letter', text: 'x' }), hourAgo())
    await writeFile(join(folder, 'empty.pdf'), '')
    await utimes(join(folder, 'empty.pdf'), hourAgo(), hourAgo())
    await writeFile(join(folder, 'still.pdf.part'), 'half')
    await utimes(join(folder, 'still.pdf.part'), hourAgo(), hourAgo())
    await mkdir(join(folder, 'more'))
    await server.admin.send('POST', '/api/intake/fetch')
    const now = new Date()
    await db.insert(mailOut).values({ id: newId(), person: 'ana', address: 'gone@town.example', language: 'en', subject: 'x', body: 'x', state: 'failed', nextTryAt: now, madeAt: now })
    await db.execute(sql`insert into intake_item (id, source, state, received_at, received_on, title) values (${newId()}, 'online', 'waiting', now() - interval '5 days', '2026-01-05', 'Old')`)
    const found = await doctor(settings, server.dataFolder)
    expect(found['mail box']).toMatchObject({ state: 'warn', detail: expect.stringContaining('1 messages wait'), advice: expect.stringContaining('stay in the box') })
    expect(found['intake folder']).toMatchObject({ state: 'warn', detail: expect.stringMatching(/1 files wait.*1 lie there for more than ten minutes, for example empty\.pdf/) })
    expect(found['intake queue']).toMatchObject({ state: 'warn', detail: expect.stringContaining('2026-01-05') })
    expect(found['outgoing mail']).toMatchObject({ state: 'warn', detail: expect.stringContaining('1 could not be sent') })
  }, 180_000)
})
