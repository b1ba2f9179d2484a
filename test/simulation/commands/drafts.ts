import { eq } from 'drizzle-orm'
import { askVisas as askForm, giveVisa as giveForm, newDraft, registerDraft as registerForm, sendDraft as sendForm } from '#contract/drafts.ts'
import { approveDraft } from '#server/assignments/drafts/approve-draft.ts'
import { askVisas } from '#server/assignments/drafts/ask-visas.ts'
import { beginDraft } from '#server/assignments/drafts/begin-draft.ts'
import { actingAs, type Acting } from '#server/assignments/drafts/context.ts'
import { giveVisa } from '#server/assignments/drafts/give-visa.ts'
import { issueDraft } from '#server/assignments/drafts/issue-draft.ts'
import { overruleVisa } from '#server/assignments/drafts/overrule-visa.ts'
import { registerDraft } from '#server/assignments/drafts/register-draft.ts'
import { saveDraftVersion } from '#server/assignments/drafts/save-version.ts'
import { draft as draftTable, draftVersion, visa } from '#server/assignments/drafts/schema.ts'
import { sendDraft } from '#server/assignments/drafts/send-draft.ts'
import { execute } from '../deadlines.ts'
import { must, openTasksOf, type Draft } from '../model.ts'
import { headOf, namesOf, seesHimself } from '../rights.ts'
import { cardsWhere, refused, same, type Command, type World } from '../world.ts'
import { addCard, nextPlace } from './register.ts'

const acting = async ({ house }: World, name: string): Promise<Acting> => actingAs(await house.who(name))

async function sumOf({ house }: World, draft: Draft): Promise<string> {
  const rows = await house.db.select({ version: draftVersion.version, sha512: draftVersion.sha512 }).from(draftVersion).where(eq(draftVersion.draft, draft.id))
  return must(rows.find(({ version }) => version === draft.version), 'version of the draft').sha512
}

/** Whoever works on a document begins a reply. */
export const beginReply: Command = {
  name: 'begin-reply',
  weight: 3,
  async run(world) {
    const { model, random, house } = world
    const card = random.pick(cardsWhere(world, ({ register, state, id }) => (register === 'incoming' || register === 'appeals') && state !== 'annulled' && state !== 'filed' && [...model.drafts.values()].every((one) => one.card !== id || one.state === 'withdrawn')))
    if (card === undefined) return null
    const task = random.pick(openTasksOf(model, card.id).filter(({ executor }) => executor !== null && seesHimself(model, executor, card)))
    const author = task?.executor ?? 'ana'
    const form = newDraft.parse({ card: card.id, kind: 'reply', register: 'outgoing', language: 'uk', text: 'Криницю відремонтовано.', ...(task === undefined ? {} : { assignment: task.id }) })
    const id = await beginDraft(house.context, form, await acting(world, author))
    model.drafts.set(id, { id, card: card.id, task: task?.id ?? null, author, state: 'drafting', version: 1, approver: null, serial: false, visas: [], result: null })
    return `${card.number} by ${author}`
  },
}

/** Takes a reply one step on its way: visas, approval, registration, sending. */
export const pushReply: Command = {
  name: 'push-reply',
  weight: 12,
  async run(world) {
    const draft = world.random.pick([...world.model.drafts.values()].filter(({ state }) => state !== 'sent' && state !== 'withdrawn'))
    if (draft === undefined) return null
    const card = must(world.model.cards.get(draft.card), 'card')
    // An approved reply to a document that was annulled lies there for ever.
    if (card.state === 'annulled' && draft.state === 'approved') {
      await refused('card-closed', async () => registerDraft(world.house.context, draft.id, registerForm.parse({}), await world.house.who('ana')))
      return `${card.number} refused`
    }
    const was = draft.state
    await steps[draft.state](world, draft)
    return `${card.number}: ${was} to ${draft.state}`
  },
}

type Step = (world: World, draft: Draft) => Promise<void>

async function ask(world: World, draft: Draft): Promise<void> {
  const { model, random, house } = world
  const card = must(model.cards.get(draft.card), 'card')
  const added = random.some(['olga', 'maria', 'petro'], 2)
  const serial = random.chance(0.5)
  const routed = card.kind === 'request' ? ['fedir', ...(headOf(model, model.routeUnit) === null ? [] : [headOf(model, model.routeUnit) ?? ''])] : []
  const people = [...new Set([...routed, ...added])].filter((name) => name !== draft.author && name !== 'mayor')
  await askVisas(house.context, draft.id, askForm.parse({ version: draft.version, people: added, mode: serial ? 'serial' : 'parallel' }), await acting(world, draft.author))
  const rows = await house.db.select({ person: visa.person, version: visa.version }).from(visa).where(eq(visa.draft, draft.id))
  same(rows.filter(({ version }) => version === draft.version).map(({ person }) => person).sort(), [...people].sort(), `people asked on ${card.number}`)
  Object.assign(draft, { state: people.length > 0 ? 'in-visas' : 'for-approval', approver: 'mayor', serial, visas: people.map((person, position) => ({ person, asked: !serial || position === 0, decision: null, by: null })) })
  for (const name of [...people, 'mayor', draft.author]) card.people.add(name)
}

async function decide(world: World, draft: Draft): Promise<void> {
  const { model, random, house } = world
  const against = draft.visas.find(({ decision }) => decision === 'not-agreed')
  if (against !== undefined) return random.chance(0.5) ? overrule(world, draft, against) : anew(world, draft)
  await refused('visas-missing', async () => approveDraft(house.context, draft.id, await sumOf(world, draft), await acting(world, 'mayor')))
  const one = must(random.pick(draft.visas.filter(({ asked, decision }) => asked && decision === null)), 'visa that is waited for')
  const hand = must(random.pick([...model.people.keys()].filter((name) => namesOf(model, name).includes(one.person))), 'hand')
  const decision = random.chance(0.15) ? 'not-agreed' : must(random.pick(['agreed', 'agreed-with-remarks'] as const), 'decision')
  await giveVisa(house.context, draft.id, giveForm.parse({ sha512: await sumOf(world, draft), decision, remarks: 'a remark', person: one.person }), await acting(world, hand))
  Object.assign(one, { decision, by: hand })
  must(model.cards.get(draft.card), 'card').people.add(hand)
  goOn(draft)
}

/** Asks the next, or the mayor when nobody is missing any more. */
function goOn(draft: Draft): void {
  if (draft.visas.some((visa) => visa.decision === 'not-agreed')) return
  const next = draft.visas.find(({ asked }) => !asked)
  if (next !== undefined) next.asked = true
  else if (draft.visas.every((visa) => visa.decision !== null)) draft.state = 'for-approval'
}

/** The mayor, or who stands in for him, passes over a visa; but nobody over his own, or for his own draft, in the name of the mayor. */
async function overrule(world: World, draft: Draft, against: Draft['visas'][number]): Promise<void> {
  const { house, random, model } = world
  const hand = must(random.pick([...model.people.keys()].filter((name) => namesOf(model, name).includes('mayor'))), 'hand')
  const run = async () => overruleVisa(house.context, draft.id, { sha512: await sumOf(world, draft), person: against.person, reason: 'checked' }, await acting(world, hand))
  if (hand !== 'mayor' && (hand === draft.author || hand === against.by)) return refused('not-the-approver', run)
  await run()
  against.decision = 'overruled'
  goOn(draft)
}

async function anew(world: World, draft: Draft): Promise<void> {
  const text = `Version ${draft.version + 1} of ${world.model.today}`
  draft.version = await saveDraftVersion(world.house.context, draft.id, { text, seen: draft.version }, await acting(world, draft.author))
  Object.assign(draft, { state: 'drafting', visas: [], approver: null })
}

async function approve(world: World, draft: Draft): Promise<void> {
  const { house, random, model } = world
  if (random.chance(0.1)) return anew(world, draft)
  const hand = must(random.pick([...model.people.keys()].filter((name) => namesOf(model, name).includes('mayor'))), 'hand')
  const run = async () => approveDraft(house.context, draft.id, await sumOf(world, draft), await acting(world, hand))
  // Who stands in for the mayor does not approve what he wrote himself.
  if (hand === draft.author && hand !== 'mayor') return refused('not-the-approver', run)
  await run()
  draft.state = 'approved'
  await refused('draft-is-approved', async () => saveDraftVersion(house.context, draft.id, { text: 'too late', seen: draft.version }, await acting(world, draft.author)))
}

async function register(world: World, draft: Draft): Promise<void> {
  const { model, house } = world
  const card = must(model.cards.get(draft.card), 'card')
  const ana = await house.who('ana')
  await registerDraft(house.context, draft.id, registerForm.parse({}), ana)
  await registerDraft(house.context, draft.id, registerForm.parse({}), ana)
  const [row] = await house.db.select({ result: draftTable.resultCard }).from(draftTable).where(eq(draftTable.id, draft.id))
  const wanted = { register: 'outgoing', kind: 'reply', by: 'ana' }
  const result = addCard(world, { id: must(row?.result, 'card of the reply') }, wanted, nextPlace(world, wanted))
  Object.assign(result, { replyTo: card.id, units: new Set([...result.units, ...card.units]), people: new Set([...card.people, draft.author]) })
  Object.assign(draft, { state: 'registered', result: result.id })
  const task = draft.task === null ? undefined : model.tasks.get(draft.task)
  if (task !== undefined) task.result ??= result.id
  // The paper and its approval sheet, drawn up by the task that follows.
  await issueDraft(house.context, draft.id)
}

async function send(world: World, draft: Draft): Promise<void> {
  const { model, house } = world
  const result = must(model.cards.get(must(draft.result, 'result')), 'card of the reply')
  const answered = must(model.cards.get(draft.card), 'card')
  const run = async () => sendDraft(house.context, draft.id, sendForm.parse({ channel: 'post' }), await acting(world, 'ana'))
  if (result.state === 'annulled') {
    await refused('draft-went-on', run)
    draft.state = 'withdrawn'
    return
  }
  await run()
  draft.state = 'sent'
  if (answered.state !== 'annulled') answered.stages.push('replied')
  for (const card of [result, answered]) if (openTasksOf(model, card.id).length === 0) execute(model, card)
}

const stuck: Step = async () => undefined
const steps: Readonly<Record<Draft['state'], Step>> = { 'drafting': ask, 'in-visas': decide, 'for-approval': approve, 'approved': register, 'registered': send, 'sent': stuck, 'withdrawn': stuck }
