/**
 * Everything that the audit log says was done, `capability.verb`, as a closed list: the screens name each
 * action in the reader's language. An action keeps its meaning for ever, since the log does.
 */
export const auditActions = [
  'audit.export',
  'capture.open-batch',
  'capture.open-by-hand',
  'capture.withdraw-batch',
  'capture.close-batch',
  'capture.split',
  'capture.decide',
  'capture.issue-covers',
  'identity.sign-in',
  'identity.sign-in-failed',
  'identity.sign-out',
  'identity.change-password',
  'identity.add-user',
  'identity.update-user',
  'identity.act-as',
  'identity.create-token',
  'identity.revoke-token',
  'identity.issue-agent-code',
  'identity.enrol-agent',
  'identity.update-agent',
  'records.import',
  'records.publish',
  'records.keep-set-aside',
  'records.record-event',
  'records.retract-event',
  'records.rebuild',
  'records.verify',
  'records.export',
  'search.reindex',
] as const
export type AuditAction = (typeof auditActions)[number]
