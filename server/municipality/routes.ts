import type { Api } from '#platform/http/api.ts'
import type { MunicipalityContext } from './context.ts'
import { reorganisationRoutes } from './reorganisation/routes.ts'
import { setupRoutes } from './setup/routes.ts'
import { trainingRoutes } from './training/routes.ts'
import { transmittalRoutes } from './transmittals/routes.ts'

/** How a municipality is set up and changed. */
export function municipalityRoutes(api: Api, context: MunicipalityContext): void {
  setupRoutes(api, context)
  reorganisationRoutes(api, context)
  transmittalRoutes(api, context)
  trainingRoutes(api, context)
}
