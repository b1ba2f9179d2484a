import { mkdir, mkdtemp, readdir, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { intakeItemView, intakeList, intakeSourcesView, itemAccepted } from '#contract/intake.ts'
import { newId } from '#kernel/ids.ts'
import { messageIdOf } from '#platform/mail/mailer.ts'
import { mailOut } from '#server/assignments/notices/schema.ts'
import { zeros } from '#test/support/bombs.ts'
import { addUser, type TestUser } from '#test/support/caller.ts'
import { dovecotIsThere, startDovecot, type TestMailServer } from '#test/support/dovecot.ts'
import { letterOf } from '#test/support/letters.ts'
import { testDatabase } from '#test/support/postgres.ts'
import { runServer, type RunningServer } from '#test/support/run-server.ts'
import { startServerProcess } from '#test/support/server-process.ts'
import { openDatabase } from '#platform/database.ts'
import { seedTownHall } from '#test/support/town-hall.ts'

let mail: TestMailServer
let folder: string
let server: RunningServer
let ana: TestUser

const scan = async () => new Uint8Array(await sharp({ create: { width: 300, height: 420, channels: 3, background: '#fefefe' } }).jpeg().toBuffer())
const fetchNow = () => ana.bySession.get(intakeSourcesView, 'POST', '/api/intake/fetch')
const items = async (state = 'waiting') => (await ana.bySession.get(intakeList, 'GET', `/api/intake?limit=200&state=${state}`)).items
const item = async (title: string) => (await items()).filter((one) => one.title === title)

describe.skipIf(!dovecotIsThere)('the real sources of the queue', () => {
  beforeAll(async () => {
    mail = await startDovecot()
    folder = await mkdtemp(join(tmpdir(), 'opis-drop-'))
    server = await runServer({ settings: { OPIS_INTAKE_IMAP_URL: mail.url, OPIS_INTAKE_FOLDER: folder } })
    await seedTownHall(server.parts.database.db)
    ana = await addUser(server.url, server.admin, { name: 'ana', roles: ['clerk'], units: ['cityhall'] })
  })
  afterAll(async () => {
    await server.stop()
    await mail.stop()
    await rm(folder, { recursive: true, force: true })
  })

  test('S0-A1 mail and scanner folder land in one queue, each item is registered or rejected with a reason, and nothing vanishes', async () => {
    const picture = await scan()
    await mail.deliver(letterOf({ id: 'first', subject: 'Вуличне освітлення', text: 'Немає світла на вулиці Шевченка.', files: [{ name: 'photo.jpg', bytes: picture, type: 'image/jpeg' }] }))
    await mail.deliver(letterOf({ id: 'second', subject: 'Lottery', text: 'You have won.' }))
    await writeFile(join(folder, 'scan-0001.jpg.part'), picture)
    await fetchNow()
    // What was taken is moved and marked, not deleted.
    expect(await mail.count()).toEqual({ inbox: 0, taken: 2, takenSeen: 2 })
    expect((await items()).map(({ source, title }) => [source, title])).toEqual([['mail', 'Вуличне освітлення'], ['mail', 'Lottery']])
    // A scan counts when its name says that it is whole and it has stopped growing.
    await rename(join(folder, 'scan-0001.jpg.part'), join(folder, 'scan-0001.jpg'))
    await fetchNow()
    expect(await item('scan-0001.jpg')).toEqual([])
    await vi.waitUntil(async () => (await fetchNow(), (await item('scan-0001.jpg')).length === 1), { timeout: 30_000, interval: 500 })
    expect((await readdir(folder)).toSorted()).toEqual(['taken'])
    const [day = ''] = await readdir(join(folder, 'taken'))
    expect(await readdir(join(folder, 'taken', day))).toEqual([expect.stringMatching(/scan-0001\.jpg$/)])

    const [asked] = await item('Вуличне освітлення')
    expect(asked).toMatchObject({ sender: 'Olena Shevchenko', senderEmail: 'olena@example.org', payload: { message: 'Немає світла на вулиці Шевченка.' }, note: null, files: [{ name: 'letter.txt' }, { name: 'photo.jpg' }] })
    const shown = await ana.bySession.send('GET', `/api/intake/${asked?.id}/files/${asked?.files[1]?.upload}`)
    expect([shown.headers.get('content-type'), shown.bytes.equals(Buffer.from(picture))]).toEqual(['image/jpeg', true])
    const made = await ana.bySession.get(itemAccepted, 'POST', `/api/intake/${asked?.id}/accept`, { json: { register: 'incoming', kind: 'letter' } })
    // The text of the letter and its file become records of the card.
    const attached = async () => (await server.parts.database.db.execute<{ name: string; channel: string }>(sql`select r.name, c.channel from card_record r join card c on c.id = r.card where r.card = ${made.id} order by r.name`)).rows
    await vi.waitUntil(async () => (await attached()).length === 2, { timeout: 30_000 })
    expect(await attached()).toEqual([{ name: 'letter.txt', channel: 'e-mail' }, { name: 'photo.jpg', channel: 'e-mail' }])
    const [spam] = await item('Lottery')
    expect(await ana.bySession.get(intakeItemView, 'POST', `/api/intake/${spam?.id}/reject`, { json: { reason: 'Advertising' } })).toMatchObject({ state: 'rejected', decided: { reason: 'Advertising' } })
    expect((await items('rejected')).map(({ title }) => title)).toEqual(['Lottery'])
    const state = await ana.bySession.get(intakeSourcesView, 'GET', '/api/intake/sources')
    expect(state).toMatchObject({ mail: { configured: true, taken: 2, fault: null }, folder: { configured: true, taken: 1, fault: null } })
  })

  test('S0-A1 a letter that comes twice is one item, one that borrows its Message-ID is another', async () => {
    const letter = letterOf({ id: 'twice', subject: 'Twice', text: 'The same.' })
    await mail.deliver(letter)
    await mail.deliver(Buffer.concat([Buffer.from('Received: by another alias\r\n'), letter]))
    await mail.deliver(letterOf({ id: 'twice', subject: 'Twice', text: 'Not the same.' }))
    await fetchNow()
    expect((await item('Twice')).map(({ payload }) => payload['message']).toSorted()).toEqual(['Not the same.', 'The same.'])
    expect((await mail.count()).inbox).toBe(0)
  })

  test('S0-A1 a letter of ours that came back is marked and is no item', async () => {
    const id = newId()
    const now = new Date()
    await server.parts.database.db.insert(mailOut).values({ id, person: 'ana', address: 'ana@town.example', language: 'en', subject: 'x', body: 'x', state: 'sent', nextTryAt: now, madeAt: now })
    const report = ['From: MAILER-DAEMON@town.example', 'Subject: Undelivered', 'MIME-Version: 1.0', 'Content-Type: multipart/report; report-type=delivery-status;', '\tboundary="xx"', '', '--xx', 'Content-Type: message/delivery-status', '', 'Final-Recipient: rfc822; ana@town.example', 'Action: failed', 'Status: 5.1.1', 'Diagnostic-Code: smtp; 550 5.1.1 User unknown', '', '--xx', 'Content-Type: text/rfc822-headers', '', `Message-ID: ${messageIdOf(id, 'opis@town.example')}`, '', '--xx--', '']
    await mail.deliver(report.join('\r\n'))
    await fetchNow()
    expect(await item('Undelivered')).toEqual([])
    const { rows } = await server.parts.database.db.execute(sql`select state from mail_out where id = ${id}`)
    expect(rows).toEqual([{ state: 'bounced' }])
    expect((await mail.count()).inbox).toBe(0)
  })

  test('S0-A1 hostile mail: too large, a thousand files, a bomb, broken structure, endless headers, wrong charset, names with paths', async () => {
    const small = Buffer.from('%PDF-1.4 small')
    await mail.deliver(letterOf({ id: 'large', subject: 'Large', text: 'x', files: [{ name: 'large.bin', bytes: Buffer.alloc(76 * 1024 * 1024) }] }))
    await mail.deliver(letterOf({ id: 'many', subject: 'Many', text: 'x', files: Array.from({ length: 1000 }, (_, at) => ({ name: `${at}.pdf`, bytes: small })) }))
    await mail.deliver(letterOf({ id: 'bomb', subject: 'Bomb', text: 'x', files: [{ name: 'bomb.zip', bytes: zeros(256 * 1024 * 1024), type: 'application/zip' }] }))
    await mail.deliver(letterOf({ id: 'paths', subject: 'Paths', text: 'x', files: [{ name: '../../etc/passwd', bytes: small }, { name: 'C:\\\\Windows\\\\evil.pdf', bytes: small }, { name: 'gpj.\u202Eexe.pdf', bytes: small }] }))
    await mail.deliver('From: a@example.org\r\nSubject: Broken\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="never"\r\n\r\nno boundary anywhere')
    await mail.deliver(`From: a@example.org\r\nSubject: Headers\r\n${'X-Endless: header\r\n'.repeat(300_000)}\r\nText`)
    await mail.deliver(Buffer.concat([Buffer.from('From: a@example.org\r\nSubject: Charset\r\nContent-Type: text/plain; charset=no-such-charset\r\nContent-Transfer-Encoding: 8bit\r\n\r\n'), Buffer.from([0xff, 0xfe, 0xcf, 0xf0, 0xe8, 0xe2, 0xb3, 0xf2])]))
    await mail.deliver(Buffer.alloc(5000, 0x80))
    await mail.deliver(`Subject: Nested\r\nMIME-Version: 1.0\r\n${Array.from({ length: 2000 }, (_, at) => `Content-Type: multipart/mixed; boundary="b${at}"\r\n\r\n--b${at}\r\n`).join('')}`)
    const before = (await items()).length
    const state = await fetchNow()
    expect(state.mail.fault).toBeNull()
    expect((await mail.count()).inbox).toBe(0)
    expect((await items()).length).toBe(before + 9)
    expect(await item('Large')).toMatchObject([{ note: 'too-large', sender: 'Olena Shevchenko' }])
    expect(await item('Many')).toMatchObject([{ note: 'too-many-files' }])
    const [many] = await item('Many')
    // What was left out is in the message itself, which is kept.
    expect([many?.files.length, many?.files.at(-1)]).toMatchObject([102, { name: 'message.eml', original: true }])
    expect(await item('Bomb')).toMatchObject([{ note: null, files: [{ name: 'letter.txt' }, { name: 'bomb.zip' }] }])
    expect((await item('Paths'))[0]?.files.map(({ name }) => name)).toEqual(['letter.txt', 'passwd', 'evil.pdf', 'gpj.exe.pdf'])
    expect(await item('Broken')).toHaveLength(1)
    expect(await item('Headers')).toHaveLength(1)
    expect(await item('Charset')).toHaveLength(1)
    // A file that the archive does not take stays where it is and is named on the card.
    const [bomb] = await item('Bomb')
    const { id } = await ana.bySession.get(itemAccepted, 'POST', `/api/intake/${bomb?.id}/accept`, { json: { register: 'incoming', kind: 'letter' } })
    const refused = async () => (await server.parts.database.db.execute(sql`select 1 from card_event where card = ${id} and event = 'file-refused'`)).rows.length
    await vi.waitUntil(async () => (await refused()) === 1, { timeout: 30_000 })
  }, 240_000)

  test('S0-A1 the folder: links and folders are left alone, a strange file is an item with a note, the same name again is another item', async () => {
    await symlink('/etc/hostname', join(folder, 'link.pdf'))
    await mkdir(join(folder, 'more'))
    await writeFile(join(folder, 'notes.docx'), 'PK strange')
    await writeFile(join(folder, 'letter.eml'), letterOf({ id: 'dropped', subject: 'Dropped letter', text: 'Saved by hand.' }))
    await vi.waitUntil(async () => (await fetchNow(), (await item('notes.docx')).length === 1 && (await item('Dropped letter')).length === 1), { timeout: 30_000, interval: 500 })
    expect(await item('notes.docx')).toMatchObject([{ source: 'folder', note: 'not-a-document', files: [{ name: 'notes.docx' }] }])
    expect(await item('Dropped letter')).toMatchObject([{ source: 'folder', senderEmail: 'olena@example.org' }])
    expect((await readdir(folder)).toSorted()).toEqual(['link.pdf', 'more', 'taken'])
    await writeFile(join(folder, 'notes.docx'), 'PK strange')
    await vi.waitUntil(async () => (await fetchNow(), (await item('notes.docx')).length === 2), { timeout: 30_000, interval: 500 })
  })

  test('S0-A1 a mail server that is away is told of on the screen, and its letters wait for it', async () => {
    const away = await runServer({ settings: { OPIS_INTAKE_IMAP_URL: mail.url.replace(/:\d+\//, ':1/') } })
    try {
      const state = await away.admin.get(intakeSourcesView, 'POST', '/api/intake/fetch')
      expect(state.mail.fault).toContain('ECONNREFUSED')
      expect(JSON.stringify(state) + away.log.join('')).not.toContain('a secret')
    } finally {
      await away.stop()
    }
  })

  test('S0-A1 kill -9 at any moment: every letter is one item, none is lost or doubled', async () => {
    const box = await startDovecot()
    const own = await testDatabase()
    const data = await mkdtemp(join(tmpdir(), 'opis-killed-'))
    const database = openDatabase(own.url, () => undefined, 2)
    const letters = 30
    try {
      await seedTownHall(database.db)
      for (let at = 0; at < letters; at += 1) await box.deliver(letterOf({ id: `k${at}`, subject: `Letter ${at}`, text: 'x', files: [{ name: 'a.pdf', bytes: Buffer.from(`%PDF-1.4 ${at}`) }] }))
      const counted = async () => (await database.pool.query<{ n: number }>('select count(*)::int as n from intake_item')).rows[0]?.n ?? 0
      const settings = { OPIS_DATA: data, OPIS_PORT: '0', DATABASE_URL: own.url, OPIS_RECOGNISERS: '0', OPIS_INTAKE_IMAP_URL: box.url }
      for (const enough of [3, 15, letters]) {
        const running = await startServerProcess(settings)
        await vi.waitUntil(async () => (await counted()) >= enough, { timeout: 60_000, interval: 5 })
        if (enough === letters) await vi.waitUntil(async () => (await box.count()).inbox === 0, { timeout: 60_000 })
        await running.kill('SIGKILL')
      }
      const { rows } = await database.pool.query<{ titles: number; items: number; files: number }>("select count(distinct title)::int as titles, count(*)::int as items, (select count(*)::int from upload) as files from intake_item")
      expect(rows).toEqual([{ titles: letters, items: letters, files: 2 * letters }])
      expect(await box.count()).toEqual({ inbox: 0, taken: letters, takenSeen: letters })
    } finally {
      await database.close()
      await own.drop()
      await box.stop()
      await rm(data, { recursive: true, force: true })
    }
  }, 400_000)
})
