import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { cardTasks, taskView } from '#contract/assignments.ts'
import { cardPapers } from '#contract/card-papers.ts'
import { cardView } from '#contract/card-view.ts'
import { cardRegistered } from '#contract/cards.ts'
import { uploadView } from '#contract/counter.ts'
import { annexBytesMax, annexesMax, draftList, draftView, type DraftView } from '#contract/drafts.ts'
import { kindList } from '#contract/kinds.ts'
import { noticeList } from '#contract/notices.ts'
import type { Role } from '#contract/identity.ts'
import { newId } from '#kernel/ids.ts'
import { absence, unit } from '#server/identity/units/schema.ts'
import { removeIdle } from '#server/registry/uploads/receive-file.ts'
import { createUploadArea } from '#server/registry/uploads/upload-area.ts'
import { eq } from 'drizzle-orm'
import { join } from 'node:path'
import { addUser, type Caller } from '#test/support/caller.ts'
import { runServer, sha512Of, type RunningServer } from '#test/support/run-server.ts'
import { seedTownHall } from '#test/support/town-hall.ts'
import { onePagePdf, sendUpload } from '#test/support/upload.ts'

let server: RunningServer
let today: string
const people = new Map<string, Caller>()
const as = (name: string): Caller => {
  const found = people.get(name)
  if (found === undefined) throw new Error(`there is no ${name}`)
  return found
}
const db = () => server.parts.database.db
const sql = (text: string, values: unknown[] = []) => server.parts.database.pool.query(text, values)

beforeAll(async () => {
  server = await runServer()
  today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Chisinau' }).format(new Date())
  await seedTownHall(db())
  const staff: [string, Role[], string[]][] = [['ana', ['clerk'], ['cityhall']], ['mayor', ['head'], ['cityhall']], ['vice', ['reader'], ['cityhall']], ['third', ['reader'], ['finance']], ['olga', ['reader'], ['finance']], ['petru', ['reader'], ['finance']], ['ion', ['reader'], ['housing']], ['keeper', ['records-manager', 'administrator'], ['cityhall']]]
  for (const [name, roles, units] of staff) people.set(name, (await addUser(server.url, server.admin, { name, roles, units })).byToken)
  await db().update(unit).set({ head: 'mayor' }).where(eq(unit.code, 'cityhall'))
  const route = [{ step: 'registry' }, { step: 'visa', people: ['olga', 'petru'], mode: 'serial' }, { step: 'approval', people: ['mayor'] }, { step: 'sending' }, { step: 'file' }]
  const kind = (code: string, flow: string, more: object = {}) => as('keeper').get(kindList, 'POST', '/api/kinds', { json: { code, name: { en: code }, flow, validFrom: today, class: 'petitions', ...more } })
  await kind('letter', 'incoming', { route })
  await kind('reply', 'outgoing')
})
afterAll(() => server.stop())

const registered = (subject: string, channel = 'post') => as('ana').get(cardRegistered, 'POST', '/api/cards', { json: { register: 'incoming', kind: 'letter', subject, channel } })
const begun = (card: string) => as('ana').get(draftView, 'POST', '/api/drafts', { json: { card, kind: 'reply', register: 'outgoing', language: 'en', text: 'The well was repaired.' } })
const on = (draft: DraftView, move: string, json: unknown, who: string) => as(who).get(draftView, 'POST', `/api/drafts/${draft.id}/${move}`, { json })
const refusedOn = (draft: DraftView, move: string, json: unknown, who: string) => as(who).problem('POST', `/api/drafts/${draft.id}/${move}`, { json })
const seen = (draft: DraftView, who = 'ana') => as(who).get(draftView, 'GET', `/api/drafts/${draft.id}`)
const sumOf = (draft: DraftView) => draft.versions.at(-1)?.sha512 ?? ''
const annexesOf = (draft: DraftView) => draft.versions.at(-1)?.annexes ?? []
async function issued(draft: DraftView): Promise<DraftView> {
  await vi.waitUntil(async () => ((await seen(draft)).result?.sheet ?? null) !== null, { timeout: 60_000 })
  return seen(draft)
}
const sentUp = (name: string, bytes: Buffer, who = 'ana', mediaType = 'application/pdf') => sendUpload(as(who), name, bytes, mediaType)
const textOf = async (record: string | null | undefined) => ((await sql('select text from record_page where record = $1 order by page', [record])).rows as { text: string }[]).map((row) => row.text)

describe('annexes of a draft', () => {
  test('S1-07 S3-09 annexes go with the version through visas, approval, sheet, sending and filing, with their checksums', { timeout: 180_000 }, async () => {
    const card = await registered('The well', 'portal')
    const [certificate, plan] = await Promise.all([onePagePdf('Certificate of the well'), onePagePdf('Plan of the yard')])
    const draft = await on(await begun(card.id), 'ask', { version: 1 }, 'ana')
    await on(draft, 'visa', { sha512: sumOf(draft), decision: 'agreed' }, 'olga')

    const uploads = [await sentUp('certificate.pdf', certificate), await sentUp('plan.pdf', plan)]
    const next = await on(draft, 'annexes', { uploads, seen: 1 }, 'ana')
    expect(next).toMatchObject({ state: 'drafting', version: 2 })
    expect(next.visas.every(({ voided }) => voided)).toBe(true)
    expect(annexesOf(next)).toMatchObject([{ name: 'certificate.pdf', sha512: sha512Of(certificate), pages: 1, record: null }, { name: 'plan.pdf', sha512: sha512Of(plan), pages: 1 }])
    expect(sumOf(next)).toBe(sha512Of(Buffer.from(JSON.stringify({ annexes: annexesOf(next).map(({ name, sha512 }) => ({ name, sha512 })), text: 'The well was repaired.' }))))
    expect((await on(next, 'annexes', { uploads, seen: 1 }, 'ana')).version).toBe(2)
    expect(await refusedOn(next, 'visa', { sha512: sumOf(draft), decision: 'agreed' }, 'olga')).toMatchObject({ reason: 'draft-version-changed' })

    const extra = await on(next, 'annexes', { uploads: [await sentUp('extra.pdf', await onePagePdf('Extra'))], seen: 2 }, 'ana')
    const third = annexesOf(extra).at(-1)?.id ?? ''
    const without = await as('ana').get(draftView, 'DELETE', `/api/drafts/${draft.id}/annexes/${third}?seen=3`)
    expect(without).toMatchObject({ version: 4 })
    expect(sumOf(without)).toBe(sumOf(next))
    const reworded = await on(without, 'versions', { text: 'The well was repaired on Monday.', seen: 4 }, 'ana')
    expect(annexesOf(reworded)).toHaveLength(2)

    const asked = await on(reworded, 'ask', { version: 5 }, 'ana')
    const address = `/api/drafts/${draft.id}/annexes/${uploads[0]}`
    const opened = await as('olga').send('GET', address)
    expect([opened.headers.get('content-type'), sha512Of(opened.bytes)]).toEqual(['application/pdf', sha512Of(certificate)])
    expect((await as('ion').send('GET', address)).status).toBe(404)
    for (const who of ['olga', 'petru']) await on(asked, 'visa', { sha512: sumOf(asked), decision: 'agreed' }, who)
    await on(asked, 'approve', { sha512: sumOf(asked) }, 'mayor')
    expect(await refusedOn(asked, 'annexes', { uploads, seen: 5 }, 'ana')).toMatchObject({ reason: 'draft-is-approved' })
    expect(await as('ana').problem('DELETE', `${address}?seen=5`)).toMatchObject({ reason: 'draft-is-approved' })

    await on(asked, 'register', {}, 'ana')
    const done = await issued(asked)
    const [kept] = annexesOf(done)
    const file = await as('ana').send('GET', `/api/records/${kept?.record ?? ''}/renditions/original?page=1`)
    expect(sha512Of(file.bytes)).toBe(sha512Of(certificate))
    const sheet = await textOf(done.result?.sheet)
    expect(sheet).toHaveLength(1)
    for (const said of ['certificate.pdf', 'plan.pdf', sha512Of(certificate).slice(0, 64), sha512Of(plan).slice(64), sumOf(asked).slice(0, 64)]) expect(sheet[0]).toContain(said)
    expect((await textOf(done.result?.record)).join()).toContain('1. certificate.pdf')
    const papers = (await as('ana').get(cardPapers, 'GET', `/api/cards/${done.result?.card ?? ''}/papers`)).papers
    expect(papers.map(({ role, name, form }) => [role, name, form])).toEqual(expect.arrayContaining([['annex', 'certificate.pdf', 'electronic-original'], ['annex', 'plan.pdf', 'electronic-original']]))
    await expect(sql('update card_record set replaced_by = $1 where record = $2', [newId(), kept?.record])).rejects.toThrow('approved')
    expect((await as('ana').send('GET', address)).status).toBe(404)

    await on(done, 'send', { channel: 'portal' }, 'ana')
    const download = await fetch(`${server.url}/status/download`, { method: 'POST', body: new URLSearchParams({ number: card.number, check: card.checkValue, record: kept?.record ?? '' }) })
    expect(download.status).toBe(200)
    expect(sha512Of(Buffer.from(await download.arrayBuffer()))).toBe(sha512Of(certificate))
    await as('ana').get(cardView, 'POST', `/api/cards/${card.id}/filing`, { json: { number: '02-20' } })
    const { rows } = await sql('select count(*)::int as there from record where file = $1 and id = any($2)', ['02-20', annexesOf(done).map(({ record }) => record)])
    expect(rows).toEqual([{ there: 2 }])
  })

  test('what is no PDF, too large, broken, of another person or too many is refused by name, and nothing changes', async () => {
    const draft = await begun((await registered('Bad files')).id)
    const add = (upload: string, who = 'ana') => refusedOn(draft, 'annexes', { uploads: [upload], seen: 1 }, who)
    const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')
    expect(await add(await sentUp('scan.png', png, 'ana', 'image/png'))).toMatchObject({ type: 'unknown-format', reason: 'annex-not-pdf' })
    expect(await add(await sentUp('no.pdf', Buffer.from('plain words')))).toMatchObject({ type: 'unknown-format', reason: 'annex-not-pdf' })
    expect(await add(await sentUp('broken.pdf', Buffer.from('%PDF-1.7\nbroken')))).toMatchObject({ type: 'bad-image' })
    const large = Buffer.alloc(annexBytesMax + 1, 'x')
    const { id: open } = await as('ana').get(uploadView, 'POST', '/api/uploads', { json: { name: 'large.pdf', mediaType: 'application/pdf', bytes: large.byteLength, sha512: sha512Of(large) } })
    expect(await add(open)).toMatchObject({ status: 413, reason: 'annex-too-large' })
    const half = await onePagePdf('Half')
    const { id: begunOnly } = await as('ana').get(uploadView, 'POST', '/api/uploads', { json: { name: 'half.pdf', mediaType: 'application/pdf', bytes: half.byteLength, sha512: sha512Of(half) } })
    expect(await add(begunOnly)).toMatchObject({ reason: 'upload-elsewhere' })
    expect(await add(await sentUp('hers.pdf', await onePagePdf('Hers'), 'olga'))).toMatchObject({ reason: 'no-such-upload' })
    const mayors = await sentUp('his.pdf', await onePagePdf('His'), 'mayor')
    expect(await add(mayors, 'mayor')).toMatchObject({ reason: 'draft-of-another' })
    expect((await seen(draft)).version).toBe(1)
    const many = Array.from({ length: annexesMax }, (_, at) => ({ id: newId(), name: `${at}.pdf`, bytes: 1, sha512: sha512Of(Buffer.from(String(at))), pages: 1 }))
    await sql("insert into draft_version (draft, version, text, annexes, sha512, saved_by, saved_at) values ($1, 2, 'full', $2, 'x', 'ana', now())", [draft.id, JSON.stringify(many)])
    await sql('update draft set last_version = 2 where id = $1', [draft.id])
    expect(await refusedOn(draft, 'annexes', { uploads: [await sentUp('one-more.pdf', await onePagePdf('One more'))], seen: 2 }, 'ana')).toMatchObject({ reason: 'too-many-annexes' })
  })

  test('a file kept for a draft does not go as an idle one, goes to no case, and goes when the draft is withdrawn', async () => {
    const card = await registered('Kept')
    const draft = await begun(card.id)
    const upload = await sentUp('kept.pdf', await onePagePdf('Kept'))
    await on(draft, 'annexes', { uploads: [upload], seen: 1 }, 'ana')
    await sql("update upload set touched_at = touched_at - interval '30 days' where id = $1", [upload])
    const context = { db: db(), clock: { now: () => new Date() }, uploads: createUploadArea(join(server.dataFolder, 'uploads')) } as unknown as Parameters<typeof removeIdle>[0]
    await removeIdle(context)
    expect((await as('ana').send('GET', `/api/drafts/${draft.id}/annexes/${upload}`)).status).toBe(200)
    expect(await as('ana').problem('DELETE', `/api/uploads/${upload}`)).toMatchObject({ reason: 'no-such-upload' })
    expect(await as('ana').problem('POST', `/api/uploads/${upload}/link`, { json: { card: card.id } })).toMatchObject({ type: 'not-found' })
    await on(draft, 'withdraw', { reason: 'not needed' }, 'ana')
    await sql("update upload set touched_at = touched_at - interval '30 days' where id = $1", [upload])
    await removeIdle(context)
    expect((await as('ana').send('GET', `/api/drafts/${draft.id}/annexes/${upload}`)).status).toBe(404)
  })
})

describe('a visa that does not agree', () => {
  test('S3-09 the approver alone overrules it with a reason, which stands on the sheet and in the history; the round goes on', async () => {
    const draft = await on(await begun((await registered('Disagreement')).id), 'ask', { version: 1 }, 'ana')
    const sha512 = sumOf(draft)
    await on(draft, 'visa', { sha512, decision: 'not-agreed', remarks: 'The sum is wrong' }, 'olga')
    const order = { sha512, person: 'olga', reason: 'The sum was checked by the treasury' }
    for (const who of ['ana', 'olga', 'petru', 'vice', 'keeper']) {
      expect((await seen(draft, who === 'petru' || who === 'vice' ? 'ana' : who)).may.overrule, who).toEqual([])
      expect((await as(who).problem('POST', `/api/drafts/${draft.id}/overrule`, { json: order })).status, who).not.toBe(200)
    }
    expect(await refusedOn(draft, 'overrule', order, 'ana')).toMatchObject({ status: 403, reason: 'not-the-approver' })
    expect(await refusedOn(draft, 'overrule', { ...order, reason: ' ' }, 'mayor')).toMatchObject({ type: 'bad-request' })
    expect(await refusedOn(draft, 'overrule', { ...order, person: 'petru' }, 'mayor')).toMatchObject({ reason: 'draft-went-on' })
    expect(await refusedOn(draft, 'approve', { sha512 }, 'mayor')).toMatchObject({ reason: 'visas-missing' })
    expect((await as('mayor').get(draftList, 'GET', '/api/drafts?list=approvals')).drafts.map(({ id }) => id)).toContain(draft.id)
    expect((await seen(draft, 'mayor')).may.overrule).toEqual(['olga'])

    const after = await on(draft, 'overrule', order, 'mayor')
    expect(after.visas[0]).toMatchObject({ person: 'olga', decision: 'not-agreed', remarks: 'The sum is wrong', overruled: { by: 'mayor', insteadOf: null, reason: order.reason } })
    expect((await on(draft, 'overrule', order, 'mayor')).history.filter(({ event }) => event === 'visa-overruled')).toMatchObject([{ actor: 'user:mayor', details: { person: 'olga', reason: order.reason } }])
    expect(after.visas.find(({ person }) => person === 'petru')?.askedAt).not.toBeNull()
    await on(draft, 'visa', { sha512, decision: 'agreed' }, 'petru')
    await on(draft, 'approve', { sha512 }, 'mayor')
    await expect(sql("update visa set overrule_reason = 'x' where draft = $1", [draft.id])).rejects.toThrow('cannot be changed')
    await on(draft, 'register', {}, 'ana')
    const sheet = await textOf((await issued(draft)).result?.sheet)
    expect(sheet).toHaveLength(1)
    for (const said of ['not agreed', 'The sum is wrong', 'Overruled by mayor', order.reason]) expect(sheet[0]).toContain(said)
    const { rows } = await sql("select actor, details->>'reason' as reason from audit_event where action = 'assignments.overrule-visa'")
    expect(rows).toEqual([{ actor: 'user:mayor', reason: order.reason }])
  })
})

const away = (person: string, deputy: string) => ({ id: newId(), person, deputy, fromOn: today, toOn: today, notedBy: 'admin', notedAt: new Date() })

describe('absence', () => {
  test('S3-09 while the approver is away the one who stands in overrules in that name, but never what he wrote or refused himself', async () => {
    const begin = async () => on(await begun((await registered('Stands in')).id), 'ask', { version: 1, people: ['vice'], mode: 'parallel' }, 'ana')
    const [others, own] = [await begin(), await begin()]
    const against = (draft: DraftView, who: string) => on(draft, 'visa', { sha512: sumOf(draft), decision: 'not-agreed', remarks: 'No' }, who)
    await against(others, 'olga')
    await against(own, 'vice')
    await db().insert(absence).values([away('mayor', 'vice'), away('petru', 'ana')])
    try {
      const overrule = (draft: DraftView, person: string) => ({ sha512: sumOf(draft), person, reason: 'Checked' })
      const done = await on(others, 'overrule', overrule(others, 'olga'), 'vice')
      expect(done.visas.find(({ person }) => person === 'olga')?.overruled).toMatchObject({ by: 'vice', insteadOf: 'mayor' })
      expect(await refusedOn(own, 'overrule', overrule(own, 'vice'), 'vice')).toMatchObject({ reason: 'not-the-approver' })
      expect((await seen(own, 'vice')).may.overrule).toEqual([])
      await sql('delete from absence')
      await db().insert(absence).values(away('mayor', 'ana'))
      expect(await refusedOn(own, 'overrule', overrule(own, 'vice'), 'ana')).toMatchObject({ reason: 'not-the-approver' })
    } finally {
      await sql('delete from absence')
    }
  })


  test('S4-06 a deputy who is away himself is followed: notices, visas and tasks reach the one who is there', async () => {
    await db().insert(absence).values([away('olga', 'vice'), away('vice', 'third')])
    try {
      const card = await registered('Away')
      const draft = await on(await begun(card.id), 'ask', { version: 1 }, 'ana')
      const told = async (who: string) => (await as(who).get(noticeList, 'GET', '/api/notices')).notices.filter((one) => one.card === card.id).map(({ kind, facts }) => [kind, facts['for'] ?? null])
      expect(await told('third')).toEqual([['visa-wanted', 'olga']])
      expect(await told('olga')).toEqual([['visa-wanted', null]])
      expect(await told('vice')).toEqual([])
      expect(await refusedOn(draft, 'visa', { sha512: sumOf(draft), decision: 'agreed' }, 'vice')).toMatchObject({ reason: 'no-visa-of-yours' })
      const given = await on(draft, 'visa', { sha512: sumOf(draft), decision: 'agreed', person: 'olga' }, 'third')
      expect(given.visas[0]).toMatchObject({ person: 'olga', decidedBy: 'third' })

      const made = await as('mayor').get(cardTasks, 'POST', `/api/cards/${card.id}/resolutions`, { json: { text: 'To reply', tasks: [{ executor: 'olga', dueOn: today }] } })
      const task = made.resolutions[0]?.tasks[0]?.id ?? ''
      expect(await told('third')).toContainEqual(['task-given', 'olga'])
      await sql('delete from deadline_run')
      await server.parts.post.look()
      expect(await told('third')).toContainEqual(['due-today', 'olga'])
      expect(await told('vice')).toEqual([])
      const view = await as('third').get(taskView, 'GET', `/api/tasks/${task}`)
      expect(view).toMatchObject({ standingInFor: 'olga' })
      expect(await as('third').get(taskView, 'POST', `/api/tasks/${task}/moves`, { json: { version: view.version, what: { move: 'report', report: 'done' } } })).toMatchObject({ state: 'executed' })
    } finally {
      await sql('delete from absence')
    }
  })

  test('a ring of people who are all away tells nobody instead of them, and ends', async () => {
    await db().insert(absence).values([away('olga', 'vice'), away('vice', 'olga')])
    try {
      const card = await registered('Ring')
      await on(await begun(card.id), 'ask', { version: 1 }, 'ana')
      const { rows } = await sql('select person from notice where card = $1', [card.id])
      expect(rows).toEqual([{ person: 'olga' }])
    } finally {
      await sql('delete from absence')
    }
  })
})

test('S0-06 a document whose reply was sent is ready for filing when its last open task is cancelled', async () => {
  const card = await registered('Answered before the task ended')
  const made = await as('mayor').get(cardTasks, 'POST', `/api/cards/${card.id}/resolutions`, { json: { text: 'To reply', tasks: [{ unit: 'housing', executor: 'ion' }] } })
  const task = made.resolutions[0]?.tasks[0]
  if (task === undefined) throw new Error('the resolution made no task')
  const draft = await on(await begun(card.id), 'ask', { version: 1 }, 'ana')
  for (const who of ['olga', 'petru']) await on(draft, 'visa', { sha512: sumOf(draft), decision: 'agreed' }, who)
  await on(draft, 'approve', { sha512: sumOf(draft) }, 'mayor')
  await on(draft, 'register', {}, 'ana')
  await on(await issued(draft), 'send', { channel: 'post' }, 'ana')
  const stateOf = async () => (await as('ana').get(cardView, 'GET', `/api/cards/${card.id}`)).state
  expect(await stateOf()).toBe('in-work')
  const { version } = await as('mayor').get(taskView, 'GET', `/api/tasks/${task.id}`)
  await as('mayor').get(taskView, 'POST', `/api/tasks/${task.id}/moves`, { json: { version, what: { move: 'cancel', reason: 'answered already' } } })
  expect(await stateOf()).toBe('executed')
  expect(await as('ana').get(cardView, 'POST', `/api/cards/${card.id}/filing`, { json: { number: '02-21' } })).toMatchObject({ state: 'filed' })
  expect(await as('mayor').problem('POST', `/api/cards/${card.id}/resolutions`, { json: { text: 'Late', tasks: [{ unit: 'housing' }] } })).toMatchObject({ reason: 'card-closed' })
  expect(await as('mayor').problem('POST', `/api/cards/${card.id}/points`, { json: { points: [{ point: 1, text: 'Late', unit: 'housing', controller: 'ana', dueOn: today }] } })).toMatchObject({ reason: 'card-closed' })
})
