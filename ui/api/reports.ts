import { reportNames, type ReportItem, type ReportName, type ReportView } from '#contract/reports.ts'
import type { z } from 'zod'
import type { reportItems } from '#contract/reports.ts'
import { currentLanguage } from '../text/locale.ts'
import { apiPath, request } from './request.ts'

export { reportNames }
export type { ReportItem, ReportName, ReportView }
export type ReportItems = z.infer<typeof reportItems>
type Query = Readonly<Record<string, string>>

/** Titles of columns and stages come in the language of the screen, as they stand in the file. */
export const readReport = (report: string, query: Query, signal?: AbortSignal): Promise<ReportView> => request('GET', `/reports/${encodeURIComponent(report)}`, { query: { ...query, language: currentLanguage() }, signal })
export const readReportItems = (report: string, query: Query, signal?: AbortSignal): Promise<ReportItems> => request('GET', `/reports/${encodeURIComponent(report)}/items`, { query, signal })
/** Address of a report as a file. */
export const reportFile = (report: string, query: Query, format: 'csv' | 'ods' | 'pdf'): string => apiPath(`/reports/${encodeURIComponent(report)}`, { ...query, format, language: currentLanguage() })
