import { z } from 'zod'
import { id } from '#contract/common.ts'
import { approveVersion as approveForm, changeDraft as changeForm, confirmRule as confirmForm, importFaults, importRules as importForm, newDraft, newDraftText, ruleName, scheduleList, simulateDraft, versionView } from '#contract/schedules.ts'
import { refusal } from '#kernel/refusal.ts'
import type { Api } from '#platform/http/api.ts'
import { progressAnswer } from '#platform/http/progress-answer.ts'
import { tableAnswer, tableMediaTypes } from '#platform/spreadsheet/table-answer.ts'
import { actorOf } from '#server/identity/permissions.ts'
import { asFileQuery } from '../lists/list-table.ts'
import { rulesTable, schedulesTable } from '../lists/schedule-tables.ts'
import type { SchedulesContext } from './context.ts'
import { approveVersion, proposeVersion, returnVersion, withdrawVersion } from './decide-version.ts'
import { changeDraft, draftFrom, draftText } from './draft-version.ts'
import { importRules } from './import-rules.ts'
import { confirmRule, retractConfirmation, type RuleName } from './rule-confirmation.ts'
import { simulateVersion } from './simulate-version.ts'
import { listSchedules, viewVersion } from './view-version.ts'

const readers = { roles: ['administrator', 'archivist', 'records-manager', 'head', 'commission-member'] } as const
const writers = { roles: ['administrator', 'archivist', 'records-manager'] } as const
const approvers = { roles: ['records-manager', 'head'] } as const
const confirmers = { roles: ['records-manager'] } as const
const params = z.object({ id })
const base = '/retention/schedules'

/** Schedules and their versions: made here, checked, compared, simulated, proposed, approved by somebody else; rules confirmed. */
export function scheduleRoutes(api: Api, context: SchedulesContext): void {
  api.route({ method: 'get', path: base, summary: 'Schedules and their versions; with ?format= as a file', access: readers, query: asFileQuery, answer: scheduleList, binaryAnswer: tableMediaTypes }, async ({ query: { format, language } }) => {
    const list = await listSchedules(context)
    return format === undefined ? list : tableAnswer(schedulesTable(list, language), format)
  })
  api.route({ method: 'get', path: `${base}/versions/{id}`, summary: 'One version: text, rules, faults, differences, simulation; with ?format= its rules as a file', access: readers, params, query: asFileQuery, answer: versionView, binaryAnswer: tableMediaTypes }, async ({ params, query: { format, language } }) => {
    const view = await viewVersion(context, params.id)
    return format === undefined ? view : tableAnswer(rulesTable(view, language), format)
  })
  api.route({ method: 'post', path: `${base}/versions`, summary: 'A new draft, as a copy of a version or with a text of its own', access: writers, body: z.union([newDraft, newDraftText]), answer: versionView, status: 201, problems: ['not-found', 'bad-schedule', 'already-exists'] }, async ({ principal, body }) => {
    const by = actorOf(principal)
    return viewVersion(context, 'yaml' in body ? await draftText(context, by, body.yaml, body.basis) : await draftFrom(context, by, body))
  })
  api.route({ method: 'put', path: `${base}/versions/{id}`, summary: 'Change a draft; the answer tells its faults', access: writers, params, body: changeForm, answer: versionView, problems: ['bad-schedule', 'already-exists', 'not-in-this-state'] }, async ({ principal, params, body }) => {
    await changeDraft(context, actorOf(principal), params.id, body)
    return viewVersion(context, params.id)
  })
  api.route({ method: 'post', path: `${base}/import`, summary: 'A draft with the rules of a table (CSV or XLSX); faults by row', access: writers, body: importForm, answer: importFaults, problems: ['already-exists', 'bad-schedule'] }, ({ principal, body }) => importRules(context, actorOf(principal), body))
  api.route({ method: 'post', path: `${base}/reload`, summary: 'Read the rule files of the folder anew; a faulty one is refused and told', access: { roles: ['administrator', 'records-manager'] }, answer: scheduleList }, async () => {
    await context.live.reload()
    context.outbox.wake()
    return listSchedules(context)
  })
  decisionRoutes(api, context)
  confirmationRoutes(api, context)
}

function decisionRoutes(api: Api, context: SchedulesContext): void {
  api.route({ method: 'post', path: `${base}/versions/{id}/simulate`, summary: 'What a draft would change; the result is kept with it', access: writers, params, body: simulateDraft, binaryAnswer: 'application/jsonl', problems: ['bad-schedule'] }, async ({ principal, params, body }) => progressAnswer(simulateVersion(context, actorOf(principal), params.id, body.on)))
  api.route({ method: 'post', path: `${base}/versions/{id}/propose`, summary: 'Offer a draft for approval', access: writers, params, answer: versionView, problems: ['bad-schedule', 'not-in-this-state'] }, async ({ principal, params }) => {
    await proposeVersion(context, actorOf(principal), params.id)
    return viewVersion(context, params.id)
  })
  api.route({ method: 'post', path: `${base}/versions/{id}/return`, summary: 'Give a proposed version back to its author', access: approvers, params, body: approveForm, answer: versionView, problems: ['not-in-this-state'] }, async ({ principal, params, body }) => {
    await returnVersion(context, actorOf(principal), params.id, body.note)
    return viewVersion(context, params.id)
  })
  api.route({ method: 'post', path: `${base}/versions/{id}/approve`, summary: 'Approve a proposed version: it answers from its day on', access: approvers, params, body: approveForm, answer: versionView, problems: ['bad-schedule', 'not-in-this-state', 'forbidden'] }, async ({ principal, params, body }) => {
    await approveVersion(context, actorOf(principal), params.id, body.note)
    return viewVersion(context, params.id)
  })
  api.route({ method: 'post', path: `${base}/versions/{id}/withdraw`, summary: 'Give up a version that answers nothing yet', access: writers, params, answer: versionView, problems: ['not-in-this-state'] }, async ({ principal, params }) => {
    await withdrawVersion(context, actorOf(principal), params.id)
    return viewVersion(context, params.id)
  })
}

function confirmationRoutes(api: Api, context: SchedulesContext): void {
  api.route({ method: 'post', path: `${base}/confirmations`, summary: 'Confirm that a rule was compared with the act', access: confirmers, body: confirmForm, problems: ['not-found', 'already-exists'] }, async ({ principal, body }) => {
    const { note, document, ...name } = body
    refuseUnknown(context, name)
    await confirmRule(context.db, context.clock, name, actorOf(principal), { note, document: document === '' ? null : document })
  })
  api.route({ method: 'post', path: `${base}/confirmations/retract`, summary: 'Take the confirmation of a rule back', access: confirmers, body: ruleName, problems: ['not-found'] }, async ({ principal, body }) => {
    await retractConfirmation(context.db, context.clock, body, actorOf(principal))
  })
}

function refuseUnknown({ live }: SchedulesContext, { schedule, version, rule }: RuleName): void {
  const known = live.versions().some(({ schedule: { form } }) => form.schedule === schedule && form.version === version && form.rules.some((each) => each.id === rule))
  if (!known) throw refusal('no-such-rule', { rule }, `There is no rule ${rule} in version ${version} of ${schedule} that is approved.`)
}
