import type { z } from 'zod'
import type { askUnit as askForm, CaseList, CounterCase, counterRegistration, CounterRegistered, HandOutView, HeldPapers, newHandOut, UploadView } from '#contract/counter.ts'
import type { IntakeItemView, IntakeList, acceptItem, IntakeState, rejectItem } from '#contract/intake.ts'
import type { CardRegistered } from '#contract/cards.ts'
import type { ServiceChoices, ServiceDetail, serviceForm, ServiceList, ServiceView } from '#contract/services.ts'
import { currentLanguage } from '../text/locale.ts'
import { apiPath, request } from './request.ts'

export type { CasePaper, CounterCase, CounterRegistered, HandOutView, HeldPapers } from '#contract/counter.ts'
export type { IntakeItemView, IntakeList } from '#contract/intake.ts'
export type { ServiceChoices, ServiceDetail, ServiceVersion, ServiceView } from '#contract/services.ts'
export type ServiceOrder = z.input<typeof serviceForm>
export type CounterOrder = z.input<typeof counterRegistration>
export type HandOutOrder = z.input<typeof newHandOut>

const code = (of: string): string => `/services/${encodeURIComponent(of)}`
/** @param all services out of use too */
export const findServices = async (q: string, all = false, signal?: AbortSignal): Promise<ServiceView[]> => (await request<ServiceList>('GET', '/services', { query: { q, all: String(all) }, signal })).services
export const readService = (of: string, signal?: AbortSignal): Promise<ServiceDetail> => request('GET', code(of), { signal })
export const saveService = (service: ServiceOrder): Promise<ServiceDetail> => request('POST', '/services', { body: service })
export const retireService = (of: string, on: string): Promise<ServiceDetail> => request('POST', `${code(of)}/retire`, { body: { on } })
export const readServiceChoices = (signal?: AbortSignal): Promise<ServiceChoices> => request('GET', '/services/choices', { signal })

export const readHeld = async (service: string, correspondent: string, signal?: AbortSignal): Promise<HeldPapers['papers']> => (await request<HeldPapers>('GET', '/counter/held-papers', { query: { service, correspondent }, signal })).papers
/** @param key the same key gives the same number, however often it is sent */
export const registerCase = (order: CounterOrder, key: string): Promise<CounterRegistered> => request('POST', '/counter/cases', { body: order, headers: { 'idempotency-key': key } })
export const findCases = (query: { stage?: string; number?: string; after?: string }, signal?: AbortSignal): Promise<CaseList> => request('GET', '/counter/cases', { query, signal })
export const takePapers = (id: string, papers: string[]): Promise<CounterCase> => request('POST', `/counter/cases/${id}/papers`, { body: { papers } })
export const askUnit = (id: string, order: z.input<typeof askForm>): Promise<CounterCase> => request('POST', `/counter/cases/${id}/requests`, { body: order })
export const markReady = (id: string): Promise<CounterCase> => request('POST', `/counter/cases/${id}/ready`, { body: {} })
export const handOut = (order: HandOutOrder): Promise<HandOutView> => request('POST', '/counter/hand-outs', { body: order })
export const undoHandOut = (id: string, reason: string): Promise<HandOutView> => request('POST', `/counter/hand-outs/${id}/undo`, { body: { reason } })
/** Addresses of what is printed. */
export const caseReceiptOf = (id: string, language: string = currentLanguage()): string => apiPath(`/counter/cases/${id}/receipt.pdf`, { language })
export const slipOf = (id: string, language: string = currentLanguage()): string => apiPath(`/counter/hand-outs/${id}/slip.pdf`, { language })

export const readUpload = (id: string): Promise<UploadView> => request('GET', `/uploads/${id}`)
export const dropUpload = (id: string): Promise<void> => request('DELETE', `/uploads/${id}`)
export const linkUpload = (id: string, to: { card: string; role?: 'annex' | 'slip'; paper?: string }): Promise<UploadView> => request('POST', `/uploads/${id}/link`, { body: to })

export const readIntake = (state: IntakeState, after?: string, signal?: AbortSignal): Promise<IntakeList> => request('GET', '/intake', { query: { state, after }, signal })
export const acceptIntake = (id: string, form: z.input<typeof acceptItem>): Promise<CardRegistered> => request('POST', `/intake/${id}/accept`, { body: form })
export const rejectIntake = (id: string, form: z.input<typeof rejectItem>): Promise<IntakeItemView> => request('POST', `/intake/${id}/reject`, { body: form })
