import { OpisError } from '#kernel/errors.ts'
import type { Principal } from '#platform/http/access.ts'
import { actorOf } from '#server/identity/permissions.ts'
import type { Approver } from './approve.ts'

/** The person behind a call; agents work on no acts. */
export function personOf(principal: Principal): Approver {
  if (principal.kind !== 'user') throw new OpisError('forbidden', 'Only people work on acts.')
  return { name: principal.name, actor: actorOf(principal), roles: principal.roles }
}
