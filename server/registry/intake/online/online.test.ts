import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import sharp from 'sharp'
import { sql } from 'drizzle-orm'
import { correspondentMade } from '#contract/correspondents.ts'
import { counterCase, replyList } from '#contract/counter.ts'
import { intakeItemView, intakeList, itemAccepted } from '#contract/intake.ts'
import { serviceDetail } from '#contract/services.ts'
import { languages } from '#kernel/language.ts'
import { dayIn } from '#server/file-plan/known-date.ts'
import { termRuleRow } from '#server/registry/data-schema.ts'
import { addUser, type TestUser } from '#test/support/caller.ts'
import { runServer, type RunningServer } from '#test/support/run-server.ts'
import { seedTownHall } from '#test/support/town-hall.ts'

let server: RunningServer
let ana: TestUser
let ion: TestUser
let applicant = ''
const today = dayIn('Europe/Chisinau', new Date())
const inDays = (days: number) => dayIn('Europe/Chisinau', new Date(Date.parse(`${today}T12:00:00Z`) + days * 86_400_000))

beforeAll(async () => {
  server = await runServer()
  const { db } = server.parts.database
  await seedTownHall(db)
  const [rule] = await db.select().from(termRuleRow).where(sql`id = 'test.petition'`)
  if (rule === undefined) throw new Error('the town hall has a rule')
  await db.insert(termRuleRow).values({ ...rule, id: 'test.received', definition: { ...(rule.definition as object), id: 'test.received', from: 'received' } })
  ana = await addUser(server.url, server.admin, { name: 'ana', roles: ['clerk'], units: ['cityhall'] })
  ion = await addUser(server.url, server.admin, { name: 'ion', roles: ['clerk'], units: ['buiucani'] })
  const names = { en: 'Extract from the house book', ro: 'Extras din registru', uk: 'Витяг з реєстру', ru: 'Выписка из реестра', ka: 'ამონაწერი რეესტრიდან' }
  for (const [code, term] of [['extract', 'test.petition'], ['extract-ua', 'test.received']] as const)
    await server.admin.get(serviceDetail, 'POST', '/api/services', {
      json: { code, name: names, unit: 'housing', register: 'incoming', kind: 'letter', term, validFrom: today, online: true, papers: [{ code: 'identity', name: { en: 'Identity card' }, required: true }], fields: [{ code: 'flat', name: { en: 'Flat' }, type: 'number', required: true }, { code: 'use', name: { en: 'Use' }, type: 'choice', required: false, choices: ['bank', 'court'] }] },
    })
  const made = await ana.bySession.get(correspondentMade, 'POST', '/api/correspondents', { json: { kind: 'person', name: 'Olena Shevchenko' } })
  applicant = made.outcome === 'made' ? made.correspondent.id : ''
})
afterAll(() => server.stop())

const page = async (path: string, init?: RequestInit) => {
  const answer = await fetch(`${server.url}${path}`, init)
  return { status: answer.status, text: await answer.text(), policy: answer.headers.get('content-security-policy') ?? '' }
}
const formOf = async (service: string, language = 'uk') => /name="form" value="([\w-]+)"/.exec((await page(`/apply/${service}?lang=${language}`)).text)?.[1] ?? ''
async function filled(form: string, more: Record<string, string> = {}, withFile = true): Promise<FormData> {
  const data = new FormData()
  for (const [name, value] of Object.entries({ form, name: 'Olena Shevchenko', address: 'Central st. 1', email: 'olena@example.org', phone: '', message: 'Please & thank <you>', 'f.flat': '12', website: '', ...more })) data.set(name, value)
  if (withFile) data.set('p.identity', new File([new Uint8Array(await sharp({ create: { width: 300, height: 420, channels: 3, background: '#fefefe' } }).jpeg().toBuffer())], 'pass.jpg', { type: 'image/jpeg' }))
  return data
}
const send = async (service: string, data: FormData, language = 'uk') => page(`/apply/${service}?lang=${language}`, { method: 'POST', body: data })
const codeIn = (text: string) => /([0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4})/.exec(text)?.[1] ?? ''
const ask = (code: string, language = 'en') => page(`/apply/status?lang=${language}`, { method: 'POST', body: new URLSearchParams({ code }) })
const queue = (user: TestUser) => user.bySession.get(intakeList, 'GET', '/api/intake')

test('S2-09 a submission gets a provisional receipt at once, and its number when a clerk has accepted it', async () => {
  const form = await formOf('extract')
  const sent = await send('extract', await filled(form))
  expect(sent.status).toBe(201)
  expect(sent.text).toContain('Попередня розписка')
  expect(sent.text).toContain('pass.jpg')
  const code = codeIn(sent.text)
  // The browser sends the same form again: one submission, the same receipt.
  expect(codeIn((await send('extract', await filled(form))).text)).toBe(code)
  const { items } = await queue(ana)
  expect(items).toMatchObject([{ source: 'online', state: 'waiting', sender: 'Olena Shevchenko', proposed: { register: 'incoming', unit: 'housing', service: 'extract' }, payload: { fields: { flat: '12' }, message: 'Please & thank <you>' }, files: [{ name: 'pass.jpg', paper: 'identity' }] }])
  expect((await ask(code.toLowerCase().replaceAll('-', ' '))).text).toContain('waits to be registered')
  // Another body has nothing to do with it.
  expect((await queue(ion)).items).toEqual([])
  const [item] = items
  const accepted = await ana.bySession.get(itemAccepted, 'POST', `/api/intake/${item?.id}/accept`, { json: { correspondent: applicant } })
  expect(accepted).toMatchObject({ registeredOn: today, dueOn: inDays(30) })
  expect(await ana.bySession.problem('POST', `/api/intake/${item?.id}/accept`, { json: { correspondent: applicant } })).toMatchObject({ reason: 'intake-item-decided' })
  const shown = await ask(code)
  for (const said of [accepted.number, accepted.checkValue]) expect(shown.text).toContain(said)
  expect(shown.text).not.toContain('Olena')
  expect(await ana.bySession.get(counterCase, 'GET', `/api/counter/cases/${accepted.id}`)).toMatchObject({ service: 'extract', applicant: 'Olena Shevchenko', papers: [{ code: 'identity', state: 'taken' }] })
  // The file becomes a record of the case, as an electronic original.
  const record = async () => (await server.parts.database.db.execute<{ form: string; paper: string }>(sql`select form, paper from card_record where card = ${accepted.id}`)).rows
  await vi.waitUntil(async () => (await record()).length === 1, { timeout: 30_000 })
  expect(await record()).toEqual([{ form: 'electronic-original', paper: 'identity' }])
  expect((await ana.bySession.problem('GET', `/api/uploads/${item?.files[0]?.upload}`, {})).type).toBe('not-found')
  // The reply is downloadable with the check value; a wrong one and an unknown number are answered alike.
  const { rows } = await server.parts.database.db.execute<{ record: string }>(sql`select record from card_record where card = ${accepted.id}`)
  const reply = (fields: Record<string, string>) => fetch(`${server.url}/apply/reply?lang=en`, { method: 'POST', body: new URLSearchParams(fields) })
  const right = { number: ` nr. ${accepted.number} `, check: accepted.checkValue.toLowerCase() }
  expect(await (await reply(right)).text()).toContain('There is nothing to download')
  await ana.bySession.get(replyList, 'POST', `/api/cards/${accepted.id}/replies`, { json: { record: rows[0]?.record, name: 'Reply.jpg' } })
  expect(await (await reply(right)).text()).toContain('Reply.jpg')
  const bytes = await reply({ ...right, record: rows[0]?.record ?? '' })
  expect([bytes.headers.get('content-type'), (await bytes.arrayBuffer()).byteLength > 100]).toEqual(['image/jpeg', true])
  for (const wrong of [{ ...right, check: '0000-0000' }, { ...right, number: '99/2026' }]) expect(await (await reply({ ...wrong, record: rows[0]?.record ?? '' })).text()).toContain('There is nothing to download')
  expect(await ana.bySession.problem('POST', `/api/cards/${accepted.id}/replies`, { json: { record: applicant, name: 'x' } })).toMatchObject({ reason: 'no-such-record' })
})

test.each([
  ['extract', 'registered', 30],
  ['extract-ua', 'received', 25],
] as const)('S2-09 the term of %s begins with the day on which it was %s', async (service, _from, days) => {
  const code = codeIn((await send(service, await filled(await formOf(service)))).text)
  expect(code).not.toBe('')
  const [item] = (await queue(ana)).items
  await server.parts.database.db.execute(sql`update intake_item set received_on = ${inDays(-5)} where id = ${item?.id}`)
  expect(await ana.bySession.get(itemAccepted, 'POST', `/api/intake/${item?.id}/accept`, { json: { correspondent: applicant } })).toMatchObject({ registeredOn: today, dueOn: inDays(days) })
})

test('S2-09 a clerk rejects with a reason that the sender reads, and missing papers are asked for', async () => {
  const code = codeIn((await send('extract', await filled(await formOf('extract'), {}, false))).text)
  const [item] = (await queue(ana)).items
  expect(await ana.bySession.problem('POST', `/api/intake/${item?.id}/accept`, { json: {} })).toMatchObject({ reason: 'papers-missing', facts: { papers: 'Identity card' } })
  expect(await ion.bySession.problem('POST', `/api/intake/${item?.id}/reject`, { json: { reason: 'x' } })).toMatchObject({ reason: 'no-such-intake-item' })
  expect(await ana.bySession.get(intakeItemView, 'POST', `/api/intake/${item?.id}/reject`, { json: { reason: 'Send it to the <b>district</b>' } })).toMatchObject({ state: 'rejected', card: null })
  expect((await ask(code)).text).toContain('Send it to the &lt;b&gt;district&lt;/b&gt;')
})

test('S2-09 the pages need no script, speak five languages, and refuse what is wrong, too large, too often or of a program', async () => {
  for (const language of languages) {
    const { status, text, policy } = await page(`/apply?lang=${language}`)
    expect(status).toBe(200)
    expect(text).toContain(`<html lang="${language}">`)
    expect(text).not.toMatch(/<script|style="|https?:\/\//)
    expect(policy).toContain("script-src 'self'")
  }
  const wrong = await send('extract', await filled(await formOf('extract'), { name: '', 'f.flat': 'many', address: '"><i>' }), 'en')
  expect(wrong.status).toBe(422)
  for (const said of ['is missing', 'is not accepted', 'Files have to be chosen once more', '&quot;&gt;&lt;i&gt;', 'Please &amp; thank &lt;you&gt;']) expect(wrong.text).toContain(said)
  const faulty = await send('extract', await filled(await formOf('extract'), { message: '', 'f.flat': 'many', 'f.use': 'park' }), 'en')
  for (const [tag, name] of [['textarea', 'message'], ['input', 'f.flat'], ['select', 'f.use']]) expect(faulty.text).toMatch(new RegExp(`<p class="warn" id="${name}-fault">[^<]+</p><${tag} id="${name}" name="${name}"[^>]* aria-invalid="true" aria-describedby="${name}-fault"`))
  const strange = await filled(await formOf('extract'), {}, false)
  strange.set('p.identity', new File(['MZ…'], 'pass.pdf', { type: 'application/pdf' }))
  expect((await send('extract', strange, 'en')).text).toContain('This file cannot be read: pass.pdf')
  const program = await send('extract', await filled(await formOf('extract'), { website: 'http://spam.example' }), 'en')
  expect([program.status, program.text.includes('Leave this field empty')]).toEqual([422, true])
  expect((await page('/apply/kiosk?lang=en')).status).toBe(404)
  expect((await ask('0000-0000-0000')).text).toContain('There is no submission with this code')
  const large = await filled(await formOf('extract'))
  large.set('p.identity', new File([new Uint8Array(21 * 1024 * 1024)], 'large.pdf'))
  expect((await send('extract', large, 'en')).status).toBe(413)
  const last: number[] = []
  for (let at = 0; at < 4; at += 1) last.push((await send('extract', await filled('short'), 'en')).status)
  expect(last.at(-1)).toBe(429)
  expect((await queue(ana)).items).toEqual([])
})
