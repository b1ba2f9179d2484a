import { msg } from '@lit/localize'

/** What happened with a document, as its timeline says it; packages of the registry add the events that they write. */
const events: Readonly<Record<string, () => string>> = {
  'registered': () => msg('Registered'),
  'changed': () => msg('Card changed'),
  'paper-moved': () => msg('Paper moved'),
  'paper-handed': () => msg('Paper handed over'),
  'handed-to': () => msg('Handed on'),
  'route-overridden': () => msg('Given to another unit than the rule proposed'),
  'entered': () => msg('Entered into another register'),
  'related': () => msg('Relation added'),
  'unrelated': () => msg('Relation taken back'),
  'deadline-extended': () => msg('Deadline extended'),
  'deadline-recounted': () => msg('Deadline counted anew'),
  'urgency-set': () => msg('Urgency changed'),
  'forwarded': () => msg('Sent on'),
  'papers-asked': () => msg('Papers asked for'),
  'papers-complete': () => msg('The papers are there'),
  'annulled': () => msg('Annulled'),
  'filed': () => msg('Filed'),
  'resolution': () => msg('Resolution written'),
  'points-on-control': () => msg('Points put on control'),
  'in-work': () => msg('Taken into work'),
  'executed': () => msg('Executed'),
  'cover-assigned': () => msg('Cover sheet assigned'),
  'paper-added': () => msg('Paper added'),
  'paper-replaced': () => msg('Paper replaced'),
  'paper-asked-of-unit': () => msg('Paper asked of another unit'),
  'papers-taken': () => msg('Papers taken in'),
  'ready': () => msg('Ready'),
  'handed-out': () => msg('Handed out'),
  'hand-out-undone': () => msg('Hand-out taken back'),
  'draft-begun': () => msg('Draft of an answer begun'),
  'visas-asked': () => msg('Visas asked for'),
  'visa-given': () => msg('Visa given'),
  'draft-approved': () => msg('Draft approved'),
  'visa-overruled': () => msg('Visa overruled by the approver'),
  'sent': () => msg('Sent'),
  'reply-registered': () => msg('Reply registered'),
  'result-registered': () => msg('Result registered'),
  'reply-sent': () => msg('Reply sent'),
  'reopened': () => msg('Taken up again'),
  'file-refused': () => msg('File could not be taken in'),
}

/** The name of an event; of one without a name of its own, its code. */
export function eventName(event: string): string {
  return events[event]?.() ?? event
}
