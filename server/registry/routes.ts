import type { Api } from '#platform/http/api.ts'
import { cardRoutes } from './cards/routes.ts'
import { correspondentRoutes } from './correspondents/routes.ts'
import type { RegistryContext } from './context.ts'
import type { CounterContext } from './counter/print-case.ts'
import type { AskContext } from './counter/ask-unit.ts'
import { counterRoutes } from './counter/routes.ts'
import { intakeRoutes, type IntakeContext } from './intake/routes.ts'
import { kindRoutes } from './kinds/routes.ts'
import { registersRoutes } from './registers/routes.ts'
import { serviceRoutes } from './services/routes.ts'
import type { UploadContext } from './uploads/receive-file.ts'
import { uploadRoutes } from './uploads/routes.ts'
import { termRoutes } from './terms/routes.ts'

/** The routes of the registers and of what stands around them. */
export function registryRoutes(api: Api, registry: RegistryContext & CounterContext & UploadContext & IntakeContext & AskContext): void {
  registersRoutes(api, registry)
  cardRoutes(api, registry)
  termRoutes(api, registry)
  correspondentRoutes(api, registry)
  serviceRoutes(api, registry)
  counterRoutes(api, registry)
  kindRoutes(api, registry)
  uploadRoutes(api, registry)
  intakeRoutes(api, registry)
}
