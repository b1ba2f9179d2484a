import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { eq } from 'drizzle-orm'
import { cardTasks, taskView } from '#contract/assignments.ts'
import { cardView } from '#contract/card-view.ts'
import { cardRegistered } from '#contract/cards.ts'
import { cardRoute, draftList, draftTemplates, draftView, filingProposal, waitingTimes, type DraftView } from '#contract/drafts.ts'
import { kindList } from '#contract/kinds.ts'
import { recordView } from '#contract/records.ts'
import { searchResult } from '#contract/search.ts'
import type { Role } from '#contract/identity.ts'
import { newId } from '#kernel/ids.ts'
import { absence, unit } from '#server/identity/units/schema.ts'
import { addUser, type Caller } from '#test/support/caller.ts'
import { runServer, sha512Of, type RunningServer } from '#test/support/run-server.ts'
import { seedTownHall } from '#test/support/town-hall.ts'
import { countPdfA, veraPdfIsThere } from '#test/support/vera-pdf.ts'

let server: RunningServer
let today: string
const people = new Map<string, Caller>()
const visaGivers = ['olga', 'petru', 'rodica', 'sandu', 'tamara']

const as = (name: string): Caller => {
  const found = people.get(name)
  if (found === undefined) throw new Error(`there is no ${name}`)
  return found
}
const route = [
  { step: 'registry' },
  { step: 'head', people: ['mayor'] },
  { step: 'executor', unit: 'housing' },
  { step: 'reply' },
  { step: 'visa', people: visaGivers, mode: 'parallel', days: 2 },
  { step: 'approval', people: ['mayor'] },
  { step: 'sending' },
  { step: 'file' },
]
const kind = (code: string, flow: string, more: Record<string, unknown> = {}) => ({ code, name: { en: code, uk: code }, flow, validFrom: today, ...more })
const db = () => server.parts.database.db
const sql = (text: string, values: unknown[] = []) => server.parts.database.pool.query(text, values)

beforeAll(async () => {
  server = await runServer()
  today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Chisinau' }).format(new Date())
  await seedTownHall(db())
  const staff: [string, Role[], string[]][] = [['ana', ['clerk'], ['cityhall']], ['mayor', ['head'], ['cityhall']], ['ion', ['reader'], ['housing']], ['stranger', ['reader'], ['finance']], ['keeper', ['records-manager'], ['cityhall']], ...visaGivers.map((name): [string, Role[], string[]] => [name, ['reader'], ['finance']])]
  for (const [name, roles, units] of staff) people.set(name, (await addUser(server.url, server.admin, { name, roles, units })).byToken)
  await db().update(unit).set({ head: 'mayor' }).where(eq(unit.code, 'cityhall'))
  await db().update(unit).set({ head: 'ion' }).where(eq(unit.code, 'housing'))
  await as('keeper').get(kindList, 'POST', '/api/kinds', { json: kind('letter', 'incoming', { route, class: 'petitions' }) })
  await as('keeper').get(kindList, 'POST', '/api/kinds', { json: kind('reply', 'outgoing', { class: 'petitions' }) })
  await as('ana').get(draftTemplates, 'PUT', '/api/draft-templates', {
    json: { code: 'answer', language: 'uk', kind: 'reply', title: 'Відповідь', subject: 'Відповідь: {subject}', body: 'Шановні!\n\nНа Ваш лист № {card-number} повідомляємо: криницю відремонтовано.\n\nНаш № {number} від {date}' },
  })
})
afterAll(() => server.stop())

const registered = async (subject: string) => as('ana').get(cardRegistered, 'POST', '/api/cards', { json: { register: 'incoming', kind: 'letter', subject } })
const cardNow = (id: string, who = 'ana') => as(who).get(cardView, 'GET', `/api/cards/${id}`)
const routeNow = async (id: string) => (await as('ana').get(cardRoute, 'GET', `/api/cards/${id}/route`)).steps.map((step) => `${step.step} ${step.state}`)
const on = (draft: DraftView, move: string, json: unknown, who: string) => as(who).get(draftView, 'POST', `/api/drafts/${draft.id}/${move}`, { json })
const refusedOn = (draft: DraftView, move: string, json: unknown, who: string) => as(who).problem('POST', `/api/drafts/${draft.id}/${move}`, { json })
const seen = (draft: DraftView, who = 'ana') => as(who).get(draftView, 'GET', `/api/drafts/${draft.id}`)
const sumOf = (draft: DraftView) => draft.versions.at(-1)?.sha512 ?? ''
const begun = (card: string, more: Record<string, unknown> = {}) => as('ana').get(draftView, 'POST', '/api/drafts', { json: { card, kind: 'reply', register: 'outgoing', language: 'uk', template: 'answer', ...more } })
const agreeing = (draft: DraftView, who: string, more: Record<string, unknown> = {}) => on(draft, 'visa', { sha512: sumOf(draft), decision: 'agreed', ...more }, who)
/** A draft with every visa of the route. */
async function agreed(card: string, more: Record<string, unknown> = {}): Promise<DraftView> {
  const draft = await on(await begun(card, more), 'ask', { version: 1 }, 'ana')
  for (const who of visaGivers) await agreeing(draft, who)
  return seen(draft)
}
/** The draft once its papers are in the archive. */
async function issued(draft: DraftView): Promise<DraftView> {
  await vi.waitUntil(async () => ((await seen(draft)).result?.sheet ?? null) !== null, { timeout: 30_000 })
  return seen(draft)
}

describe('the whole way of a document', () => {
  test('S0-06 S4-01 an incoming letter goes from card to resolution, execution, reply, filing and archive in one system', async () => {
    const card = await registered('Криниця на вулиці Садовій')
    expect(await routeNow(card.id)).toEqual(['registry done', 'head now', ...['executor', 'reply', 'visa', 'approval', 'sending', 'file'].map((step) => `${step} to-come`)])
    await as('mayor').get(cardTasks, 'POST', `/api/cards/${card.id}/resolutions`, { json: { text: 'Розглянути', tasks: [{ unit: 'housing', executor: 'ion' }] } })
    const { resolutions } = await as('ion').get(cardTasks, 'GET', `/api/cards/${card.id}/tasks`)
    const task = resolutions[0]?.tasks[0]
    if (task === undefined) throw new Error('the resolution made no task')

    const draft = await agreed(card.id, { assignment: task.id })
    expect(draft).toMatchObject({ state: 'for-approval', approver: 'mayor', subject: 'Відповідь: Криниця на вулиці Садовій' })
    const sha512 = sumOf(draft)
    await on(draft, 'approve', { sha512 }, 'mayor')
    const outgoing = await on(draft, 'register', { sheets: 1 }, 'ana')
    const again = await on(draft, 'register', { sheets: 1 }, 'ana')
    expect(again.result?.number).toBe(outgoing.result?.number)
    const done = await issued(draft)
    await on(done, 'send', { channel: 'post', address: 'вул. Садова, 1' }, 'ana')
    const view = await as('ion').get(taskView, 'GET', `/api/tasks/${task.id}`)
    expect(view.resultCard).toMatchObject({ number: done.result?.number })
    const reported = await as('ion').get(taskView, 'POST', `/api/tasks/${task.id}/moves`, { json: { version: view.version, what: { move: 'report', report: 'відповідь надіслано' } } })
    expect(await as('ana').problem('POST', `/api/cards/${card.id}/filing`, { json: { number: '02-14' } })).toMatchObject({ reason: 'tasks-still-open' })
    await as('mayor').get(taskView, 'POST', `/api/tasks/${task.id}/moves`, { json: { version: reported.version, what: { move: 'close' } } })

    const after = await cardNow(card.id)
    expect(after.stages.map((one) => [one.stage, one.number]).at(-1)).toEqual(['replied', done.result?.number])
    expect(await as('ana').get(filingProposal, 'GET', `/api/cards/${card.id}/filing`)).toMatchObject({ class: 'petitions', records: 1, openTasks: 0, openDrafts: 0 })
    const filed = await as('ana').get(cardView, 'POST', `/api/cards/${card.id}/filing`, { json: { number: '02-14', title: 'Листування' } })
    expect(filed).toMatchObject({ state: 'filed', closedOn: today })
    expect(filed.stages.at(-1)?.stage).toBe('closed')
    expect(await cardNow(done.result?.card ?? '')).toMatchObject({ state: 'filed', filedIn: filed.filedIn })
    expect(await routeNow(card.id)).toEqual(route.map(({ step }) => `${step} done`))
  })

  test('S0-08 the records of a filed document are found by their text by those who may see it, and cannot be changed', async () => {
    const { rows } = await sql("select r.id, c.id as card from card c join card_record cr on cr.card = c.id join record r on r.id = cr.record where c.state = 'filed' and cr.role = 'reply'")
    const { id, card } = rows[0] as { id: string; card: string }
    const find = async (who: string) => (await as(who).get(searchResult, 'GET', `/api/search?q=${encodeURIComponent('відремонтовано')}`)).hits.map((hit) => hit.record)
    await vi.waitUntil(async () => (await find('ana')).includes(id), { timeout: 30_000 })
    expect(await find('ion')).toContain(id)
    expect(await find('stranger')).toEqual([])
    expect(await as('ana').get(recordView, 'GET', `/api/records/${id}`)).toMatchObject({ file: '02-14', class: 'petitions' })
    await expect(sql("update card set subject = 'another' where id = $1", [card])).rejects.toThrow('the card is filed')
    await expect(sql('delete from card where id = $1', [card])).rejects.toThrow()
    expect(await as('ana').problem('POST', '/api/drafts', { json: { card, kind: 'reply', register: 'outgoing', language: 'uk' } })).toMatchObject({ type: 'not-in-this-state' })
    expect(await as('ana').problem('POST', `/api/cards/${card}/reopen`, { json: { reason: 'x' } })).toMatchObject({ type: 'forbidden' })
    const open = await as('mayor').get(cardView, 'POST', `/api/cards/${card}/reopen`, { json: { reason: 'A further letter came' } })
    expect(open).toMatchObject({ state: 'in-work', filedIn: null, closedOn: null })
    expect(open.stages.at(-1)?.stage).toBe('under-examination')
  })

  test.each([
    ['an internal document', { register: 'memos', kind: 'memo', channel: 'internal' }, { kind: 'memo', register: 'memos' }, 'executes'],
    ['an outgoing document that nobody asked for', { register: 'outgoing', kind: 'reply', channel: 'internal' }, { kind: 'reply', register: 'outgoing' }, 'reply-to'],
  ] as const)('S0-06 %s goes from registration to resolution, execution, draft, visas, sending, filing and archive', async (title, form, result, relation) => {
    await server.parts.database.pool.query("insert into register (id, code, title, unit, flow, template, reset, opened_on) values (gen_random_uuid(), 'memos', '{}', 'cityhall', 'internal', 'М-{seq}/{yyyy}', '{\"kind\":\"yearly\",\"on\":\"01-01\"}', '2020-01-01') on conflict do nothing")
    for (const [code, flow] of [['memo', 'internal'], ['reply', 'outgoing']] as const) await as('keeper').get(kindList, 'POST', '/api/kinds', { json: kind(code, flow, { class: 'petitions', route }) })
    const card = await as('ana').get(cardRegistered, 'POST', '/api/cards', { json: { ...form, subject: title } })
    expect((await cardNow(card.id)).correspondent).toBeNull()
    const made = await as('mayor').get(cardTasks, 'POST', `/api/cards/${card.id}/resolutions`, { json: { text: 'To carry out', tasks: [{ unit: 'housing', executor: 'ion', controller: 'keeper' }] } })
    const task = made.resolutions[0]?.tasks[0]?.id ?? ''
    const draft = await on(await begun(card.id, { ...result, template: undefined, subject: title, text: 'To the heads of units: № {number} of {date}', assignment: task }), 'ask', { version: 1 }, 'ana')
    for (const who of visaGivers) await agreeing(draft, who)
    await on(draft, 'approve', { sha512: sumOf(draft) }, 'mayor')
    await on(draft, 'register', {}, 'ana')
    const done = await issued(draft)
    await on(done, 'send', { channel: 'internal' }, 'ana')
    const view = await as('ion').get(taskView, 'GET', `/api/tasks/${task}`)
    const told = await as('ion').get(taskView, 'POST', `/api/tasks/${task}/moves`, { json: { version: view.version, what: { move: 'report', report: 'sent round' } } })
    await as('keeper').get(taskView, 'POST', `/api/tasks/${task}/moves`, { json: { version: told.version, what: { move: 'take-off-control', resultCard: done.result?.card } } })
    const number = `09-${form.register}`
    const filed = await as('ana').get(cardView, 'POST', `/api/cards/${card.id}/filing`, { json: { number } })
    expect(filed).toMatchObject({ state: 'filed', relations: [{ relation, direction: 'to', card: done.result?.card }] })
    expect(filed.events.map(({ event }) => event)).toEqual(expect.arrayContaining(['registered', 'resolution', 'handed-to', 'draft-approved', 'reply-sent', 'filed']))
    expect(await routeNow(card.id)).toEqual(route.map(({ step }) => `${step} done`))
    expect(await cardNow(done.result?.card ?? '')).toMatchObject({ state: 'filed', filedIn: filed.filedIn })
    expect(await as('ana').get(recordView, 'GET', `/api/records/${done.result?.record ?? ''}`)).toMatchObject({ class: 'petitions', file: number })
  })

  test('a document with an open task or an unsent draft is not filed', async () => {
    const card = await registered('Unfinished')
    const draft = await begun(card.id)
    expect(await as('ana').problem('POST', `/api/cards/${card.id}/filing`, { json: { number: '02-15' } })).toMatchObject({ reason: 'drafts-still-open' })
    await on(draft, 'withdraw', { reason: 'not needed' }, 'ana')
    expect((await as('ana').get(cardView, 'POST', `/api/cards/${card.id}/filing`, { json: { number: '02-15' } })).state).toBe('filed')
  })
})

describe('a document that is annulled', () => {
  test('ends its tasks and drafts with the reason, tells their people, and stays annulled', async () => {
    const card = await registered('Registered by mistake')
    await as('mayor').get(cardTasks, 'POST', `/api/cards/${card.id}/resolutions`, { json: { text: 'To examine', tasks: [{ unit: 'housing', executor: 'ion', controller: 'keeper', helpers: [{ executor: 'olga' }] }] } })
    const asked = await on(await begun(card.id), 'ask', { version: 1 }, 'ana')
    await agreeing(asked, 'petru')
    const annulled = await as('ana').send('POST', `/api/cards/${card.id}/annul`, { json: { reason: 'meant for another house' } })
    expect(annulled.status).toBe(200)
    const { resolutions } = await as('mayor').get(cardTasks, 'GET', `/api/cards/${card.id}/tasks`)
    const task = resolutions[0]?.tasks[0]?.id ?? ''
    await vi.waitUntil(async () => (await as('mayor').get(taskView, 'GET', `/api/tasks/${task}`)).state === 'cancelled', { timeout: 30_000 })
    const ended = await as('mayor').get(taskView, 'GET', `/api/tasks/${task}`)
    expect(ended).toMatchObject({ state: 'cancelled', endedBy: { name: 'ana' }, moves: [] })
    expect(ended.timeline.at(-1)).toMatchObject({ event: 'cancel', actor: 'user:ana', details: { reason: 'meant for another house', annulled: card.number } })
    const draft = await seen(asked)
    expect(draft).toMatchObject({ state: 'withdrawn', withdrawn: { reason: 'meant for another house' } })
    expect(draft.visas.every((one) => one.voided)).toBe(true)
    expect((await as('olga').get(draftList, 'GET', '/api/drafts?list=visas')).drafts.map((one) => one.id)).not.toContain(draft.id)
    const { rows } = await sql("select person, kind from notice where card = $1 and kind in ('task-cancelled', 'draft-returned') order by kind, person", [card.id])
    expect((rows as { person: string; kind: string }[]).map((one) => `${one.kind} ${one.person}`)).toEqual([...visaGivers.map((name) => `draft-returned ${name}`), ...['ion', 'keeper', 'mayor', 'olga'].map((name) => `task-cancelled ${name}`)])
    const now = await cardNow(card.id)
    expect([now.state, now.stages.at(-1)?.stage]).toEqual(['annulled', 'annulled'])
  })

  test('takes no reply that was approved before', async () => {
    const card = await registered('Annulled after the approval')
    const draft = await agreed(card.id)
    await on(draft, 'approve', { sha512: sumOf(draft) }, 'mayor')
    await as('ana').send('POST', `/api/cards/${card.id}/annul`, { json: { reason: 'twice' } })
    expect(await refusedOn(draft, 'register', {}, 'ana')).toMatchObject({ reason: 'card-closed' })
    expect((await seen(draft)).state).toBe('approved')
  })
})

describe('drafts and visas', () => {
  test('S1-07 a draft goes from a template through visa and signature to registration, and keeps every version', async () => {
    const card = await registered('Дорога')
    const first = await begun(card.id)
    expect(first.versions[0]?.text).toContain(`№ ${card.number} повідомляємо`)
    expect(first.versions[0]?.text).toContain('№ {number} від {date}')
    const second = await on(first, 'versions', { text: `${first.versions[0]?.text ?? ''}\n\nЗ повагою`, seen: 1 }, 'ana')
    expect(second.versions.map(({ version }) => version)).toEqual([1, 2])
    expect(sumOf(second)).toBe(sha512Of(Buffer.from(second.versions[1]?.text ?? '')))
    expect(await refusedOn(first, 'versions', { text: 'later', seen: 1 }, 'ana')).toMatchObject({ reason: 'draft-version-changed' })
    expect(await refusedOn(first, 'versions', { text: 'mine', seen: 2 }, 'ion')).toMatchObject({ type: 'not-found' })
    const asked = await on(second, 'ask', { version: 2 }, 'ana')
    for (const who of visaGivers) await agreeing(asked, who)
    await on(asked, 'approve', { sha512: sumOf(asked) }, 'mayor')
    await on(asked, 'register', {}, 'ana')
    const done = await issued(asked)
    const { rows } = await sql('select text from record_page where record = $1', [done.result?.record])
    expect((rows as { text: string }[]).map((row) => row.text).join('')).toContain(`Наш № ${done.result?.number ?? ''} від`)
  })

  test('visas of one version fall with the next one, a visa names exactly one version, and one that does not agree keeps the draft back', async () => {
    const card = await registered('Bridge')
    const draft = await on(await begun(card.id), 'ask', { version: 1 }, 'ana')
    await agreeing(draft, 'olga')
    expect(await refusedOn(draft, 'visa', { sha512: sumOf(draft), decision: 'not-agreed' }, 'petru')).toMatchObject({ reason: 'remarks-needed' })
    await on(draft, 'visa', { sha512: sumOf(draft), decision: 'not-agreed', remarks: 'The sum is wrong' }, 'petru')
    for (const who of ['rodica', 'sandu', 'tamara']) await agreeing(draft, who)
    expect((await seen(draft)).state).toBe('in-visas')
    expect(await refusedOn(draft, 'approve', { sha512: sumOf(draft) }, 'mayor')).toMatchObject({ reason: 'visas-missing' })
    const next = await on(draft, 'versions', { text: 'The sum is put right.', seen: 1 }, 'ana')
    expect(next).toMatchObject({ state: 'drafting' })
    expect(next.visas.every((one) => one.voided)).toBe(true)
    expect(await refusedOn(draft, 'visa', { sha512: sumOf(draft), decision: 'agreed' }, 'petru')).toMatchObject({ reason: 'draft-version-changed' })
    const again = await on(next, 'ask', { version: 2, mode: 'serial' }, 'ana')
    expect(await refusedOn(again, 'visa', { sha512: sumOf(again), decision: 'agreed' }, 'petru')).toMatchObject({ type: 'not-in-this-state' })
    for (const who of visaGivers) await agreeing(again, who)
    expect((await seen(draft)).state).toBe('for-approval')
    expect(await refusedOn(draft, 'approve', { sha512: sumOf(again) }, 'olga')).toMatchObject({ reason: 'not-the-approver' })
    const { rows } = await sql("select person from notice where kind = 'visa-remark'")
    expect(rows).toEqual([{ person: 'ana' }])
  })

  test('S3-09 who drafted, who gave visa with which remarks, who signed on which version: one printable page; a signed version cannot be changed', async () => {
    const card = await registered('Decision on the market square')
    const draft = await on(await begun(card.id, { kind: 'decision', register: 'decisions', template: undefined, text: 'The council decides.' }), 'ask', { version: 1 }, 'ana')
    await on(draft, 'visa', { sha512: sumOf(draft), decision: 'agreed-with-remarks', remarks: 'Name the hours of the market' }, 'olga')
    for (const who of visaGivers.slice(1)) await agreeing(draft, who)
    const sha512 = sumOf(draft)
    expect((await on(draft, 'approve', { sha512 }, 'mayor')).approval).toMatchObject({ by: 'mayor', version: 1, sha512, grade: 'none' })
    expect(await refusedOn(draft, 'versions', { text: 'something else', seen: 1 }, 'ana')).toMatchObject({ reason: 'draft-is-approved' })
    expect(await refusedOn(draft, 'withdraw', { reason: 'no' }, 'ana')).toMatchObject({ reason: 'draft-is-approved' })
    for (const change of ["update draft set subject = 'x' where id = $1", "update draft set state = 'drafting' where id = $1", "update draft_version set text = 'x' where draft = $1", 'delete from draft_version where draft = $1', "insert into draft_version values ($1, 2, 'x', 'x', 'x', now())", "update visa set remarks = 'x' where draft = $1", 'delete from draft where id = $1'])
      await expect(sql(change, [draft.id]), change).rejects.toThrow(/cannot|approved/)
    await on(draft, 'register', {}, 'ana')
    const done = await issued(draft)
    const { rows } = await sql('select page, text from record_page where record = $1', [done.result?.sheet])
    const sheet = rows as { page: number; text: string }[]
    expect(sheet).toHaveLength(1)
    for (const said of ['ana', 'olga', 'Name the hours of the market', 'mayor', sha512.slice(0, 64), done.result?.number ?? '?']) expect(sheet[0]?.text).toContain(said)
    expect((await as('ana').send('GET', `/api/dispatches/sheet?on=${today}&language=ka`)).bytes.subarray(0, 5).toString()).toBe('%PDF-')
  })

  test('S4-06 five are asked at once, a deputy answers for the absent, each is reminded, and the time of each is reported', async () => {
    const card = await registered('Budget')
    const draft = await on(await begun(card.id), 'ask', { version: 1 }, 'ana')
    expect(draft.visas.filter((one) => one.askedAt !== null)).toHaveLength(5)
    await db().insert(absence).values({ id: newId(), person: 'tamara', deputy: 'stranger', fromOn: today, toOn: today, notedBy: 'admin', notedAt: new Date() })
    const wanted = await as('stranger').get(draftList, 'GET', '/api/drafts?list=visas')
    expect(wanted.drafts.map((one) => [one.id, one.standingInFor])).toContainEqual([draft.id, 'tamara'])
    await agreeing(draft, 'stranger')
    const { visas } = await seen(draft)
    expect(visas.find((one) => one.person === 'tamara')).toMatchObject({ decidedBy: 'stranger', decision: 'agreed' })
    for (const _again of [1, 2]) await as('ana').send('POST', `/api/drafts/${draft.id}/remind`)
    const { rows } = await sql("select count(*)::int as told from notice where kind = 'visa-wanted' and key like $1", [`%${draft.id}:1:again%`])
    expect(rows).toEqual([{ told: 4 }])
    await sql("update visa set asked_at = asked_at - interval '26 hours' where draft = $1", [draft.id])
    await sql('delete from deadline_run')
    await sql('delete from notice where key like $1', [`%${draft.id}:1:again%`])
    await server.parts.post.look()
    const { rows: again } = await sql("select count(*)::int as told from notice where kind = 'visa-wanted' and key like $1", [`%${draft.id}:1:again%`])
    expect(again).toEqual([{ told: 4 }])
    const report = await as('mayor').get(waitingTimes, 'GET', '/api/visas/waiting-times')
    const times = new Map(report.people.map((one) => [one.person, one]))
    expect(times.get('tamara')).toMatchObject({ byDeputy: 1, longestHours: 26 })
    expect(times.get('petru')).toMatchObject({ longestOpenHours: 26 })
    expect(await as('ion').problem('GET', '/api/visas/waiting-times')).toMatchObject({ type: 'forbidden' })
  })
})

describe('who sends and reminds', () => {
  test('the author, who approves it and the registry of the unit send and remind, nobody else who sees the document', async () => {
    for (const [name, roles, units] of [['desk', ['clerk'], ['cityhall']], ['elsewhere', ['clerk'], ['finance']]] as [string, Role[], string[]][]) people.set(name, (await addUser(server.url, server.admin, { name, roles, units })).byToken)
    const card = await registered('Whose hands')
    await as('mayor').get(cardTasks, 'POST', `/api/cards/${card.id}/resolutions`, { json: { text: 'x', tasks: [{ unit: 'housing', executor: 'ion', helpers: [{ unit: 'finance', executor: 'elsewhere' }] }] } })
    const draft = await agreed(card.id)
    const strangers = ['ion', 'elsewhere', 'olga']
    for (const who of strangers) {
      expect((await seen(draft, who)).may, who).toMatchObject({ send: false, remind: false })
      expect(await as(who).problem('POST', `/api/drafts/${draft.id}/remind`)).toMatchObject({ status: 403, reason: 'draft-not-yours-to-send' })
    }
    for (const who of ['ana', 'mayor', 'desk']) expect((await as(who).send('POST', `/api/drafts/${draft.id}/remind`)).status, who).toBe(200)
    await on(draft, 'approve', { sha512: sumOf(draft) }, 'mayor')
    await on(draft, 'register', {}, 'ana')
    for (const who of strangers) expect(await refusedOn(draft, 'send', { channel: 'post' }, who), who).toMatchObject({ status: 403, reason: 'draft-not-yours-to-send' })
    for (const who of ['ana', 'mayor', 'desk']) expect((await seen(draft, who)).may.send, who).toBe(true)
    expect(await on(draft, 'send', { channel: 'post' }, 'desk')).toMatchObject({ state: 'sent', sending: { by: 'desk' } })
  })
})

describe('kinds and routes', () => {
  test('S0-03 a route is data: a change of it touches only what is registered afterwards', async () => {
    const before = await registered('Before the change')
    await as('keeper').get(kindList, 'POST', '/api/kinds', { json: kind('letter', 'incoming', { class: 'petitions', route: [{ step: 'registry' }, { step: 'unit', unit: 'finance' }, { step: 'file' }] }) })
    const after = await registered('After the change')
    expect(await routeNow(before.id)).toHaveLength(route.length)
    expect(await routeNow(after.id)).toEqual(['registry done', 'unit now', 'file to-come'])
    expect(await as('keeper').problem('POST', '/api/kinds', { json: { ...kind('letter', 'incoming'), validFrom: '2020-01-01' } })).toMatchObject({ reason: 'day-has-passed' })
    expect(await as('ana').problem('POST', '/api/kinds', { json: kind('letter', 'incoming') })).toMatchObject({ type: 'forbidden' })
  })

  test('a unit that was closed in the middle of a route hands its step to its successor, and no new route names it', async () => {
    const card = await registered('Reorganised')
    await sql("insert into unit_succession (id, from_unit, to_unit, from_on, ordered_by, ordered_at) values ($1, 'finance', 'housing', $2, 'admin', now())", [newId(), today])
    await sql("update unit set closed_on = $1 where code = 'finance'", [today])
    const { steps } = await as('ana').get(cardRoute, 'GET', `/api/cards/${card.id}/route`)
    expect(steps.find((step) => step.unit === 'finance')).toMatchObject({ closedUnit: 'finance', successor: 'housing' })
    const refused = await as('keeper').problem('POST', '/api/kinds', { json: kind('memo', 'internal', { route: [{ step: 'unit', unit: 'finance' }] }) })
    expect(refused).toMatchObject({ reason: 'unit-closed', detail: 'The unit finance is closed; housing took over its work. Put another unit into the step.' })
    const { kinds } = await as('ana').get(kindList, 'GET', '/api/kinds')
    expect(kinds.find((one) => one.code === 'letter' && one.now)).toMatchObject({ closedUnits: [{ unit: 'finance', successor: 'housing' }] })
    await sql("update unit set closed_on = null where code = 'finance'")
    await sql("delete from unit_succession where from_unit = 'finance'")
  })

  test('S0-04 kinds with routes and default deadlines are on one printable sheet; a retired one takes no documents', async () => {
    await as('keeper').get(kindList, 'POST', '/api/kinds', { json: kind('petition', 'appeals', { route, term: 'test.petition', class: 'petitions' }) })
    const sheets = await Promise.all(['en', 'uk', 'ka'].map((language) => as('ana').send('GET', `/api/kinds/sheet?language=${language}`)))
    expect(sheets.map((one) => one.headers.get('content-type'))).toEqual(['application/pdf', 'application/pdf', 'application/pdf'])
    // Each kind with its steps in order and its deadline, and a place to sign.
    const sheetFolder = await mkdtemp(join(tmpdir(), 'opis-kinds-text-'))
    await writeFile(join(sheetFolder, 'sheet.pdf'), sheets[0]?.bytes ?? '')
    const printed = (await promisify(execFile)('pdftotext', ['-raw', join(sheetFolder, 'sheet.pdf'), '-'])).stdout.replaceAll(/\s+/g, ' ')
    await rm(sheetFolder, { recursive: true })
    for (const said of ['petition', 'letter', 'reply', '30 days', 'petitions', 'Agreed', 'Position, name, signature, date', 'Page 1 of']) expect(printed).toContain(said)
    expect(printed).toMatch(/registry.*head.*executor.*reply.*visas.*approval.*sending.*file/)
    if (veraPdfIsThere) {
      const folder = await mkdtemp(join(tmpdir(), 'opis-kinds-'))
      const files = await Promise.all(sheets.map(async (one, at) => {
        const path = join(folder, `${at}.pdf`)
        await writeFile(path, one.bytes)
        return path
      }))
      expect(await countPdfA(files)).toBe(3)
      await rm(folder, { recursive: true })
    }
    await as('keeper').get(kindList, 'POST', '/api/kinds/petition/retire', { json: {} })
    expect(await as('ana').problem('POST', '/api/cards', { json: { register: 'appeals', kind: 'petition', subject: 'Late' } })).toMatchObject({ reason: 'no-such-kind' })
  })
})
