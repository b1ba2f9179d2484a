import { msg, str } from '@lit/localize'
import type { AuditAction } from '#kernel/audit-actions.ts'
import type { History } from '../api/records.ts'
import { formatDate, formatNumber } from '../text/format.ts'
import { eventTitle } from './event-name.ts'

type Entry = History['entries'][number]

/** What was done, for every action of the audit log. */
const actions: Readonly<Record<AuditAction, () => string>> = {
  'acts.add-commission': () => msg('Commission appointed'),
  'acts.add-lines': () => msg('Lines added to an act'),
  'acts.approve': () => msg('Act approved'),
  'acts.change-commission': () => msg('Commission changed'),
  'acts.close-sitting': () => msg('Sitting closed'),
  'acts.draw-up': () => msg('Act drawn up'),
  'acts.keep': () => msg('The commission decided to keep it'),
  'acts.meet-precondition': () => msg('Condition of a schedule recorded'),
  'acts.open-sitting': () => msg('Sitting opened'),
  'acts.void-line': () => msg('Line fell out of an act'),
  'acts.vote': () => msg('Vote cast'),
  'acts.withdraw': () => msg('Act withdrawn'),
  'audit.export': () => msg('Audit log exported'),
  'capture.open-batch': () => msg('Batch opened'),
  'capture.open-by-hand': () => msg('Batch opened by a cover sheet that was read by hand'),
  'capture.withdraw-batch': () => msg('Batch withdrawn'),
  'capture.close-batch': () => msg('Batch closed'),
  'capture.split': () => msg('Batch divided into records'),
  'capture.decide': () => msg('Exception decided'),
  'capture.issue-covers': () => msg('Cover sheets issued'),
  'file-plan.add-fact': () => msg('Fact entered'),
  'file-plan.add-paper': () => msg('Paper copy recorded'),
  'file-plan.add-person': () => msg('Person added'),
  'file-plan.add-record': () => msg('Record put into a file'),
  'file-plan.change-body': () => msg('Body renamed'),
  'file-plan.change-class': () => msg('Class changed'),
  'file-plan.change-fonds': () => msg('Fonds changed'),
  'file-plan.close-file': () => msg('File was closed'),
  'file-plan.close-volume': () => msg('Volume closed'),
  'file-plan.link-person': () => msg('Person linked'),
  'file-plan.move-paper': () => msg('Place of the paper changed'),
  'file-plan.open-file': () => msg('File opened'),
  'file-plan.open-volume': () => msg('Volume begun'),
  'file-plan.rename-person': () => msg('Person renamed'),
  'file-plan.renumber-file': () => msg('Index of the file changed'),
  'file-plan.reopen-file': () => msg('File reopened'),
  'file-plan.retitle-file': () => msg('Title of the file changed'),
  'file-plan.retract-fact': () => msg('Fact retracted'),
  'file-plan.take-out-record': () => msg('Record taken out of a file'),
  'file-plan.unlink-person': () => msg('Link to a person ended'),
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
  'retention.confirm-clock': () => msg('Day of the server confirmed'),
  'retention.order-execution': () => msg('Execution of an act ordered'),
  'retention.destroy': () => msg('Record destroyed'),
  'retention.end-membership': () => msg('Taken out of a file by an act'),
  'retention.execute-act': () => msg('Act executed'),
  'retention.confirm-paper': () => msg('Destruction of the paper confirmed'),
  'retention.replay-destruction': () => msg('Destroyed again after a backup was restored'),
  'retention.place-hold': () => msg('Hold placed'),
  'retention.release-hold': () => msg('Hold released'),
  'retention.review-hold': () => msg('Hold reviewed'),
  'retention.catch-by-hold': () => msg('Fell under a hold by search'),
  'retention.add-erasure-request': () => msg('Request to erase taken in'),
  'retention.assess-erasure-request': () => msg('Request to erase assessed'),
  'retention.decide-erasure-item': () => msg('Decided on a request to erase'),
  'retention.confirm-rule': () => msg('Rule confirmed'),
  'retention.retract-confirmation': () => msg('Confirmation of a rule taken back'),
  'retention.adopt-schedule-file': () => msg('Rule file taken in'),
  'retention.draft-schedule': () => msg('Draft of rules written'),
  'retention.propose-schedule': () => msg('Version of the rules proposed'),
  'retention.return-schedule': () => msg('Version of the rules given back'),
  'retention.approve-schedule': () => msg('Version of the rules approved'),
  'retention.withdraw-schedule': () => msg('Version of the rules withdrawn'),
  'acts.file': () => msg('Act filed'),
  'transfer.hand-over': () => msg('Handed over to the archive'),
  'transfer.order-ending': () => msg('End of the local copy ordered'),
  'transfer.package': () => msg('Package for the archive made'),
  'transfer.record-receipt': () => msg('Receipt of the archive compared'),
  'registry.register': () => msg('Document registered'),
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
