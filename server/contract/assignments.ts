/** `executed`: the executor says so; `off-control`: the controller agreed against a result; `closed`: one without control. */
export const assignmentStates = ['open', 'executed', 'off-control', 'closed', 'cancelled'] as const
export type AssignmentState = (typeof assignmentStates)[number]
