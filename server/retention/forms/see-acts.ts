import { refusal } from '#kernel/refusal.ts'
import type { Principal } from '#platform/http/access.ts'
import { seesHolds } from '#server/identity/permissions.ts'
import { formatCivilDate } from '../engine/civil-date.ts'
import { civilDateAt } from '../engine/moment.ts'
import { sitsOn } from '../acts/commissions.ts'
import { personOf } from '../acts/person-of.ts'
import type { ActDocument } from './act-document.ts'
import type { FormsContext } from './context.ts'

/** Roles that read acts; a member of a commission only while sitting in one, since titles may name people. */
export const actReaders = { roles: ['administrator', 'archivist', 'records-manager', 'head', 'commission-member'] } as const

/** Refuses (`no-such-act`) a member of a commission who sits in none today. */
export async function refuseUnseenActs(context: FormsContext, principal: Principal): Promise<void> {
  const { name, roles } = personOf(principal)
  if (roles.some((role) => role !== 'commission-member' && actReaders.roles.some((one) => one === role))) return
  const today = formatCivilDate(civilDateAt(context.clock.now().getTime(), context.timeZone))
  if (!(await sitsOn(context.records.db, name, today))) throw refusal('no-such-act', {}, 'There is no such act, or you may not see it.')
}

/** The document as somebody may see it: to whoever may not learn that there are holds no void line says why it is void. */
export function asSeenBy(principal: Principal, document: ActDocument): ActDocument {
  if (seesHolds(principal)) return document
  return { ...document, lines: document.lines.map((line) => (line.state === 'void' ? { ...line, reason: null, reasonOf: null } : line)) }
}
