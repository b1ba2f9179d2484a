import { join } from 'node:path'
import { and, eq } from 'drizzle-orm'
import type { BatchReport } from '#contract/capture.ts'
import type { SetupResult } from '#contract/configuration.ts'
import { systemClock, type Clock } from '#kernel/clock.ts'
import { languages } from '#kernel/language.ts'
import type { Role } from '#contract/identity.ts'
import type { Principal } from '#platform/http/access.ts'
import type { Config } from '../config.ts'
import type { DraftsContext } from '../assignments/drafts/context.ts'
import { userAccount } from '../identity/schema.ts'
import type { MunicipalityContext } from '../municipality/context.ts'
import { planSamples } from '../municipality/training/play-samples.ts'
import { dayFromToday, play, type Stage } from '../municipality/training/stage.ts'
import { applySetup } from '../municipality/setup/apply-setup.ts'
import type { RecordsContext } from '../records/context.ts'
import { assignCoverToCard } from '../records/cards/join-card.ts'
import { cardFilter } from '../registry/cards/visible-cards.ts'
import { card } from '../registry/schema.ts'
import { createUploadArea } from '../registry/uploads/upload-area.ts'
import { giveAnswer } from './give-answer.ts'
import { townPeople, townSetup } from './town-house.ts'

const dayMs = 86_400_000

/**
 * A town hall in front of the archive: units, people, registers, and documents in all stages in five languages, made by the same
 * use cases as on the screens, with a clock that stands so many days ago. A second run adds what is missing. Two of the
 * documents get records of the pile that was scanned.
 */
export async function showTown(records: RecordsContext, config: Config, report: Pick<BatchReport, 'records'>, say: (line: string) => void): Promise<void> {
  const files = { uploads: createUploadArea(join(config.dataFolder, 'uploads')), workFolder: join(config.dataFolder, 'work'), languageOf: () => null }
  const context = { ...records, timeZone: config.timeZone, archiveName: config.archiveName, records, ...files }
  const begunAt = performance.now()
  const passwords = await setUp(context)
  const cast = await castOf(records)
  const plans = await Promise.all(languages.map((language) => planSamples(stageOf(context, cast, language))))
  await play(plans.flatMap(({ steps }) => steps))
  await joinScans(records, report)
  const documents = plans.reduce((sum, plan) => sum + plan.documents, 0)
  say(`\nA town hall stands in front of the archive: ${documents} documents and their replies were registered in ${((performance.now() - begunAt) / 1000).toFixed(1)} s.`)
  for (const { name, displayName, oneTimePassword } of passwords) say(`  ${name.padEnd(8)} ${displayName.padEnd(16)} one-time password ${oneTimePassword}`)
}

/** Units, people, registers: once. Gives the one-time passwords of those that it added. */
async function setUp(context: MunicipalityContext): Promise<SetupResult['passwords']> {
  const [known] = await context.db.select({ name: userAccount.name }).from(userAccount).where(eq(userAccount.name, townPeople.head.name))
  if (known !== undefined) return []
  const ordersFrom = `${dayFromToday(context, -2).slice(0, 4)}-01-01`
  const { faults, passwords } = await applySetup(context, townSetup('en', ordersFrom), { dryRun: false }, { name: 'demo', actor: 'user:demo' })
  if (faults[0] !== undefined) throw new Error(`the town hall has a fault: ${faults[0].text}`)
  return passwords
}

type Players = Record<'clerk' | 'head' | 'housing' | 'finance', Principal>

async function castOf({ db }: RecordsContext): Promise<Players> {
  const of = async (name: string): Promise<Principal> => {
    const [found] = await db.select().from(userAccount).where(eq(userAccount.name, name))
    if (found === undefined) throw new Error(`the demonstration has no ${name}`)
    const { id, roles, units } = found
    return { kind: 'user', id, name, roles: roles as Role[], units, via: 'local', mustChangePassword: false }
  }
  return { clerk: await of(townPeople.clerk.name), head: await of(townPeople.head.name), housing: await of(townPeople.housing.name), finance: await of(townPeople.finance.name) }
}

function stageOf(context: DraftsContext, { clerk, head, housing, finance }: Players, language: Stage['language']): Stage {
  const at = (daysAgo: number): DraftsContext => ({ ...context, clock: clockBefore(daysAgo) })
  return {
    language,
    parts: new Map([['incoming', { register: 'incoming', kind: 'letter' }], ['appeals', { register: 'appeals', kind: 'petition' }], ['outgoing', { register: 'outgoing', kind: 'reply' }], ['orders', { register: 'orders', kind: 'order' }], ['decisions', { register: 'decisions', kind: 'decision' }]]),
    cast: { clerk, head, workers: [{ unit: 'housing', executor: townPeople.housing.name }, { unit: 'finance', executor: townPeople.finance.name }], controller: townPeople.controller.name },
    at,
    answer: (done, daysAgo) => giveAnswer(at(daysAgo), { writer: done.worker.unit === 'finance' ? finance : housing, head, clerk }, done),
  }
}

const clockBefore = (daysAgo: number): Clock => ({ now: () => new Date(systemClock.now().getTime() - daysAgo * dayMs) })

/** The first scanned petition and decision are the paper of a document of their kind and language, under the cover with which they were fed. */
async function joinScans(records: RecordsContext, report: Pick<BatchReport, 'records'>): Promise<void> {
  const demo: Principal = { kind: 'user', id: 'demo', name: 'demo', roles: ['administrator'], units: [], via: 'local', mustChangePassword: false }
  for (const [flow, inClass] of [['appeals', 'petitions'], ['decisions', 'decisions']] as const) {
    const scanned = report.records.find((one) => one.class === inClass)
    if (scanned?.cover === undefined || scanned.cover === null) continue
    const language = languages.find((one) => one === scanned.language) ?? 'en'
    const ofFlow = await records.db.select({ id: card.id, cover: card.cover }).from(card).where(and(eq(card.flow, flow), eq(card.language, language), eq(card.state, 'in-work')))
    const [first] = ofFlow
    // A second pile leaves the town hall as it is.
    if (first !== undefined && ofFlow.every(({ cover }) => cover === null)) await assignCoverToCard(records, first.id, scanned.cover, cardFilter(demo), 'user:demo')
  }
}
