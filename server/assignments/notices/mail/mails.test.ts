import type { AddressInfo } from 'node:net'
import { eq, sql } from 'drizzle-orm'
import { simpleParser, type ParsedMail } from 'mailparser'
import { SMTPServer } from 'smtp-server'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { tokenCreated } from '#contract/identity.ts'
import { mailList } from '#contract/notices.ts'
import { newId } from '#kernel/ids.ts'
import { createOutbox } from '#platform/outbox.ts'
import { messageIdOf, openMailer, type Mailer } from '#platform/mail/mailer.ts'
import { subscriptions } from '#server/line.ts'
import { userAccount } from '#server/identity/schema.ts'
import { openIdentityApp, type IdentityApp } from '#test/support/identity-app.ts'
import { seedAccount } from '#test/support/town-hall.ts'
import type { NoticeContext } from '../post-timer.ts'
import { createPostTimer } from '../post-timer.ts'
import { noticeRoutes } from '../routes.ts'
import { mailOut } from '../schema.ts'
import { tellPeople } from '../tell.ts'
import { noteBounce } from './note-bounce.ts'
import { queueMails } from './queue-mails.ts'
import { sendMails } from './send-mails.ts'

/** What the mail server does with the next letter: takes it, refuses it for good or for now, or dies after the last byte. */
type Mood = 'accept' | 'refuse' | 'later' | 'die'
let app: IdentityApp
let context: NoticeContext
let server: SMTPServer
let mood: Mood = 'accept'
let got: ParsedMail[] = []
let mailer: Mailer
let admin: string
const from = 'opis@town.example'

beforeAll(async () => {
  server = new SMTPServer({
    disabledCommands: ['STARTTLS', 'AUTH'],
    onRcptTo: (_address, _session, done) => done(mood === 'refuse' ? Object.assign(new Error('No such mailbox'), { responseCode: 550 }) : null),
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        void simpleParser(Buffer.concat(chunks)).then((mail) => {
          if (mood === 'later') return done(Object.assign(new Error('Mailbox busy'), { responseCode: 451 }))
          got.push(mail)
          if (mood === 'die') for (const connection of server.connections) (connection as unknown as { _socket: { destroy(): void } })._socket.destroy()
          else done(null, `taken ${session.id}`)
        })
      })
    },
  })
  server.on('error', () => undefined)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  mailer = openMailer({ url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`, from })
  const contextOf = (deps: { database: IdentityApp['database']; clock: IdentityApp['clock'] }): NoticeContext => ({ db: deps.database.db, clock: deps.clock, outbox: createOutbox(subscriptions), timeZone: 'Europe/Chisinau', mailer, url: 'https://opis.town.example/', log: { info: () => undefined, warn: () => undefined } })
  app = await openIdentityApp((api, deps) => noticeRoutes(api, contextOf(deps)))
  context = contextOf(app)
  const { cookie } = await app.addUser('root', ['administrator'])
  admin = tokenCreated.parse(await (await app.ask('POST', '/api/tokens', { cookie })).json()).token
  for (const name of ['ana', 'olena', 'ion', 'sergei', 'nino', 'dumb']) await seedAccount(app.database.db, { name, roles: ['clerk'], ...(name === 'dumb' ? {} : { email: `${name}@town.example` }) })
  for (const [name, language] of [['olena', 'uk'], ['ion', 'ro'], ['sergei', 'ru'], ['nino', 'ka']] as const) await app.database.db.update(userAccount).set({ language }).where(eq(userAccount.name, name))
})
afterAll(async () => {
  await new Promise<void>((resolve) => server.close(() => resolve()))
  await app.close()
})
beforeEach(() => {
  mood = 'accept'
  got = []
})
afterEach(() => context.db.execute(sql`delete from notice; delete from mail_out`))

const tell = (people: string[], number = 'П-7/26') =>
  context.db.transaction((tx) => tellPeople(tx, { kind: 'due-soon', people, about: newId(), facts: { number, due: '2026-04-01' } }, { now: app.clock.now(), today: '2026-03-02' }))
const queue = () => queueMails(context.db, { now: app.clock.now(), url: context.url })
const send = () => sendMails(context.db, mailer, app.clock)
const states = async () => (await context.db.select({ state: mailOut.state, attempts: mailOut.attempts, answer: mailOut.answer }).from(mailOut).orderBy(mailOut.person)).map(({ state, attempts }) => `${state} ${attempts}`)

test('G4 news goes out by mail in the language of the person, with number and day and nothing else', async () => {
  await tell(['ana', 'olena', 'ion', 'sergei', 'nino', 'dumb'])
  await tell(['ana'], 'П-8/26')
  expect(await queue()).toBe(5)
  expect(await queue()).toBe(0)
  expect(await send()).toBe(5)
  const to = (name: string) => got.find((mail) => JSON.stringify(mail.to).includes(name))
  expect(to('ana')).toMatchObject({ subject: 'Opis: Tasks and deadlines (2)', text: expect.stringContaining('A deadline comes near: № П-8/26, due 01.04.2026') })
  expect(to('olena')?.subject).toContain('Завдання і строки')
  expect(to('ion')?.text).toContain('Se apropie un termen')
  expect(to('sergei')?.text).toContain('Приближается срок')
  expect(to('nino')?.text).toContain('ვადა ახლოვდება')
  expect(to('ana')?.from?.text).toBe(from)
  expect(await states()).toEqual(Array.from({ length: 5 }, () => 'sent 1'))
})

test('G4 a refusal for good is kept as failed and can be sent again from the outbox', async () => {
  await tell(['ana'])
  await queue()
  mood = 'refuse'
  expect(await send()).toBe(1)
  const box = async () => mailList.parse(await (await app.ask('GET', '/api/mails', { token: admin })).json())
  const first = await box()
  expect(first).toMatchObject({ configured: true, from, counts: { failed: 1 }, mails: [{ person: 'ana', state: 'failed', answer: expect.stringContaining('550') }] })
  mood = 'accept'
  expect(await send()).toBe(0)
  expect((await app.ask('POST', `/api/mails/${first.mails[0]?.id ?? ''}/send-again`, { token: admin })).status).toBe(204)
  expect(await app.problem('POST', `/api/mails/${first.mails[0]?.id ?? ''}/send-again`, { token: admin })).toMatchObject({ reason: 'mail-on-its-way' })
  expect(await send()).toBe(1)
  expect((await box()).counts).toMatchObject({ sent: 1, failed: 0 })
})

test('G4 what is refused for now is tried again later, in the end given up', async () => {
  await tell(['ana'])
  await queue()
  mood = 'later'
  expect(await send()).toBe(1)
  expect(await send()).toBe(0)
  app.clock.forward({ minutes: 1 })
  expect(await send()).toBe(1)
  expect(await states()).toEqual(['queued 2'])
  for (let tries = 2; tries < 8; tries += 1) {
    app.clock.forward({ hours: 25 })
    await send()
  }
  expect(await states()).toEqual(['failed 8'])
})

test('G4 a mail server that dies after it took the letter gets it once more under the same Message-ID, and no third time', async () => {
  await tell(['ana'])
  await queue()
  mood = 'die'
  await send()
  expect(await states()).toEqual(['queued 1'])
  mood = 'accept'
  app.clock.forward({ minutes: 2 })
  await send()
  app.clock.forward({ hours: 30 })
  await send()
  expect(await states()).toEqual(['sent 2'])
  expect(got).toHaveLength(2)
  expect(new Set(got.map(({ messageId }) => messageId)).size).toBe(1)
})

const report = (id: string, action: string) =>
  Buffer.from(
    ['From: MAILER-DAEMON@town.example', `To: ${from}`, 'Subject: Undelivered Mail Returned to Sender', 'MIME-Version: 1.0', 'Content-Type: multipart/report; report-type=delivery-status;', '\tboundary="xx"', '', '--xx', 'Content-Type: text/plain', '', 'Your mail could not be delivered.', '--xx', 'Content-Type: message/delivery-status', '', 'Reporting-MTA: dns; town.example', '', 'Final-Recipient: rfc822; ana@town.example', `Action: ${action}`, 'Status: 5.1.1', 'Diagnostic-Code: smtp; 550 5.1.1 User', ' unknown', '', '--xx', 'Content-Type: text/rfc822-headers', '', `Message-ID: ${messageIdOf(id, from)}`, 'Subject: Opis', '', '--xx--', ''].join('\r\n'),
  )

test('G4 a letter that came back is marked, its reason is shown, the administrator is told', async () => {
  await tell(['ana'])
  await queue()
  await send()
  const [mail] = await context.db.select().from(mailOut)
  if (!mail) throw new Error('no mail')
  const at = { now: app.clock.now(), today: '2026-03-02' }
  expect(await noteBounce(context.db, report(mail.id, 'delayed'), at)).toEqual({ kind: 'not-ours' })
  expect(await noteBounce(context.db, report(newId(), 'failed'), at)).toEqual({ kind: 'not-ours' })
  expect(await noteBounce(context.db, Buffer.from('From: a@b\r\n\r\nI am on holiday'), at)).toEqual({ kind: 'not-ours' })
  expect(await noteBounce(context.db, report(mail.id, 'failed'), at)).toEqual({ kind: 'noted', mail: mail.id })
  expect((await context.db.select().from(mailOut))[0]).toMatchObject({ state: 'bounced', answer: '550 5.1.1 User unknown' })
  const { rows } = await context.db.execute(sql`select person from notice where kind = 'mail-bounced'`)
  expect(rows).toEqual([{ person: 'root' }])
})

test('G4 without the setting nothing is written or sent, and the outbox says so', async () => {
  await tell(['ana'])
  await createPostTimer({ ...context, mailer: null }).look()
  expect(await states()).toEqual([])
  await createPostTimer(context).look()
  expect(await states()).toEqual(['sent 1'])
})
