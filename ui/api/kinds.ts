import type { z } from 'zod'
import type { kindForm, kindList, KindView } from '#contract/kinds.ts'
import type { RegisterList } from '#contract/register-views.ts'
import { currentLanguage } from '../text/locale.ts'
import { apiPath, request } from './request.ts'

export type { KindView }
export type NewKind = z.input<typeof kindForm>
type Kinds = z.infer<typeof kindList>

/** Every version of every kind, the newest of each first. */
export const readKinds = async (signal?: AbortSignal): Promise<KindView[]> => (await request<Kinds>('GET', '/kinds', { signal })).kinds
/** Saved as a new version, for documents registered from its day on. */
export const saveKindAs = async (form: NewKind): Promise<KindView[]> => (await request<Kinds>('POST', '/kinds', { body: form })).kinds
export const retireKindOf = async (code: string): Promise<KindView[]> => (await request<Kinds>('POST', `/kinds/${encodeURIComponent(code)}/retire`, { body: {} })).kinds
export const kindsSheet = (): string => apiPath('/kinds/sheet', { language: currentLanguage() })
/** The registers of the house, as the screens of drafts need them. */
export const readRegistersOfHouse = async (signal?: AbortSignal): Promise<RegisterList['registers']> => (await request<RegisterList>('GET', '/registers', { signal })).registers
