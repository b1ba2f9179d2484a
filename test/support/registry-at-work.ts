import { createHash } from 'node:crypto'
import { z } from 'zod'
import { cardTasks } from '#contract/assignments.ts'
import { attached } from '#contract/card-papers.ts'
import { cardRegistered } from '#contract/cards.ts'
import { correspondentMade } from '#contract/correspondents.ts'
import { counterRegistered, uploadView } from '#contract/counter.ts'
import { draftView } from '#contract/drafts.ts'
import { inboundClientMade, inboundStatus } from '#contract/inbound.ts'
import { webhookMade } from '#contract/notices.ts'
import { blockView, entryList } from '#contract/register-views.ts'
import { routingRules } from '#contract/routing.ts'
import { absenceList } from '#contract/units.ts'
import { newId } from '#kernel/ids.ts'
import { addUser, callerWithToken, type TestUser } from './caller.ts'
import type { RunningServer } from './run-server.ts'
import { seedTownHall } from './town-hall.ts'

/** One of everything that a registry has, and the people who made it. */
export type RegistryAtWork = {
  /** Clerk of the city hall, head of the body, reader of housing, controller, clerk of another body. */
  ana: TestUser
  mayor: TestUser
  giorgi: TestUser
  boris: TestUser
  stranger: TestUser
  /** Identifiers of what is there: `letter` has a paper, a draft, a task; `case` came to the counter. */
  ids: Record<'correspondent' | 'letter' | 'case' | 'decision' | 'paper' | 'task' | 'draft' | 'entry' | 'block' | 'upload' | 'item' | 'rule' | 'client' | 'webhook' | 'absence' | 'template', string>
}

/** Fills a running server, through its own doors, with the small town hall and one of everything. */
export async function registryAtWork(server: RunningServer): Promise<RegistryAtWork> {
  await seedTownHall(server.parts.database.db)
  const hire = (name: string, role: 'clerk' | 'head' | 'reader' | 'controller', unit: string) => addUser(server.url, server.admin, { name, roles: [role], units: [unit] })
  const people = { ana: await hire('ana', 'clerk', 'cityhall'), mayor: await hire('mayor', 'head', 'cityhall'), giorgi: await hire('giorgi', 'reader', 'housing'), boris: await hire('boris', 'controller', 'cityhall'), stranger: await hire('stranger', 'clerk', 'buiucani') }
  return { ...people, ids: { ...(await documents(people)), ...(await surroundings(server, people)) } }
}

type People = Omit<RegistryAtWork, 'ids'>

async function documents({ ana, boris, giorgi, mayor }: People) {
  const by = ana.byToken
  const made = await by.get(correspondentMade, 'POST', '/api/correspondents', { json: { kind: 'person', name: 'Maria Rusu' } })
  if (made.outcome !== 'made') throw new Error('the correspondent was there already')
  const correspondent = made.correspondent.id
  const register = (json: object) => by.get(cardRegistered, 'POST', '/api/cards', { json: { subject: 'The bridge', ...json } })
  const letter = await register({ register: 'incoming', kind: 'letter', correspondent, paper: 'kept' })
  const decision = await register({ register: 'decisions', kind: 'decision' })
  const served = await by.get(counterRegistered, 'POST', '/api/counter/cases', { json: { service: 'extract', correspondent, taken: ['application'] } })
  const { record: paper } = await by.get(attached, 'POST', `/api/cards/${letter.id}/papers?form=electronic-original&name=letter.txt`, { body: Buffer.from('The bridge shall be mended') })
  const tasks = await mayor.byToken.get(cardTasks, 'POST', `/api/cards/${letter.id}/resolutions`, { json: { text: 'Look into it', tasks: [{ executor: giorgi.name, unit: 'housing', controller: boris.name, dueOn: '2099-01-01' }] } })
  const draft = await giorgi.byToken.get(draftView, 'POST', '/api/drafts', { json: { card: letter.id, kind: 'reply', register: 'outgoing', language: 'ro', subject: 'Answer', text: 'It shall be mended' } })
  const [number] = (await by.get(entryList, 'GET', `/api/entries?number=${encodeURIComponent(letter.number)}`)).entries
  const block = await by.get(blockView, 'POST', '/api/registers/incoming/blocks', { json: { place: 'centre', count: 3 } })
  const bytes = Buffer.from('%PDF-1.4 a slip')
  const upload = await by.get(uploadView, 'POST', '/api/uploads', { json: { name: 'slip.pdf', mediaType: 'application/pdf', bytes: bytes.length, sha512: createHash('sha512').update(bytes).digest('hex') } })
  return { correspondent, letter: letter.id, case: served.id, decision: decision.id, paper, task: tasks.resolutions[0]?.tasks[0]?.id ?? '', draft: draft.id, entry: number?.id ?? '', block: block.id, upload: upload.id }
}

async function surroundings({ url, admin }: RunningServer, { ana, giorgi }: People) {
  const templates = z.object({ templates: z.array(z.object({ id: z.string() })) })
  const { rules } = await admin.get(routingRules, 'POST', '/api/routing', { json: { name: 'Bridges', words: ['bridge'], unit: 'housing' } })
  const client = await admin.get(inboundClientMade, 'POST', '/api/inbound-clients', { json: { name: 'Portal', register: 'incoming' } })
  const application = { kind: 'letter', applicant: { name: 'Ion Ceban' }, subject: 'A lamp', text: 'The lamp is dark' }
  const item = await callerWithToken(url, client.key).get(inboundStatus, 'POST', '/api/inbound/applications', { json: application, headers: { 'idempotency-key': newId() } })
  const webhook = await admin.get(webhookMade, 'POST', '/api/webhooks', { json: { name: 'Portal', url: 'http://127.0.0.1:9/', events: ['card.stage'] } })
  const away = await ana.byToken.get(absenceList, 'POST', '/api/absences', { json: { person: ana.name, deputy: giorgi.name, fromOn: '2099-01-01', toOn: '2099-01-05' } })
  const kept = await ana.byToken.get(templates, 'POST', '/api/resolution-templates', { json: { text: 'For execution' } })
  return { rule: rules[0]?.id ?? '', client: client.id, item: item.id, webhook: webhook.id, absence: away.absences[0]?.id ?? '', template: kept.templates[0]?.id ?? '' }
}
