import { refusal } from '#kernel/refusal.ts'
import type { Principal } from '#platform/http/access.ts'
import { recordFilter } from '#server/identity/permissions.ts'
import { house } from './classes.ts'
import type { FilePlanContext } from './context.ts'
import { seeFile } from './list-files.ts'
import { seePerson } from './people.ts'
import { noSuchFact, type SubjectOfFact } from './record-fact.ts'

const keeperRoles = ['administrator', 'archivist', 'records-manager']

/** Who keeps the file plan. */
export const keepers = { roles: keeperRoles }

export const isKeeper = (principal: Principal): boolean => principal.kind === 'user' && principal.roles.some((role) => keeperRoles.includes(role))

/** Refuses with the `no-such-…` of its kind a subject that is not there or that the caller may not see; answers its title. People and the body are for those who keep the plan. */
export async function seeSubject(context: FilePlanContext, principal: Principal, { kind, id }: SubjectOfFact): Promise<string> {
  const filter = recordFilter(principal)
  if (kind === 'file') {
    const { title, number } = await seeFile(context.db, filter, id)
    return title ?? number
  }
  if (kind === 'record') {
    const [found] = await context.records.seen(context.db, filter, [id])
    if (!found) throw refusal('no-such-record', {}, 'There is no such record, or you may not see it.')
    return found.title
  }
  if (!isKeeper(principal)) throw noSuchFact()
  if (kind === 'person') return (await seePerson(context.db, id)).name
  if (id !== house.body) throw noSuchFact()
  return id
}
