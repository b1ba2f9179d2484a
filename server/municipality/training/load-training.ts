import { and, arrayContains, asc, eq } from 'drizzle-orm'
import type { TrainingLoaded } from '#contract/training.ts'
import { newCard } from '#contract/cards.ts'
import { languages, type Language } from '#kernel/language.ts'
import { refusal } from '#kernel/refusal.ts'
import type { Db } from '#platform/database.ts'
import type { Principal } from '#platform/http/access.ts'
import { cardTasksOf } from '#server/assignments/resolutions/card-tasks.ts'
import { readReader } from '#server/assignments/reader.ts'
import { moveTask } from '#server/assignments/tasks/move-task.ts'
import { assignment } from '#server/assignments/schema.ts'
import { appendAudit } from '#server/audit/append.ts'
import { dayIn } from '#server/file-plan/known-date.ts'
import { actorOf } from '#server/identity/permissions.ts'
import { userAccount } from '#server/identity/schema.ts'
import { isTestMode, readSetting } from '#server/identity/units/mode.ts'
import { registrarOf } from '#server/registry/cards/may-enter.ts'
import { enterStage } from '#server/registry/cards/note-card.ts'
import { registerCard } from '#server/registry/cards/register-card.ts'
import type { MunicipalityContext } from '../context.ts'
import { findParts, findWorkers } from './find-parts.ts'
import { planSamples } from './play-samples.ts'
import { play, type Answered, type Stage } from './stage.ts'

/**
 * Loads invented documents for training into the registers of the house, in a language (that of the house when none is said).
 * In test mode only, so that going live removes them. Pressed twice it adds what is missing. The administrator plays every part;
 * tasks go to the units of the house and their heads. Refuses with `training-in-test-mode-only`, `training-needs-registers`.
 */
export async function loadTraining(context: MunicipalityContext, wanted: Language | undefined, principal: Principal): Promise<TrainingLoaded> {
  const { db, clock } = context
  const today = dayIn(context.timeZone, clock.now())
  if (!(await isTestMode(db))) throw refusal('training-in-test-mode-only', {}, 'Training documents are for test mode, which going live wipes. This house is live.')
  const language = wanted ?? (await languageOfHouse(db))
  const parts = await findParts(db, today)
  const workers = await findWorkers(db, today)
  if (!parts.has('incoming') && !parts.has('appeals')) throw refusal('training-needs-registers', {}, 'Set up registers and kinds of document first, or begin with a profile.')
  const head: Principal = principal.kind === 'user' ? { ...principal, roles: [...principal.roles, 'head'] } : principal
  const stage: Stage = { language, parts, cast: { clerk: head, head, workers, controller: await controllerOf(db, principal) }, at: () => context, answer: (done) => answer(context, parts, head, done) }
  const { steps, documents, already, leftOut } = await planSamples(stage)
  await play(steps)
  await db.transaction((tx) => appendAudit(tx, { actor: actorOf(principal), action: 'organisation.load-training', object: 'municipality', details: { language, documents } }, clock.now()))
  return { language, documents, already, leftOut }
}

async function languageOfHouse(db: Db): Promise<Language> {
  const set = await readSetting(db, 'language')
  return languages.find((one) => one === set) ?? 'en'
}

/** Somebody who controls, else the administrator who loads; null on a box without accounts of that kind. */
async function controllerOf(db: Db, principal: Principal): Promise<string | null> {
  const named = (role: string) => db.select({ name: userAccount.name }).from(userAccount).where(and(eq(userAccount.active, true), arrayContains(userAccount.roles, [role]))).orderBy(asc(userAccount.name)).limit(1)
  const [controller] = await named('controller')
  if (controller !== undefined) return controller.name
  if (principal.kind === 'user' && principal.via !== 'local') return principal.name
  return (await named('administrator'))[0]?.name ?? null
}

/** The reply is registered, the task closed against it, and the citizen sees the stage. Nothing is sent and no paper is made. */
async function answer(context: MunicipalityContext, parts: Stage['parts'], head: Principal, { card, text, language }: Answered): Promise<void> {
  const today = dayIn(context.timeZone, context.clock.now())
  const outgoing = parts.get('outgoing')
  if (outgoing === undefined) return
  const reply = await registerCard(context, newCard.parse({ register: outgoing.register, kind: outgoing.kind, subject: text.subject, channel: 'internal', language, replyTo: card }), registrarOf(head))
  const { resolutions } = await cardTasksOf(context.db, await readReader(context.db, head, today), card, today)
  for (const { id } of resolutions.flatMap(({ tasks }) => tasks)) {
    const [task] = await context.db.select({ version: assignment.version }).from(assignment).where(eq(assignment.id, id))
    await moveTask(context, head, id, { version: task?.version ?? 1, what: { move: 'close', report: text.subject } })
  }
  await context.db.transaction((tx) => enterStage(tx, card, { stage: 'replied', onDay: today, number: reply.number }, context.clock.now()))
}
