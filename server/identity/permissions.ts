import { OpisError } from '#kernel/errors.ts'
import { refusal } from '#kernel/refusal.ts'
import type { Access, Principal } from '#platform/http/access.ts'

/** Roles that see every record, whatever its unit. Everybody else sees the whole house's and their units'. */
const seeEverything = ['administrator', 'archivist', 'records-manager', 'head']

/**
 * Which records somebody may see: the one filter of search, viewer, facets and counts (design,
 * invariant 5). A record without a unit that is not the whole house's is seen by `all` only, and by those with whom a
 * card shares it: `units` holds the person as `person:<name>` too.
 */
export type RecordFilter = { kind: 'all' } | { kind: 'units'; units: readonly string[] }

export function recordFilter(principal: Principal): RecordFilter {
  if (principal.kind !== 'user') return { kind: 'units', units: [] }
  if (principal.roles.some((role) => seeEverything.includes(role))) return { kind: 'all' }
  return { kind: 'units', units: [...principal.units, `person:${principal.name}`] }
}

/** Roles that may know of holds: an inquiry must not be told to everybody whom it may concern. */
const knowHolds = ['administrator', 'archivist', 'records-manager', 'head']

/** Whether somebody may learn that there are holds; nobody else is shown the least trace of one. */
export function seesHolds(principal: Principal): boolean {
  return principal.kind === 'user' && principal.roles.some((role) => knowHolds.includes(role))
}

/** Who may call a route; throws `unauthenticated` or `forbidden`. */
export function authorise(access: Access, principal: Principal): void {
  if (access === 'public') return
  if (principal.kind === 'nobody') throw new OpisError('unauthenticated', 'Sign in, or send a valid token.')
  if (principal.kind === 'agent') {
    if (typeof access === 'object' && access.agent?.includes(principal.role)) return
    throw new OpisError('forbidden', 'This agent may not do this.')
  }
  if (access === 'any-user-even-with-one-time-password') return
  if (principal.mustChangePassword) throw refusal('one-time-password-first', {}, 'Replace the one-time password first.')
  if (access === 'any-user') return
  if (access.roles?.some((role) => principal.roles.includes(role))) return
  throw new OpisError('forbidden', 'Your role does not allow this. Ask the administrator.')
}

/** The actor of an audit entry. */
export function actorOf(principal: Principal): string {
  if (principal.kind === 'user') return `user:${principal.name}`
  if (principal.kind === 'agent') return `agent:${principal.id}`
  return 'nobody'
}
