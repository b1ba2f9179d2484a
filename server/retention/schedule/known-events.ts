/**
 * Events that the product offers or that real schedules count from. Another name is allowed, since every file may bring its
 * own, but a rule that counts from an event that nobody records waits for ever: the check warns of it.
 */
export const knownEvents: readonly string[] = [
  'record.date', 'record.captured', 'file.closed', 'contract.ended', 'superseded', 'need.ended', 'audit.completed', 'org.liquidated', 'subject.born', 'subject.died',
  'decision.issued', 'tax-return.filed', 'account.closed', 'debt.settled', 'asset.disposed', 'permanent-inventories.approved', 'project.ended', 'payment.final',
  'separation.latest', 'building.demolished', 'construction.completed', 'separated', 'obsolete', 'case.closed', 'position.abolished', 'post.redesignated', 'year.ended',
]
