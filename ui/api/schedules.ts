import type { z } from 'zod'
import type { ChangeDraft, ConfirmRule, ImportAnswer, importRules, KeptSimulation, NewDraft, ruleName, ScheduleList, VersionView } from '#contract/schedules.ts'
import { currentLanguage } from '../text/locale.ts'
import { followProgress } from './follow-progress.ts'
import { apiPath, request } from './request.ts'

const base = '/retention/schedules'
const at = (id: string): string => `${base}/versions/${encodeURIComponent(id)}`

export function readSchedules(signal?: AbortSignal): Promise<ScheduleList> {
  return request('GET', base, { signal })
}

/** Address of the list as a file. */
export const schedulesFile = (format: 'csv' | 'ods'): string => apiPath(base, { format, language: currentLanguage() })

/** Address of the rules of a version as a file. */
export const rulesFile = (id: string, format: 'csv' | 'ods'): string => apiPath(at(id), { format, language: currentLanguage() })

export function readVersion(id: string, signal?: AbortSignal): Promise<VersionView> {
  return request('GET', at(id), { signal })
}

export function addDraft(form: NewDraft): Promise<VersionView> {
  return request('POST', `${base}/versions`, { body: form })
}

export function changeDraft(id: string, change: ChangeDraft): Promise<VersionView> {
  return request('PUT', at(id), { body: change })
}

/** Sends a table of rules: a workbook as it is, anything else as text. */
export async function importTable(form: NewDraft, table: File): Promise<ImportAnswer> {
  const bytes = new Uint8Array(await table.arrayBuffer())
  const isWorkbook = bytes[0] === 0x50 && bytes[1] === 0x4b
  const body: z.input<typeof importRules> = isWorkbook ? { ...form, xlsx: base64Of(bytes) } : { ...form, csv: await table.text() }
  return request('POST', `${base}/import`, { body })
}

function base64Of(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
}

/** What becomes of a version; `note` for approving and returning. */
export function decideVersion(id: string, decision: 'propose' | 'return' | 'approve' | 'withdraw', note = ''): Promise<VersionView> {
  return request('POST', `${at(id)}/${decision}`, { body: { note } })
}

export function simulateVersion(id: string, on: string, tell: (done: number, total: number) => void): Promise<KeptSimulation> {
  return followProgress(`${at(id)}/simulate`, { on }, tell)
}

export function confirmRule(form: ConfirmRule): Promise<void> {
  return request('POST', `${base}/confirmations`, { body: form })
}

export function retractConfirmation(name: z.infer<typeof ruleName>): Promise<void> {
  return request('POST', `${base}/confirmations/retract`, { body: name })
}
