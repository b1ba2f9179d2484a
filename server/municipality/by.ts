import type { Principal } from '#platform/http/access.ts'
import { actorOf } from '#server/identity/permissions.ts'
import type { By } from './context.ts'

/** Who does something here, by account and as the audit log names them. */
export function byOf(principal: Principal): By {
  return { name: principal.kind === 'user' ? principal.name : '', actor: actorOf(principal) }
}
