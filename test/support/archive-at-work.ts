import { cardList } from '#contract/card-view.ts'
import { fileView, personView } from '#contract/file-plan.ts'
import { inboundClientMade, inboundStatus } from '#contract/inbound.ts'
import { roles } from '#contract/identity.ts'
import { routingRules } from '#contract/routing.ts'
import type { PageMarks } from '#contract/page-marks.ts'
import { scheduleList } from '#contract/schedules.ts'
import { newId } from '#kernel/ids.ts'
import { readConfig } from '#server/config.ts'
import { showTown } from '#server/demo/show-town.ts'
import { townPeople } from '#server/demo/town-house.ts'
import { importLetter, settled } from './acts.ts'
import { addUser, callerWithToken, type Caller, type TestUser } from './caller.ts'
import { pageImage } from './pile.ts'
import { awaitBatch, enrolStation, feedBatch, marks, orderCovers, readingOf, type RunningServer } from './run-server.ts'

const year = 2015

/**
 * The town hall of the demonstration and an archive at work behind it: a batch with a record that was read and an
 * exception, files, people, paper, a hold, a request to erase, an act, an inventory, a draft of rules, what waits in
 * the queue, and what fails. Gives somebody who may see and do everything.
 */
export async function archiveAtWork(server: RunningServer): Promise<TestUser> {
  await showTown(server.parts.records, readConfig({ OPIS_DATA: server.dataFolder, DATABASE_URL: server.databaseUrl }), { records: [] }, () => undefined)
  const user = await addUser(server.url, server.admin, { name: 'everyman', roles: [...roles], units: ['town', 'housing'] })
  await capture(server)
  await keep(server, user.byToken)
  await receive(server, user.byToken)
  await settled(server)
  await fail(server)
  return user
}

/** A batch with a page that was read under its cover, and one in which a page belongs nowhere. */
async function capture(server: RunningServer): Promise<void> {
  const [station, recogniser] = [await enrolStation(server), await enrolStation(server, 'recogniser')]
  const [cover = ''] = await orderCovers(server, { count: 1, class: 'contracts', sheets: 1 })
  const images = (first: number, sheets: readonly PageMarks[]) => Promise.all(sheets.map(async (seen, index) => ({ bytes: await pageImage(first + index), marks: seen })))
  const whole = await feedBatch(station, await images(1, [marks.cover(cover), marks.page]))
  const read = () => readingOf('The lighthouse keeper\nasks for a new lamp')
  await awaitBatch(server, whole, (report) => report.records[0]?.state === 'searchable', { recogniser, read })
  const faulty = await feedBatch(station, await images(11, [marks.page, marks.cover(cover), marks.page]))
  await awaitBatch(server, faulty, (report) => report.state === 'exceptions')
  await Promise.all([station.close(), recogniser.close()])
}

/** What a records manager has on the desk. */
async function keep(server: RunningServer, by: Caller): Promise<void> {
  const letters = []
  for (const name of ['lamp', 'well', 'road', 'pier']) letters.push(await importLetter(server, `A letter about the ${name}`, { date: `${year}-03-12`, name: `${name}.txt` }))
  const decision = await importLetter(server, 'Decision on the bridge', { class: 'decisions', date: `${year}-05-06` })
  const closedFile = async (code: string, number: string, record: string | undefined) => {
    const { id } = await by.get(fileView, 'POST', '/api/files', { json: { class: code, number, title: `Papers of ${year}`, openedOn: `${year}-01-01` } })
    await by.get(fileView, 'POST', `/api/files/${id}/records`, { json: { record } })
    await by.get(fileView, 'POST', `/api/files/${id}/close`, { json: { on: `${year}-12-31` } })
    return id
  }
  const file = await closedFile('correspondence', '01-1', letters[0])
  await closedFile('decisions', '02-1', decision)
  const send = async (path: string, json: unknown) => {
    const answer = await by.send('POST', path, { json })
    if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${answer.bytes.toString('utf8')}`)
  }
  await send('/api/paper', { kind: 'file', subject: file, box: '17', sheets: 40 })
  const person = await by.get(personView, 'POST', '/api/people', { json: { name: 'Elena Postolache' } })
  await send(`/api/people/${person.id}/links`, { kind: 'record', subject: letters[1] })
  await send('/api/holds', { reason: 'A claim', authority: 'Court 1', reviewOn: '2099-01-01', scopes: [{ kind: 'record', target: letters[1] }] })
  await send('/api/erasure-requests', { records: [letters[2]], requester: 'Ion Ceban', basis: 'art. 17' })
  await send('/api/commissions', { title: 'Expert commission', quorum: 1, members: [{ name: 'everyman', chair: true }] })
  await settled(server)
  await send('/api/acts', { title: 'Old letters', subjects: [{ kind: 'record', id: letters[0] }] })
  await send('/api/transfers', { title: `Decisions of ${year}`, archive: 'State archive', fonds: '1', from: year, to: year })
  const from = (await by.get(scheduleList, 'GET', '/api/retention/schedules')).schedules[0]?.versions[0]?.id
  await send('/api/retention/schedules/versions', { from, version: 'next', effectiveFrom: '2099-01-01', transition: 'never-shorten', basis: 'order 9' })
}

/** A step that was given up, and a page that nobody could read. */
async function fail({ parts }: RunningServer): Promise<void> {
  await parts.database.pool.query("insert into task (id, name, subject, state, attempts, error_code, error_detail) select gen_random_uuid(), 'join-card', id, 'failed', 1, 'integrity', 'The file has other bytes.' from record limit 1")
  await parts.database.pool.query("update recognition_page set state = 'failed', error_code = 'bad-image', error_detail = 'Nothing to see.' where page = (select page from recognition_page where state = 'done' limit 1)")
}

/** What comes in, and who is away. */
async function receive({ url, admin }: RunningServer, by: Caller): Promise<void> {
  await admin.get(routingRules, 'POST', '/api/routing', { json: { name: 'Lamps', words: ['lamp'], unit: 'housing' } })
  const client = await admin.get(inboundClientMade, 'POST', '/api/inbound-clients', { json: { name: 'Portal', register: 'incoming' } })
  const application = { kind: 'letter', applicant: { name: 'Ion Ceban' }, subject: 'A lamp', text: 'The lamp is dark' }
  await callerWithToken(url, client.key).get(inboundStatus, 'POST', '/api/inbound/applications', { json: application, headers: { 'idempotency-key': newId() } })
  const { cards } = await by.get(cardList, 'GET', '/api/cards?flow=appeals')
  for (const [path, json] of [
    ['/api/absences', { person: 'everyman', deputy: townPeople.head.name, fromOn: '2099-01-01', toOn: '2099-01-05' }],
    ['/api/resolution-templates', { text: 'For execution' }],
    ['/api/registers/incoming/blocks', { place: 'counter', count: 3 }],
    ['/api/services', { code: 'lamp', name: { en: 'Repair of a lamp' }, unit: 'housing', register: 'appeals', kind: 'petition', validFrom: '2020-01-01', online: true, papers: [{ code: 'photo', name: { en: 'Photograph' }, required: true }], fields: [{ code: 'street', name: { en: 'Street' }, type: 'text', required: true }] }],
    ['/api/drafts', { card: cards.find(({ state }) => state === 'in-work')?.id, kind: 'reply', register: 'outgoing', language: 'en', subject: 'Answer', text: 'It shall be mended' }],
    ['/api/webhooks', { name: 'Portal', url: 'http://127.0.0.1:9/', events: ['card.stage'] }],
  ] as const) {
    const answer = await by.send('POST', path, { json })
    if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${answer.bytes.toString('utf8')}`)
  }
}
