import type { z } from 'zod'
import type { CardRegistered } from '#contract/cards.ts'
import type { RegisterForm } from '#contract/registers.ts'
import type { blockCard, BlockView, EntryView, ImportReport, modeView, RegisterChange, RegisterCheck, RegisterList, RegisterView, templatePreview, templatePreviewed } from '#contract/register-views.ts'
import { currentLanguage } from '../text/locale.ts'
import { apiPath, request } from './request.ts'
import { sendFile } from './send-file.ts'

export type { BlockView, EntryView, ImportReport, RegisterCheck, RegisterForm, RegisterList, RegisterView }
export type Mode = z.infer<typeof modeView>
export type Preview = z.infer<typeof templatePreviewed>
type BlockCard = z.input<typeof blockCard>

const at = (code: string): string => `/registers/${encodeURIComponent(code)}`

export const readRegisters = (signal?: AbortSignal): Promise<RegisterList> => request('GET', '/registers', { signal })
export const readRegister = (code: string, signal?: AbortSignal): Promise<RegisterView> => request('GET', at(code), { signal })
export const openRegister = (form: RegisterForm): Promise<RegisterView> => request('POST', '/registers', { body: form })
export const changeRegister = (code: string, change: RegisterChange): Promise<RegisterView> => request('PATCH', at(code), { body: change })
/** @param closedOn the last day on which it takes entries */
export const closeRegister = (code: string, closedOn: string): Promise<RegisterView> => request('POST', `${at(code)}/close`, { body: { closedOn } })
export const previewTemplate = (form: z.input<typeof templatePreview>, signal?: AbortSignal): Promise<Preview> => request('POST', '/registers/preview', { body: form, signal })
export const checkRegister = (code: string, signal?: AbortSignal): Promise<RegisterCheck> => request('GET', `${at(code)}/check`, { signal })
export const closeBook = (code: string, period: string): Promise<RegisterCheck> => request('POST', `${at(code)}/periods/${period}/close`)
export const bookAddress = (code: string, period: string): string => apiPath(`${at(code)}/book.pdf`, { period, language: currentLanguage() })

/** The newest numbers of a period; `before`: those below this one. */
export const readEntries = async (code: string, period: string, before?: number, signal?: AbortSignal): Promise<EntryView[]> => (await request<{ entries: EntryView[] }>('GET', `${at(code)}/entries`, { query: { period, before }, signal })).entries
/** Every number that is written like this one, in whatever register, also of old books. */
export const findEntries = async (number: string, signal?: AbortSignal): Promise<EntryView[]> => (await request<{ entries: EntryView[] }>('GET', '/entries', { query: { number }, signal })).entries
export const annulEntry = (id: string, reason: string): Promise<unknown> => request('POST', `/entries/${id}/annul`, { body: { reason } })

export const readBlocks = async (code: string, signal?: AbortSignal): Promise<BlockView[]> => (await request<{ blocks: BlockView[] }>('GET', `${at(code)}/blocks`, { signal })).blocks
export const handBlock = (code: string, place: string, count: number): Promise<BlockView> => request('POST', `${at(code)}/blocks`, { body: { place, count } })
export const enterBlockCard = (code: string, block: string, card: BlockCard): Promise<CardRegistered> => request('POST', `${at(code)}/blocks/${block}/cards`, { body: card })
export const reconcileBlock = (code: string, block: string, unused: number): Promise<BlockView> => request('POST', `${at(code)}/blocks/${block}/reconcile`, { body: { unused } })
export const blockListAddress = (code: string, block: string): string => apiPath(`${at(code)}/blocks/${block}/list.pdf`, { language: currentLanguage() })

/** Without `commit` the server only tells what would happen. */
export const importRegister = (code: string, file: File, encoding: string, commit: boolean): Promise<ImportReport> => sendFile(`${at(code)}/import`, { encoding, commit: String(commit) }, file)

export const readMode = (signal?: AbortSignal): Promise<Mode> => request('GET', '/mode', { signal })
export const beginTest = (): Promise<Mode> => request('POST', '/mode', { body: { mode: 'test' } })
export const goLive = (testRegistrations: number): Promise<unknown> => request('POST', '/mode/go-live', { body: { testRegistrations } })
