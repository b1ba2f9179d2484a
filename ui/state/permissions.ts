import type { Role } from '#contract/identity.ts'
import { session } from './session.ts'

/** Which role may do what; the server decides, this table only keeps the screen from offering the rest. */
export const permissions = {
  'search': ['administrator', 'archivist', 'operator', 'records-manager', 'head', 'commission-member', 'clerk', 'counter', 'controller', 'reader'],
  'cards': ['administrator', 'archivist', 'operator', 'records-manager', 'head', 'commission-member', 'clerk', 'counter', 'controller', 'reader'],
  'cards.register': ['administrator', 'clerk', 'counter'],
  'registers': ['administrator', 'archivist', 'records-manager', 'head', 'clerk', 'counter', 'controller'],
  'registers.all': ['administrator', 'archivist', 'records-manager', 'head'],
  'registers.close': ['administrator', 'clerk'],
  'registers.keep': ['administrator'],
  'correspondents': ['administrator', 'archivist', 'records-manager', 'head', 'clerk', 'counter', 'controller'],
  'terms': ['administrator', 'archivist', 'records-manager', 'head', 'clerk', 'counter', 'controller'],
  'terms.keep': ['administrator'],
  'terms.move': ['administrator', 'clerk', 'controller', 'head'],
  'reminders': ['administrator', 'controller'],
  'tasks': ['administrator', 'archivist', 'operator', 'records-manager', 'head', 'commission-member', 'clerk', 'counter', 'controller', 'reader'],
  'capture.watch': ['administrator', 'archivist', 'operator'],
  'capture.decide': ['administrator', 'archivist', 'operator'],
  'covers.print': ['administrator', 'archivist', 'operator'],
  'cards.file': ['administrator', 'clerk', 'archivist', 'records-manager'],
  'cards.reopen': ['administrator', 'archivist', 'records-manager', 'head'],
  'kinds': ['administrator', 'records-manager', 'archivist', 'head'],
  'kinds.write': ['administrator', 'records-manager'],
  'draft-templates.keep': ['administrator', 'records-manager', 'clerk'],
  'visas.watch': ['administrator', 'head', 'controller', 'records-manager'],
  'card.covers': ['administrator', 'archivist', 'operator', 'clerk', 'counter'],
  'papers.hand-over': ['administrator', 'archivist', 'operator', 'records-manager', 'head', 'clerk', 'counter', 'controller', 'reader'],
  'events.write': ['administrator', 'archivist', 'records-manager'],
  'retention.watch': ['administrator', 'archivist', 'records-manager', 'head'],
  'due': ['administrator', 'archivist', 'records-manager', 'head'],
  'acts': ['administrator', 'archivist', 'records-manager', 'head', 'commission-member'],
  'acts.write': ['administrator', 'archivist', 'records-manager'],
  'acts.approve': ['records-manager', 'head'],
  'acts.execute': ['administrator', 'records-manager'],
  'acts.appoint': ['administrator', 'records-manager', 'head'],
  'holds': ['administrator', 'archivist', 'records-manager', 'head'],
  'erasure.write': ['administrator', 'archivist', 'records-manager'],
  'files.keep': ['administrator', 'archivist', 'records-manager'],
  'schedules': ['administrator', 'archivist', 'records-manager', 'head', 'commission-member'],
  'schedules.write': ['administrator', 'archivist', 'records-manager'],
  'schedules.approve': ['records-manager', 'head'],
  'rules.confirm': ['records-manager'],
  'units.keep': ['administrator'],
  'transmittals': ['administrator', 'clerk', 'counter', 'controller', 'head'],
  'absences.others': ['administrator', 'head', 'controller'],
  'users.manage': ['administrator'],
  'stations.enrol': ['administrator', 'archivist'],
  'counter': ['administrator', 'clerk', 'counter', 'head'],
  'routing.keep': ['administrator'],
  'inbound.keep': ['administrator'],
  'hand-out.undo': ['head'],
  'services.keep': ['administrator', 'head'],
} as const satisfies Record<string, readonly Role[]>

export type Permission = keyof typeof permissions

export function allows(roles: readonly Role[], permission: Permission): boolean {
  const granted: readonly Role[] = permissions[permission]
  return roles.some((role) => granted.includes(role))
}

/** Whether the person who is signed in may do this. */
export function may(permission: Permission): boolean {
  const now = session.get()
  return now.kind === 'signed-in' && allows(now.view.user.roles, permission)
}
