import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { inboundClientMade, inboundStatus } from '#contract/inbound.ts'
import { intakeItemView, intakeList, type IntakeItemView } from '#contract/intake.ts'
import { mailList } from '#contract/notices.ts'
import { serviceDetail } from '#contract/services.ts'
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
const from = 'opis@town.example'

const arrive = async (id: string, more: { from?: string; text?: string } = {}, ...headers: string[]): Promise<IntakeItemView> => {
  const letter = letterOf({ id, subject: `Letter ${id}`, text: more.text ?? 'Немає світла на вулиці Шевченка, ліхтарі не горять уже третій тиждень поспіль.', ...(more.from === undefined ? {} : { from: more.from }) })
  await box.deliver(Buffer.concat([Buffer.from(headers.map((line) => `${line}\r\n`).join('')), letter]))
  await ana.bySession.send('POST', '/api/intake/fetch')
  const found = (await ana.bySession.get(intakeList, 'GET', '/api/intake?limit=200')).items.find(({ title }) => title === `Letter ${id}`)
  if (found === undefined) throw new Error(`${id} did not come`)
  return found
}
const reject = (id: string, json: object = {}) => ana.bySession.send('POST', `/api/intake/${id}/reject`, { json: { reason: 'Немає підпису.', ...json } })
const rejected = async (id: string, json: object = {}) => intakeItemView.parse(JSON.parse((await reject(id, json)).bytes.toString()))
const mails = () => server.admin.get(mailList, 'GET', '/api/mails?limit=200')

describe.skipIf(!dovecotIsThere)('answers to senders', () => {
  beforeAll(async () => {
    ;[box, out] = await Promise.all([startDovecot(), startSmtpServer()])
    server = await runServer({ settings: { OPIS_INTAKE_IMAP_URL: box.url, OPIS_SMTP_URL: out.url, OPIS_MAIL_FROM: from, OPIS_ARCHIVE_NAME: 'Миколаївка' } })
    await seedTownHall(server.parts.database.db)
    await server.admin.get(serviceDetail, 'POST', '/api/services', { json: { code: 'kiosk', name: { en: 'Permit for a kiosk' }, unit: 'housing', register: 'incoming', kind: 'letter', validFrom: '2020-01-01', online: true } })
    ana = await addUser(server.url, server.admin, { name: 'ana', roles: ['clerk'], units: ['cityhall'] })
  })
  afterAll(async () => {
    await server.stop()
    await Promise.all([box.stop(), out.stop()])
  })

  test('S0-A1 the sender of a letter that is rejected reads why, in his language, once, and the clerk sees that it went out', async () => {
    const item = await arrive('first')
    expect(item).toMatchObject({ language: 'uk', reply: { refused: null, usual: true } })
    expect(await rejected(item.id)).toMatchObject({ state: 'rejected', reply: null, decided: { reason: 'Немає підпису.', answer: { to: 'olena@example.org', state: 'queued', sentAt: null } } })
    await vi.waitUntil(() => out.got.length === 1, { timeout: 30_000 })
    const [mail] = out.got
    expect(mail).toMatchObject({ subject: expect.stringMatching(/^Ваше повідомлення від \d\d\.\d\d\.\d{4} не зареєстровано$/), inReplyTo: '<first@example.org>', text: expect.stringContaining('Причина:\nНемає підпису.') })
    expect([mail?.headers.get('auto-submitted'), mail?.text?.includes('Миколаївка'), mail?.text?.includes('ліхтарі')]).toEqual(['auto-replied', true, false])
    const shown = () => ana.bySession.get(intakeItemView, 'GET', `/api/intake/${item.id}`)
    await vi.waitUntil(async () => (await shown()).decided?.answer?.state === 'sent', { timeout: 30_000 })
    // Decided once, answered once.
    expect((await reject(item.id)).status).toBe(409)
    expect((await mails()).mails).toMatchObject([{ purpose: 'rejection', person: '', address: 'olena@example.org', state: 'sent' }])
  })

  test('S0-A1 the clerk may reject without an answer, or choose its language', async () => {
    const before = (await mails()).mails.length
    expect((await rejected((await arrive('quiet', { from: 'quiet@example.org' })).id, { answer: false })).decided?.answer).toBeNull()
    expect((await mails()).mails).toHaveLength(before)
    await rejected((await arrive('georgian', { from: 'nino@example.org' })).id, { language: 'ka' })
    expect((await mails()).mails[0]).toMatchObject({ address: 'nino@example.org', subject: expect.stringContaining('არ დარეგისტრირდა') })
  })

  test('S0-A1 lists, programs, addresses nobody reads and the house itself are never answered, also when the clerk asks for it', async () => {
    const before = (await mails()).mails.length
    const cases = [
      ['vacation', 'automatic', {}, 'Auto-Submitted: auto-replied'], ['list', 'automatic', {}, 'List-Id: <news.example.org>'], ['bulk', 'automatic', {}, 'Precedence: bulk'], ['report', 'automatic', {}, 'Return-Path: <>'],
      ['own', 'automatic', { from }], ['noreply', 'no-reply', { from: 'Shop <no-reply@shop.example>' }], ['nobody', 'no-address', { from: 'Nobody at all' }],
    ] as const
    for (const [id, refused, more, ...headers] of cases) {
      const item = await arrive(id, more, ...headers)
      expect([id, item.reply]).toEqual([id, { refused, usual: false }])
      expect((await reject(item.id, { answer: true })).status).toBe(400)
      expect((await rejected(item.id)).decided?.answer).toBeNull()
    }
    expect((await mails()).mails).toHaveLength(before)
  })

  test('S0-A1 two programs that write to each other stop: one address is answered three times a day at most', async () => {
    const robot = 'robot@loop.example'
    for (const at of [1, 2, 3]) expect((await rejected((await arrive(`loop${at}`, { from: robot })).id)).decided?.answer).not.toBeNull()
    const fourth = await arrive('loop4', { from: robot })
    expect(fourth.reply).toEqual({ refused: 'often', usual: false })
    expect((await rejected(fourth.id)).decided?.answer).toBeNull()
    expect((await mails()).mails.filter(({ address }) => address === robot)).toHaveLength(3)
  })

  test('S2-10 the program that submitted sees the state and the reason, and its applicant is answered only where the clerk says so', async () => {
    const { key } = await server.admin.get(inboundClientMade, 'POST', '/api/inbound-clients', { json: { name: 'Portal', register: 'incoming' } })
    const portal = callerWith(server.url, { authorization: `Bearer ${key}` })
    const submit = (idempotency: string) => portal.get(inboundStatus, 'POST', '/api/inbound/applications', { json: { kind: 'letter', applicant: { name: 'Ion', email: 'ion@example.org' }, text: 'x', language: 'ro' }, headers: { 'idempotency-key': idempotency } })
    const [quiet, loud] = [await submit('rejected-1'), await submit('rejected-2')]
    expect((await rejected(quiet.id)).decided?.answer).toBeNull()
    expect(await portal.get(inboundStatus, 'GET', `/api/inbound/applications/${quiet.id}`)).toMatchObject({ state: 'rejected', reason: 'Немає підпису.', number: null })
    expect((await rejected(loud.id, { answer: true })).decided?.answer).toMatchObject({ to: 'ion@example.org' })
    await vi.waitUntil(() => out.got.some(({ text }) => text?.includes(loud.provisionalNumber)), { timeout: 30_000 })
    expect(out.got.find(({ text }) => text?.includes(loud.provisionalNumber))?.subject).toContain('nu a fost înregistrat')
  })

  test('S2-09 the provisional receipt of the public page shows the reason, and the applicant with an address gets it by mail', async () => {
    const form = await (await fetch(`${server.url}/apply/kiosk?lang=ro`)).text()
    const body = new FormData()
    for (const [name, value] of Object.entries({ form: /name="form" value="([^"]+)"/.exec(form)?.[1] ?? '', name: 'Elena Rusu', email: 'elena@example.org', phone: '', address: 'Centrală 1', message: 'Un chioșc' })) body.set(name, value)
    const receipt = await (await fetch(`${server.url}/apply/kiosk?lang=ro`, { method: 'POST', body, headers: { origin: server.url } })).text()
    const code = /class="code">([0-9A-Z-]{14})</.exec(receipt)?.[1] ?? ''
    const [item] = (await ana.bySession.get(intakeList, 'GET', '/api/intake?limit=200')).items.filter(({ source }) => source === 'online')
    expect(item?.reply).toEqual({ refused: null, usual: true })
    expect((await rejected(z.string().parse(item?.id), { reason: 'Lipsește schița.' })).decided?.answer).toMatchObject({ to: 'elena@example.org' })
    const shown = await (await fetch(`${server.url}/apply/status?lang=ro`, { method: 'POST', body: new URLSearchParams({ code }), headers: { origin: server.url } })).text()
    expect(shown).toContain('Lipsește schița.')
    expect((await mails()).mails[0]).toMatchObject({ address: 'elena@example.org', subject: expect.stringContaining('Mesajul dumneavoastră') })
  })
})
