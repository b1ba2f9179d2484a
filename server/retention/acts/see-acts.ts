import { refusal } from '#kernel/refusal.ts'
import type { Principal } from '#platform/http/access.ts'
import type { RetentionContext } from '../compute-retention.ts'
import { formatCivilDate } from '#kernel/civil-date.ts'
import { todayOf } from '../today.ts'
import { sitsOn } from './commissions.ts'
import { personOf } from './person-of.ts'

/** Roles that read acts; a member of a commission only while sitting in one, since titles may name people. */
export const actReaders = { roles: ['administrator', 'archivist', 'records-manager', 'head', 'commission-member'] } as const

type Seen = Pick<RetentionContext, 'records' | 'clock' | 'timeZone'>

/** Whether somebody who may call the routes of acts sees any today. */
export async function seesActs(context: Seen, principal: Principal): Promise<boolean> {
  const { name, roles } = personOf(principal)
  if (roles.some((role) => role !== 'commission-member' && actReaders.roles.some((one) => one === role))) return true
  return sitsOn(context.records.db, name, formatCivilDate(todayOf(context)))
}

/** Refuses (`no-such-act`) whoever sees no act today. */
export async function refuseUnseenActs(context: Seen, principal: Principal): Promise<void> {
  if (!(await seesActs(context, principal))) throw refusal('no-such-act', {}, 'There is no such act, or you may not see it.')
}
