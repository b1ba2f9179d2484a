import type { z } from 'zod'
import type { mailList, MailView, noticeCount, noticeList, NoticeSettings, noticeSettingsView, NoticeView, webhookCalls, webhookForm, webhookList, webhookMade, WebhookView } from '#contract/notices.ts'
import { request } from './request.ts'

export type { MailView, NoticeSettings, NoticeView, WebhookView }
export type NoticeList = z.infer<typeof noticeList>
export type NoticeCount = z.infer<typeof noticeCount>
export type NoticeSettingsView = z.infer<typeof noticeSettingsView>
export type MailList = z.infer<typeof mailList>
export type MailState = MailView['state']
export type WebhookList = z.infer<typeof webhookList>
export type WebhookMade = z.infer<typeof webhookMade>
export type WebhookFormInput = z.input<typeof webhookForm>
export type WebhookCalls = z.infer<typeof webhookCalls>

export const readNotices = (query: { unseen: boolean; before?: string | undefined }, signal?: AbortSignal): Promise<NoticeList> => request('GET', '/notices', { query: { unseen: String(query.unseen), before: query.before }, signal })
export const countNotices = (signal?: AbortSignal): Promise<NoticeCount> => request('GET', '/notices/count', { signal })
export const markSeen = (which: { ids: string[] } | { all: true }): Promise<NoticeCount> => request('POST', '/notices/seen', { body: which })
export const readNoticeSettings = (signal?: AbortSignal): Promise<NoticeSettingsView> => request('GET', '/notices/settings', { signal })
export const saveNoticeSettings = (settings: NoticeSettings): Promise<NoticeSettingsView> => request('PUT', '/notices/settings', { body: settings })
export const runDeadlines = (): Promise<{ told: number }> => request('POST', '/notices/run')

export const readMails = (query: { state: MailState | undefined; before?: string | undefined }, signal?: AbortSignal): Promise<MailList> => request('GET', '/mails', { query, signal })
export const sendAgain = (id: string): Promise<void> => request('POST', `/mails/${encodeURIComponent(id)}/send-again`)

const hook = (id: string): string => `/webhooks/${encodeURIComponent(id)}`
export const readWebhooks = (signal?: AbortSignal): Promise<WebhookList> => request('GET', '/webhooks', { signal })
export const addWebhook = (form: WebhookFormInput): Promise<WebhookMade> => request('POST', '/webhooks', { body: form })
export const changeWebhook = (id: string, form: WebhookFormInput): Promise<WebhookView> => request('PUT', hook(id), { body: form })
export const removeWebhook = (id: string): Promise<void> => request('DELETE', hook(id))
export const readCalls = (id: string, signal?: AbortSignal): Promise<WebhookCalls> => request('GET', `${hook(id)}/calls`, { signal })
export const callForTrial = (id: string): Promise<void> => request('POST', `${hook(id)}/trial`)
