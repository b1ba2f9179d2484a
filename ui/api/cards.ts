import type { z } from 'zod'
import type { cardChange, CardDesk, cardList, cardPassed, CardRow, CardView, entryRegisters, Likeness, newRelation } from '#contract/card-view.ts'
import type { CardRegistered, newCard } from '#contract/cards.ts'
import type { CorrespondentBrief, correspondentForm, correspondentList, correspondentMade, CorrespondentView, newCorrespondent } from '#contract/correspondents.ts'
import { currentLanguage } from '../text/locale.ts'
import { apiPath, request } from './request.ts'
import type { Query } from './with-query.ts'

export type { CardDesk, CardRegistered, CardRow, CardView, CorrespondentBrief, CorrespondentView, Likeness }
export type CardList = z.infer<typeof cardList>
export type NewCard = z.input<typeof newCard>
export type CardChange = z.input<typeof cardChange>
export type NewRelation = z.input<typeof newRelation>
export type FoundCorrespondent = z.infer<typeof correspondentList>['correspondents'][number]
export type CorrespondentMade = z.infer<typeof correspondentMade>

const at = (id: string): string => `/cards/${encodeURIComponent(id)}`

export const readDesk = (signal?: AbortSignal): Promise<CardDesk> => request('GET', '/cards/desk', { signal })
export const readCards = (query: Query, signal?: AbortSignal): Promise<CardList> => request('GET', '/cards', { query, signal })
export const readCard = (id: string, signal?: AbortSignal): Promise<CardView> => request('GET', at(id), { signal })
/** @param key the same key gives the same card, however often it is sent */
export const registerCard = (card: NewCard, key: string): Promise<CardRegistered> => request('POST', '/cards', { body: card, headers: { 'idempotency-key': key } })
export const changeCard = (id: string, change: CardChange): Promise<CardView> => request('PATCH', at(id), { body: change })
export const passCard = (id: string, unit: string): Promise<z.infer<typeof cardPassed>> => request('POST', `${at(id)}/pass`, { body: { unit } })
export const enterAgain = (id: string, register: string): Promise<CardView> => request('POST', `${at(id)}/entries`, { body: { register } })
type EntryRegisterList = z.infer<typeof entryRegisters>
export const readEntryRegisters = async (signal?: AbortSignal): Promise<EntryRegisterList['registers']> => (await request<EntryRegisterList>('GET', '/entry-registers', { signal })).registers
/** @param register null: the unit shares the number */
export const setEntryRegister = (unit: string, register: string | null): Promise<EntryRegisterList> => request('PUT', `/entry-registers/${encodeURIComponent(unit)}`, { body: { register } })
export const relateCard = (id: string, relation: NewRelation): Promise<CardView> => request('POST', `${at(id)}/relations`, { body: relation })
export const unrelateCard = (id: string, { relation, to }: NewRelation): Promise<CardView> => request('DELETE', `${at(id)}/relations/${relation}/${to}`)
export const findLike = (query: Query, signal?: AbortSignal): Promise<Likeness> => request('GET', '/cards/like', { query, signal })
/** Addresses of files. */
export const cardsFile = (query: Query, format: 'csv' | 'ods'): string => apiPath('/cards/export', { ...query, format, language: currentLanguage() })
export const labelOf = (id: string): string => apiPath(`${at(id)}/label`, { language: currentLanguage() })
export const receiptOf = (id: string, language: string = currentLanguage()): string => apiPath(`${at(id)}/receipt`, { language })

const of = (id: string): string => `/correspondents/${encodeURIComponent(id)}`
export const findCorrespondents = async (q: string, limit = 10, signal?: AbortSignal): Promise<FoundCorrespondent[]> => (await request<z.infer<typeof correspondentList>>('GET', '/correspondents', { query: { q, limit }, signal })).correspondents
export const addCorrespondent = (form: z.input<typeof newCorrespondent>): Promise<CorrespondentMade> => request('POST', '/correspondents', { body: form })
export const readCorrespondent = (id: string, signal?: AbortSignal): Promise<CorrespondentView> => request('GET', of(id), { signal })
export const changeCorrespondent = (id: string, form: z.input<typeof correspondentForm>): Promise<CorrespondentView> => request('PUT', of(id), { body: form })
export const mergeCorrespondent = (id: string, from: string): Promise<CorrespondentView> => request('POST', `${of(id)}/merge`, { body: { from } })
