import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { inboundClientMade, inboundStatus } from '#contract/inbound.ts'
import { intakeItemView, intakeList, intakeSourcesView, itemAccepted, type IntakeItemView } from '#contract/intake.ts'
import { xlsxFile } from '#platform/spreadsheet/xlsx.ts'
import { writeZip } from '#platform/zip/write-zip.ts'
import { addUser, callerWith, type TestUser } from '#test/support/caller.ts'
import { dovecotIsThere, startDovecot, type TestMailServer } from '#test/support/dovecot.ts'
import { letterOf } from '#test/support/letters.ts'
import { runServer, type RunningServer } from '#test/support/run-server.ts'
import { startSmtpServer, type TestSmtpServer } from '#test/support/smtp-server.ts'
import { seedTownHall } from '#test/support/town-hall.ts'

let box: TestMailServer
let out: TestSmtpServer
let server: RunningServer
let ana: TestUser
const pdf = Buffer.from('%PDF-1.4 small')

/** Delivers, has it fetched, and answers the items that came; nothing may stay in the box. */
async function arrive(...letters: (string | Uint8Array)[]): Promise<IntakeItemView[]> {
  const before = new Set((await items()).map(({ id }) => id))
  for (const letter of letters) await box.deliver(letter)
  expect((await ana.bySession.get(intakeSourcesView, 'POST', '/api/intake/fetch')).mail.fault).toBeNull()
  expect((await box.count()).inbox).toBe(0)
  return (await items()).filter(({ id }) => !before.has(id))
}
const items = async () => (await ana.bySession.get(intakeList, 'GET', '/api/intake?limit=200')).items
const raw = (headers: readonly string[], ...parts: string[]) => ['Message-ID: <raw@example.org>', 'From: a@example.org', 'MIME-Version: 1.0', 'Content-Type: multipart/mixed; boundary="p"', ...headers, '', ...parts.flatMap((part) => ['--p', part]), '--p--', ''].join('\r\n')
/** Messages in messages, so many deep. */
const nested = (depth: number): string => `${Array.from({ length: depth }, (_, at) => `From: a@example.org\r\nSubject: Level ${at}\r\nMIME-Version: 1.0\r\nContent-Type: message/rfc822\r\n\r\n`).join('')}From: b@example.org\r\nSubject: Innermost\r\n\r\nText`

describe.skipIf(!dovecotIsThere)('hostile input of the intake', () => {
  beforeAll(async () => {
    ;[box, out] = await Promise.all([startDovecot(), startSmtpServer()])
    server = await runServer({ settings: { OPIS_INTAKE_IMAP_URL: box.url, OPIS_SMTP_URL: out.url, OPIS_MAIL_FROM: 'opis@town.example' } })
    await seedTownHall(server.parts.database.db)
    ana = await addUser(server.url, server.admin, { name: 'ana', roles: ['clerk'], units: ['cityhall'] })
  })
  afterAll(async () => {
    await server.stop()
    await Promise.all([box.stop(), out.stop()])
  })

  test('S0-A1 ten thousand files in one letter: the text is taken, the whole letter lies beside it, and the next letter is not held up', async () => {
    const many = letterOf({ id: 'many', subject: 'Ten thousand', text: 'x', files: Array.from({ length: 10_000 }, (_, at) => ({ name: `${at}.pdf`, bytes: pdf })) })
    const came = await arrive(many, letterOf({ id: 'next', subject: 'Next', text: 'x' }))
    const first = came.find(({ title }) => title === 'Ten thousand')
    expect([first?.note, first?.files.length, first?.files.at(-1)]).toMatchObject(['too-many-files', 2, { name: 'message.eml', original: true }])
    expect(came.map(({ title }) => title).toSorted()).toEqual(['Next', 'Ten thousand'])
  })

  test('S0-A1 messages in messages: what is forwarded is a file or text, five thousand levels are one item', async () => {
    const forwarded = raw(['Subject: Forwarded'], 'Content-Type: text/plain\r\n\r\nSee below.', `Content-Type: message/rfc822\r\nContent-Disposition: attachment; filename="inner.eml"\r\n\r\n${letterOf({ id: 'inner', subject: 'Inner', text: 'Deep words', files: [{ name: 'inner.pdf', bytes: pdf }] }).toString('latin1')}`)
    const came = await arrive(forwarded, nested(5000))
    expect(came).toHaveLength(2)
    const files = came.find(({ title }) => title === 'Forwarded')?.files.map(({ name }) => name) ?? []
    expect(files).toContain('letter.txt')
    expect(files.some((name) => name === 'inner.eml' || name === 'inner.pdf')).toBe(true)
    expect(came.map(({ title }) => title)).toContain('Level 0')
  })

  test('S0-A1 names and subjects with control characters, line ends and turned writing are plain words everywhere', async () => {
    const named = (name: string) => `Content-Type: application/pdf\r\nContent-Disposition: attachment; ${name}\r\n\r\n%PDF-1.4 x`
    const [item] = await arrive(raw(['Subject: =?utf-8?Q?Light=0D=0ABcc:_all@example.org=00=E2=80=AE?='], named("filename*=UTF-8''a%00b%0D%0AX-Evil%3A%201.pdf"), named("filename*=UTF-8''%E2%80%AEfdp.exe.pdf"), named(`filename="${'long'.repeat(500)}.pdf"`), named('filename=".."'), named('filename=""')))
    const shown = [item?.title ?? '', ...(item?.files.map(({ name }) => name) ?? [])]
    expect(shown).toHaveLength(6)
    for (const text of shown) expect(text).toMatch(/^[^\p{C}\u2028\u2029/\\]{1,255}$/u)
    const made = await ana.bySession.get(itemAccepted, 'POST', `/api/intake/${item?.id}/accept`, { json: { register: 'incoming', kind: 'letter' } })
    expect(made.number).toMatch(/^01-/)
    const { key } = await server.admin.get(inboundClientMade, 'POST', '/api/inbound-clients', { json: { name: 'Portal', register: 'incoming' } })
    const sent = await callerWith(server.url, { authorization: `Bearer ${key}` }).get(inboundStatus, 'POST', '/api/inbound/applications', { json: { kind: 'letter', applicant: { name: 'Ion' }, text: 'x', files: [{ name: '..\\..\\a\u0000b\r\nc.pdf', content: pdf.toString('base64') }] }, headers: { 'idempotency-key': 'hostile-name' } })
    expect(sent.files.map(({ name }) => name)).toContain('abc.pdf')
  })

  test('S0-A1 a sender with line ends in his name gets one letter, and nobody else', async () => {
    const from = (name: string, subject: string) => `Message-ID: <${subject}@example.org>\r\nFrom: ${name} <eve@example.org>\r\nReply-To: victim@example.org\r\nSubject: ${subject}\r\n\r\nText`
    const came = await arrive(from('=?utf-8?Q?Eve=0D=0ABcc:_victim@example.org?=', 'broken'), from('"Eve, victim@example.org"', 'quoted'))
    for (const { senderEmail } of came) expect([null, 'eve@example.org']).toContain(senderEmail)
    const item = came.find(({ title }) => title === 'quoted')
    expect(item?.senderEmail).toBe('eve@example.org')
    await ana.bySession.get(intakeItemView, 'POST', `/api/intake/${item?.id}/reject`, { json: { reason: 'No\r\nBcc: victim@example.org' } })
    await vi.waitUntil(() => out.got.length === 1, { timeout: 30_000 })
    expect([out.got[0]?.to, out.got[0]?.cc, out.got[0]?.bcc]).toMatchObject([{ text: 'eve@example.org' }, undefined, undefined])
  })

  test('S0-A1 a workbook that is a bomb is a file like others: it is never unpacked, and the card names it as not taken', async () => {
    const bomb = writeZip([{ path: 'xl/workbook.xml', bytes: Buffer.from('<workbook/>') }, { path: 'xl/worksheets/sheet1.xml', bytes: Buffer.alloc(128 * 1024 * 1024, 32) }])
    expect(bomb.byteLength).toBeLessThan(1_000_000)
    const [item] = await arrive(letterOf({ id: 'bomb', subject: 'Bomb', text: 'x', files: [{ name: 'prices.xlsx', bytes: bomb }, { name: 'plain.xlsx', bytes: xlsxFile([{ name: 'a', rows: [['=1+1']], widths: [] }]) }] }))
    const { id } = await ana.bySession.get(itemAccepted, 'POST', `/api/intake/${item?.id}/accept`, { json: { register: 'incoming', kind: 'letter' } })
    const refused = async () => (await server.parts.database.pool.query("select 1 from card_event where card = $1 and event = 'file-refused'", [id])).rowCount
    await vi.waitUntil(async () => (await refused()) === 2, { timeout: 60_000 })
  })

  test('S0-A1 a subject that is a formula is text in every list that leaves the house', async () => {
    const formula = '=HYPERLINK("http://evil.example","Open")'
    const [item] = await arrive(letterOf({ id: 'formula', subject: formula, text: 'x' }))
    await ana.bySession.get(itemAccepted, 'POST', `/api/intake/${item?.id}/accept`, { json: { register: 'incoming', kind: 'letter' } })
    const csv = (await ana.bySession.send('GET', '/api/cards/export?format=csv')).bytes.toString('utf8')
    expect(csv).toContain(`'=HYPERLINK(""http://evil.example"",""Open"")`)
    expect(csv).not.toMatch(/(^|,)"?=/m)
  })
})
