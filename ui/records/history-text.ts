import { msg, str } from '@lit/localize'
import type { AuditAction } from '#kernel/audit-actions.ts'
import type { History } from '../api/records.ts'
import { formatDate, formatNumber } from '../text/format.ts'
import { eventTitle } from './event-name.ts'

type Entry = History['entries'][number]

/** What was done, for every action of the audit log. */
const actions: Readonly<Record<AuditAction, () => string>> = {
  'audit.export': () => msg('Audit log exported'),
  'capture.open-batch': () => msg('Batch opened'),
  'capture.open-by-hand': () => msg('Batch opened by a cover sheet that was read by hand'),
  'capture.withdraw-batch': () => msg('Batch withdrawn'),
  'capture.close-batch': () => msg('Batch closed'),
  'capture.split': () => msg('Batch divided into records'),
  'capture.decide': () => msg('Exception decided'),
  'capture.issue-covers': () => msg('Cover sheets issued'),
  'identity.sign-in': () => msg('Signed in'),
  'identity.sign-in-failed': () => msg('Sign-in refused'),
  'identity.sign-out': () => msg('Signed out'),
  'identity.change-password': () => msg('Password changed'),
  'identity.add-user': () => msg('User added'),
  'identity.update-user': () => msg('User changed'),
  'identity.act-as': () => msg('Read with the rights of another user'),
  'identity.create-token': () => msg('Token made'),
  'identity.revoke-token': () => msg('Token revoked'),
  'identity.issue-agent-code': () => msg('Station code made'),
  'identity.enrol-agent': () => msg('Station enrolled'),
  'identity.update-agent': () => msg('Station shut out or let in'),
  'records.import': () => msg('Imported'),
  'records.publish': () => msg('Archived'),
  'records.keep-set-aside': () => msg('Images set aside were stored'),
  'records.record-event': () => msg('Fact entered'),
  'records.retract-event': () => msg('Fact retracted'),
  'records.rebuild': () => msg('Rebuilt from the content store'),
  'records.verify': () => msg('Stored bytes checked'),
  'records.export': () => msg('Exported'),
  'search.reindex': () => msg('Search index built anew'),
}

/** The name of an action in the language of the UI; its code when it is not of the list. */
export function actionName(action: string): string {
  return Object.hasOwn(actions, action) ? actions[action as AuditAction]() : action
}

/** What an entry tells beside its action; the entry's own text for an action that is not of the list. */
export function entryDetail({ action, details, detail }: Entry): string {
  const text = (name: string): string => (typeof details[name] === 'string' ? details[name] : '')
  const pages = typeof details['pages'] === 'number' ? msg(str`pages: ${formatNumber(details['pages'])}`) : ''
  switch (action) {
    case 'records.publish':
      return joined(pages, text('cover') === '' ? '' : msg(str`cover sheet ${text('cover')}`))
    case 'records.import':
      return pages
    case 'records.record-event':
    case 'records.retract-event':
      return joined(eventTitle(text('event')), text('date') === '' ? '' : formatDate(text('date')))
    default:
      return Object.hasOwn(actions, action) ? '' : detail
  }
}

function joined(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(', ')
}
