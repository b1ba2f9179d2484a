import { trainingForm, trainingLoaded } from '#contract/training.ts'
import type { Api } from '#platform/http/api.ts'
import type { MunicipalityContext } from '../context.ts'
import { loadTraining } from './load-training.ts'

/** Invented documents to learn with, while the house tries things out. */
export function trainingRoutes(api: Api, context: MunicipalityContext): void {
  api.route({ method: 'post', path: '/municipality/training', summary: 'Load training documents into test mode', access: { roles: ['administrator'] }, body: trainingForm, answer: trainingLoaded, problems: ['not-in-this-state'] }, ({ principal, body }) => loadTraining(context, body.language, principal))
}
