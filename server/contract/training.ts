import { z } from 'zod'
import { language } from './common.ts'
import { flow } from './registers.ts'

/** Loads training documents; without a language in that of the house. */
export const trainingForm = z.object({ language: language.optional() })
/** `already`: there from before; `leftOut`: flows for which the house has no register with a kind. */
export const trainingLoaded = z.object({ language, documents: z.int(), already: z.int(), leftOut: z.array(flow) })
export type TrainingLoaded = z.infer<typeof trainingLoaded>
