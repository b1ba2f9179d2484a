import type { CandidateList, TransferDrawn, TransferList, TransferView } from '#contract/transfer.ts'
import { currentLanguage } from '../text/locale.ts'
import { apiPath, request } from './request.ts'
import { readProblem, UiError } from './ui-error.ts'

export type { CandidateList, TransferView }
export type TransferSummary = TransferList['transfers'][number]
export type NewTransfer = { title: string; archive: string; fonds: string; from: number; to: number }

const at = (id: string): string => `/transfers/${encodeURIComponent(id)}`

export function readTransfers(signal?: AbortSignal): Promise<TransferList> {
  return request('GET', '/transfers', { signal })
}

/** Address of the list as a file. */
export const transfersFile = (format: 'csv' | 'ods'): string => apiPath('/transfers', { format, language: currentLanguage() })

/** Permanent files that are on no inventory yet, by fonds and year. */
export function readCandidates(signal?: AbortSignal): Promise<CandidateList> {
  return request('GET', '/transfers/candidates', { signal })
}

export function readTransfer(id: string, signal?: AbortSignal): Promise<TransferView> {
  return request('GET', at(id), { signal })
}

export function drawUpTransfer(wanted: NewTransfer): Promise<TransferDrawn> {
  return request('POST', '/transfers', { body: wanted })
}

/** Records that the commission agreed or that the archive approved. */
export function recordPaper(id: string, step: 'agree' | 'approve', paper: { document: string; on: string; completeYears?: number[] }): Promise<TransferView> {
  return request('POST', `${at(id)}/${step}`, { body: paper })
}

export function sayHandedOver(id: string, on: string): Promise<TransferView> {
  return request('POST', `${at(id)}/handed-over`, { body: { on } })
}

export function endLocalCopy(id: string): Promise<TransferView> {
  return request('POST', `${at(id)}/end`)
}

/** The receipt goes as the file that the archive sent. */
export async function sendReceipt(id: string, document: string, file: Blob): Promise<TransferView> {
  const response = await fetch(apiPath(`${at(id)}/receipt`, { document }), { method: 'POST', headers: { accept: 'application/json', 'content-type': 'text/plain' }, body: file })
  const body: unknown = await response.json()
  if (!response.ok) throw readProblem(body, response.status) ?? new UiError({ type: 'internal', title: '', status: response.status, detail: '' })
  return body as TransferView
}

/** Addresses of what is opened or saved. */
export const inventoryPdf = (id: string, language: string): string => apiPath(`${at(id)}/inventory.pdf`, { language })
export const inventoryFile = (id: string, format: 'csv' | 'ods', language: string): string => apiPath(`${at(id)}/inventory`, { format, language })
export const packagePath = (id: string): string => apiPath(`${at(id)}/package`)
