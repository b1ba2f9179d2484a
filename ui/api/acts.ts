import type { z } from 'zod'
import type { ActDrawn, actList, ActView, commissionList, DueFilter, DueList, LineList, newAct, newApproval, newCommission, newMetPrecondition, newSitting, newVote, PreconditionList, updateCommission } from '#contract/acts.ts'
import { currentLanguage } from '../text/locale.ts'
import { apiPath, request } from './request.ts'

export type ActList = z.infer<typeof actList>
export type CommissionList = z.infer<typeof commissionList>

const at = (id: string): string => `/acts/${encodeURIComponent(id)}`

/** A page of what may be proposed for destruction. */
export function readDue(filter: DueFilter, page: { limit: number; offset: number }, signal?: AbortSignal): Promise<DueList> {
  return request('GET', '/due', { query: { ...filter, ...page }, signal })
}

export function readActs(signal?: AbortSignal): Promise<ActList> {
  return request('GET', '/acts', { signal })
}

/** Address of the list of acts as a file. */
export const actsFile = (format: 'csv' | 'ods'): string => apiPath('/acts', { format, language: currentLanguage() })

export function readAct(id: string, signal?: AbortSignal): Promise<ActView> {
  return request('GET', at(id), { signal })
}

/** A page of lines after a line number. */
export function readLines(id: string, after: number, signal?: AbortSignal): Promise<LineList> {
  return request('GET', `${at(id)}/lines`, { query: { after, limit: 200 }, signal })
}

export function drawUpAct(act: z.input<typeof newAct>): Promise<ActDrawn> {
  return request('POST', '/acts', { body: act })
}

export function withdrawAct(id: string): Promise<ActView> {
  return request('POST', `${at(id)}/withdraw`, { body: {} })
}

export function openSitting(id: string, sitting: z.input<typeof newSitting>): Promise<ActView> {
  return request('POST', `${at(id)}/sittings`, { body: sitting })
}

export function castVote(sitting: string, vote: z.input<typeof newVote>): Promise<ActView> {
  return request('POST', `/sittings/${encodeURIComponent(sitting)}/votes`, { body: vote })
}

export function closeSitting(sitting: string): Promise<ActView> {
  return request('POST', `/sittings/${encodeURIComponent(sitting)}/close`, { body: {} })
}

export function approveAct(id: string, approval: z.input<typeof newApproval>): Promise<ActView> {
  return request('POST', `${at(id)}/approvals`, { body: approval })
}

/** Orders the execution of an approved act whose waiting time is over. */
export function executeAct(id: string): Promise<unknown> {
  return request('POST', `${at(id)}/execute`, { body: {} })
}

/** Address of a printed form as PDF. The form of the act comes in the layout of its country, and in a language that this has. */
export function actPaperPath(id: string, paper: 'form' | 'protocol' | 'certificate', language: string): string {
  return apiPath(`${at(id)}/${paper}.pdf`, paper === 'form' ? {} : { language })
}

export function readCommissions(signal?: AbortSignal): Promise<CommissionList> {
  return request('GET', '/commissions', { signal })
}

export function addCommission(commission: z.input<typeof newCommission>): Promise<CommissionList> {
  return request('POST', '/commissions', { body: commission })
}

export function changeCommission(id: string, change: z.input<typeof updateCommission>): Promise<CommissionList> {
  return request('PATCH', `/commissions/${encodeURIComponent(id)}`, { body: change })
}

export function readPreconditions(signal?: AbortSignal): Promise<PreconditionList> {
  return request('GET', '/preconditions', { signal })
}

export function meetPrecondition(met: z.input<typeof newMetPrecondition>): Promise<PreconditionList> {
  return request('POST', '/preconditions', { body: met })
}
