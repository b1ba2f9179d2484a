import type { AnswersList, AnswersQuery, RetentionCalendar, RetentionOverview } from '#contract/retention-overview.ts'
import { apiPath, request } from './request.ts'

export type { AnswersList, RetentionCalendar, RetentionOverview }

/** Which answers: a state, and of it one class or one event that is waited for. */
export type Which = Pick<AnswersQuery, 'state'> & { class?: string | undefined; waitingFor?: string | undefined }

export function readAnswers(which: Which, page: { limit: number; offset: number }, language: string, signal?: AbortSignal): Promise<AnswersList> {
  return request('GET', '/retention/answers', { query: { ...which, ...page, language }, signal })
}

/** Where the browser fetches the whole list as a file. */
export function answersPath(which: Which, language: string, format: 'csv' | 'ods'): string {
  return apiPath('/retention/answers', { ...which, language, format })
}

export function readOverview(signal?: AbortSignal): Promise<RetentionOverview> {
  return request('GET', '/retention/overview', { signal })
}

/** What falls due in the months of so many years ahead. */
export function readCalendar(years: number, signal?: AbortSignal): Promise<RetentionCalendar> {
  return request('GET', '/retention/calendar', { query: { years }, signal })
}

/** Where the browser fetches the calendar as a file. */
export function calendarPath(years: number, language: string, format: 'csv' | 'ods'): string {
  return apiPath('/retention/calendar', { years, language, format })
}
