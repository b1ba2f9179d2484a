import type { z } from 'zod'
import type { calendarDays, calendarForm, calendarList, CalendarYear, CardTerm, completeForm, extendForm, forwardForm, papersForm, RuleForm, ruleList, RuleView, uncertainList } from '#contract/terms.ts'
import { request } from './request.ts'

export type { CalendarYear, CardTerm, RuleView }
export type RuleList = z.infer<typeof ruleList>
export type CalendarList = z.infer<typeof calendarList>
export type CalendarFrame = z.input<typeof calendarForm>
export type UncertainList = z.infer<typeof uncertainList>

export const readRules = (signal?: AbortSignal): Promise<RuleList> => request('GET', '/terms/rules', { signal })
export const saveRule = (form: RuleForm): Promise<RuleList> => request('PUT', '/terms/rules', { body: form })
export const readUncertain = (signal?: AbortSignal): Promise<UncertainList> => request('GET', '/terms/uncertain', { signal })

const calendar = (code: string): string => `/calendars/${encodeURIComponent(code)}`
export const readCalendars = (signal?: AbortSignal): Promise<CalendarList> => request('GET', '/calendars', { signal })
export const readYear = (code: string, year: number, signal?: AbortSignal): Promise<CalendarYear> => request('GET', calendar(code), { query: { year }, signal })
export const saveCalendar = (code: string, frame: CalendarFrame): Promise<void> => request('PUT', calendar(code), { body: frame })
export const setDays = (code: string, days: z.input<typeof calendarDays>['days']): Promise<void> => request('PUT', `${calendar(code)}/days`, { body: { days } })
export const copyYear = (code: string, from: number, to: number): Promise<{ days: number }> => request('POST', `${calendar(code)}/copy`, { body: { from, to } })
export const importDays = (code: string, csv: string): Promise<{ days: number }> => request('POST', `${calendar(code)}/import`, { body: { csv } })

const card = (id: string): string => `/cards/${encodeURIComponent(id)}`
export const readCardTerm = (id: string, signal?: AbortSignal): Promise<CardTerm> => request('GET', `${card(id)}/term`, { signal })
export const extendDeadline = (id: string, form: z.input<typeof extendForm>): Promise<CardTerm> => request('POST', `${card(id)}/extend`, { body: form })
export const forwardCard = (id: string, form: z.input<typeof forwardForm>): Promise<CardTerm> => request('POST', `${card(id)}/forward`, { body: form })
export const askPapers = (id: string, form: z.input<typeof papersForm>): Promise<CardTerm> => request('POST', `${card(id)}/ask-papers`, { body: form })
export const completePapers = (id: string, form: z.input<typeof completeForm>): Promise<CardTerm> => request('POST', `${card(id)}/complete`, { body: form })
export const setUrgency = (id: string, form: { version: number; urgent: boolean }): Promise<CardTerm> => request('POST', `${card(id)}/urgency`, { body: form })
