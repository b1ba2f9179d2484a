import type { Api } from '#platform/http/api.ts'
import type { RegistryContext } from '#server/registry/context.ts'
import { controlRoutes } from './control/routes.ts'
import { resolutionRoutes } from './resolutions/routes.ts'
import { taskRoutes } from './tasks/routes.ts'

/** Resolutions, tasks and control. */
export function assignmentRoutes(api: Api, context: RegistryContext): void {
  resolutionRoutes(api, context)
  taskRoutes(api, context)
  controlRoutes(api, context)
}
