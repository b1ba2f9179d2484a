import { eq } from 'drizzle-orm'
import { newCard } from '#contract/cards.ts'
import { correspondentForm } from '#contract/correspondents.ts'
import { pointsForm, resolutionForm } from '#contract/assignments.ts'
import { OpisError } from '#kernel/errors.ts'
import { addPoints } from '#server/assignments/resolutions/add-points.ts'
import { resolveCard } from '#server/assignments/resolutions/resolve-card.ts'
import { registrarOf } from '#server/registry/cards/may-enter.ts'
import { registerCard } from '#server/registry/cards/register-card.ts'
import { addCorrespondent } from '#server/registry/correspondents/add-correspondent.ts'
import { sampleMaker } from '#server/registry/correspondents/sample-maker.ts'
import { card as cardTable, correspondent } from '#server/registry/schema.ts'
import { extendDeadline } from '#server/registry/terms/extend-deadline.ts'
import type { Sample } from './sample.ts'
import { sampleTexts } from './sample-texts.ts'
import { dayFromToday, type Part, type Stage, type Step, type Worker } from './stage.ts'

/** What happens to a sample document from its arrival on; `index` spreads the documents over the units. */
export function stepsOfSample(stage: Stage, sample: Sample, part: Part, index: number): Step[] {
  const { daysAgo } = sample
  const worker = stage.cast.workers[index % stage.cast.workers.length]
  const seen = { card: '', registeredOn: '' }
  const arrives: Step = {
    daysAgo,
    run: async () => {
      const made = await register(stage, sample, part)
      Object.assign(seen, { card: made.id, registeredOn: made.registeredOn })
    },
  }
  if (worker === undefined || sample.course === 'registered') return [arrives]
  const isGiven: Step = { daysAgo: Math.max(0, daysAgo - 1), run: () => give(stage, sample, worker, seen.card, index) }
  const more = later(stage, sample, worker, seen)
  return [arrives, isGiven, ...(more === null ? [] : [more])]
}

function later(stage: Stage, { course, daysAgo, reply }: Sample, worker: Worker, seen: { card: string; registeredOn: string }): Step | null {
  if (course === 'extended') return { daysAgo: Math.max(0, daysAgo - 20), run: () => extend(stage, seen.card, Math.max(0, daysAgo - 20)) }
  if (course !== 'answered' || reply === null) return null
  const on = Math.max(0, daysAgo - 5)
  const text = (registeredOn: string) => ({ ...reply, text: reply.text.replace('{card-date}', registeredOn) })
  return { daysAgo: on, run: () => stage.answer({ ...seen, worker, text: text(seen.registeredOn), language: stage.language }, on) }
}

async function register({ at, cast, language }: Stage, sample: Sample, { register: code, kind }: Part) {
  const context = at(sample.daysAgo)
  const from = sample.from === null ? undefined : await correspondentOf(context, { ...sample.from, language }, registrarOf(cast.clerk).actor)
  const received = dayFromToday(at(0), -sample.daysAgo)
  const form = newCard.parse({
    ...{ register: code, kind, subject: sample.subject, language, correspondent: from },
    ...(sample.from === null ? { channel: 'internal' } : { channel: sample.from.kind === 'person' ? 'counter' : 'post', receivedOn: received, sheets: 1 }),
  })
  return registerCard(context, form, registrarOf(cast.clerk))
}

/** The invented correspondent, made once; marked, so that it goes with the sample documents. */
async function correspondentOf(context: ReturnType<Stage['at']>, from: NonNullable<Sample['from']> & { language: Stage['language'] }, actor: string): Promise<string> {
  const added = await addCorrespondent(context, { ...correspondentForm.parse(from), evenIfLike: true }, actor)
  if (added.outcome === 'like') throw new Error('asked for even if like')
  await context.db.update(correspondent).set({ createdBy: sampleMaker }).where(eq(correspondent.id, added.correspondent.id))
  return added.correspondent.id
}

async function give({ at, cast }: Stage, sample: Sample, worker: Worker, card: string, index: number): Promise<void> {
  const context = at(Math.max(0, sample.daysAgo - 1))
  const dueOn = sample.dueInDays === null ? undefined : dayFromToday(at(0), sample.dueInDays)
  const to = ({ unit, executor }: Worker) => ({ unit, ...(executor === null || executor === cast.controller ? {} : { executor }) })
  if (sample.course !== 'points') {
    const controller = sample.course === 'answered' ? null : cast.controller
    await resolveCard(context, cast.head, card, resolutionForm.parse({ text: sample.resolution, tasks: [{ ...to(worker), controller, ...(dueOn === undefined ? {} : { dueOn }) }] }))
    return
  }
  if (cast.controller === null) return
  const points = sample.points.map((text, at) => ({ point: at + 1, text, ...to(cast.workers[(index + at) % cast.workers.length] ?? worker), controller: cast.controller, dueOn }))
  await addPoints(context, cast.head, card, pointsForm.parse({ points }))
}

/** As the law of the house allows; where it knows no extension, the document has its first deadline. */
async function extend({ at, cast, language }: Stage, card: string, daysAgo: number): Promise<void> {
  const context = at(daysAgo)
  const [found] = await context.db.select({ version: cardTable.version, dueOn: cardTable.dueOn }).from(cardTable).where(eq(cardTable.id, card))
  if (found === undefined || found.dueOn === null) return
  await extendDeadline(context, card, { version: found.version, reason: sampleTexts[language].extension, exceptional: false }, cast.head).catch((error: unknown) => {
    if (!(error instanceof OpisError) || (error.reason !== 'no-extension-by-rule' && error.reason !== 'extension-told-too-late')) throw error
  })
}
