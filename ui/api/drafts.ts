import type { z } from 'zod'
import type { askVisas, CardRoute, DraftLine, draftList, DraftProposal, DraftQuery, draftTemplates, DraftView, filingProposal, giveVisa, newDraft, overruleVisa, sendDraft, VisaView, WaitingTimes } from '#contract/drafts.ts'
import { currentLanguage } from '../text/locale.ts'
import { apiPath, request } from './request.ts'

export type { CardRoute, DraftLine, DraftProposal, DraftView, VisaView, WaitingTimes }
export type DraftList = z.infer<typeof draftList>
export type DraftListName = DraftQuery['list']
export type DraftTemplates = z.infer<typeof draftTemplates>['templates']
export type FilingProposal = z.infer<typeof filingProposal>

const at = (id: string): string => `/drafts/${encodeURIComponent(id)}`
const card = (id: string): string => `/cards/${encodeURIComponent(id)}`

export const readDrafts = (query: { list: DraftListName; card?: string; after?: string }, signal?: AbortSignal): Promise<DraftList> => request('GET', '/drafts', { query: { ...query, limit: 50 }, signal })
export const readDraft = (id: string, signal?: AbortSignal): Promise<DraftView> => request('GET', at(id), { signal })
export const beginDraft = (form: z.input<typeof newDraft>): Promise<DraftView> => request('POST', '/drafts', { body: form })
export const saveDraftTemplate = (template: DraftTemplates[number]): Promise<unknown> => request('PUT', '/draft-templates', { body: template })
export const retireDraftTemplate = (code: string, language: string): Promise<void> => request('DELETE', `/draft-templates/${encodeURIComponent(code)}/${language}`)
/** @param seen the version on which the writer worked */
export const saveDraftVersion = (id: string, text: string, seen: number): Promise<DraftView> => request('POST', `${at(id)}/versions`, { body: { text, seen } })
export const askVisasFor = (id: string, form: z.input<typeof askVisas>): Promise<DraftView> => request('POST', `${at(id)}/ask`, { body: form })
export const giveVisaOn = (id: string, form: z.input<typeof giveVisa>): Promise<DraftView> => request('POST', `${at(id)}/visa`, { body: form })
/** @param seen the version on which the writer worked */
export const addAnnexesTo = (id: string, uploads: readonly string[], seen: number): Promise<DraftView> => request('POST', `${at(id)}/annexes`, { body: { uploads, seen } })
export const removeAnnexOf = (id: string, annex: string, seen: number): Promise<DraftView> => request('DELETE', `${at(id)}/annexes/${encodeURIComponent(annex)}`, { query: { seen } })
/** Where the bytes of an annex are until the archive has it. */
export const annexAddress = (id: string, annex: string): string => apiPath(`${at(id)}/annexes/${encodeURIComponent(annex)}`)
/** Passes over the visa of a person who does not agree with the version of that checksum. */
export const overruleVisaOf = (id: string, form: z.input<typeof overruleVisa>): Promise<DraftView> => request('POST', `${at(id)}/overrule`, { body: form })
export const remindAbout = (id: string): Promise<{ people: number }> => request('POST', `${at(id)}/remind`, { body: {} })
/** @param sha512 of exactly the version that is approved */
export const approveDraftOf = (id: string, sha512: string): Promise<DraftView> => request('POST', `${at(id)}/approve`, { body: { sha512 } })
export const withdrawDraftOf = (id: string, reason: string): Promise<DraftView> => request('POST', `${at(id)}/withdraw`, { body: { reason } })
export const registerDraftOf = (id: string, fields: Record<string, string> = {}): Promise<DraftView> => request('POST', `${at(id)}/register`, { body: { fields } })
export const sendDraftOf = (id: string, form: z.input<typeof sendDraft>): Promise<DraftView> => request('POST', `${at(id)}/send`, { body: form })
export const readDraftTemplates = async (signal?: AbortSignal): Promise<DraftTemplates> => (await request<z.infer<typeof draftTemplates>>('GET', '/draft-templates', { signal })).templates
export const readWaitingTimes = (query: { from?: string; to?: string }, signal?: AbortSignal): Promise<WaitingTimes> => request('GET', '/visas/waiting-times', { query, signal })
/** Address of the list of what left the house on a day; today unless said. */
export const dispatchSheet = (on?: string): string => apiPath('/dispatches/sheet', { on, language: currentLanguage() })

export const readCardRoute = (id: string, signal?: AbortSignal): Promise<CardRoute> => request('GET', `${card(id)}/route`, { signal })
export const readFiling = (id: string, signal?: AbortSignal): Promise<FilingProposal> => request('GET', `${card(id)}/filing`, { signal })
export const fileCardInto = (id: string, form: { number: string; class?: string; title?: string }): Promise<unknown> => request('POST', `${card(id)}/filing`, { body: form })
export const reopenCardOf = (id: string, reason: string): Promise<unknown> => request('POST', `${card(id)}/reopen`, { body: { reason } })
