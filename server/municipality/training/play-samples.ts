import { and, eq, inArray } from 'drizzle-orm'
import type { Flow } from '#contract/registers.ts'
import { isTestMode } from '#server/identity/units/mode.ts'
import { card } from '#server/registry/schema.ts'
import { samplesOf } from './sample.ts'
import { sampleTexts } from './sample-texts.ts'
import type { Stage, Step } from './stage.ts'
import { stepsOfSample } from './steps-of-sample.ts'

/** `documents`: to be made; `already`: there from before; `leftOut`: kinds of flow for which the house has no register and kind. */
export type Planned = { steps: Step[]; documents: number; already: number; leftOut: Flow[] }

/** The steps of the sample documents of a language, without those that are there already: so it may be begun again. */
export async function planSamples(stage: Stage): Promise<Planned> {
  const { db } = stage.at(0)
  const samples = samplesOf(sampleTexts[stage.language])
  const subjects = samples.map((one) => one.subject)
  const known = new Set((await db.select({ subject: card.subject }).from(card).where(and(eq(card.test, await isTestMode(db)), inArray(card.subject, subjects)))).map((one) => one.subject))
  const fresh = samples.filter((one) => !known.has(one.subject))
  const playable = fresh.flatMap((sample, index) => {
    const part = stage.parts.get(sample.flow)
    return part === undefined ? [] : [{ sample, part, index }]
  })
  const steps = playable.flatMap(({ sample, part, index }) => stepsOfSample(stage, sample, part, index))
  const leftOut = [...new Set(fresh.map((one) => one.flow))].filter((flow) => !stage.parts.has(flow))
  return { steps, documents: playable.length, already: samples.length - fresh.length, leftOut }
}
