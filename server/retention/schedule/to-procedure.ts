import type { Procedure, RequiredApproval } from '../engine/rule.ts'
import type { ScheduleForm } from './schedule-form.ts'
import { toCondition } from './to-rule.ts'

type ApprovalForm = NonNullable<ScheduleForm['approvals']>[string][number]

/** Who must agree before papers under this version are destroyed, and what must be done first, as the file says. */
export function toProcedure({ approvals, marks, preconditions }: ScheduleForm): Procedure {
  return {
    destroy: approvals?.['destroy']?.map(toApproval) ?? null,
    marks: Object.fromEntries(Object.entries(marks ?? {}).map(([name, mark]) => [name, mark.approvals.map(toApproval)])),
    preconditions: preconditions ?? [],
  }
}

const toApproval = ({ role, quorum, document, when }: ApprovalForm): RequiredApproval => ({
  role,
  quorum: quorum ?? null,
  document: document ?? null,
  when: Object.entries(when ?? {}).map(([fact, condition]) => toCondition(fact, condition)),
})
