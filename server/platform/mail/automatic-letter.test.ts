import { expect, test } from 'vitest'
import { isAutomatic, isNoReply } from './automatic-letter.ts'

const of = (...lines: string[]) => isAutomatic(lines.map((line) => ({ key: line.split(':')[0]?.toLowerCase() ?? '', line })))

test.each([
  'Auto-Submitted: auto-replied', 'Auto-Submitted: auto-generated; type=x', 'auto-submitted:auto-notified', 'Precedence: bulk', 'Precedence:  LIST', 'List-Id: <news.example.org>', 'List-Unsubscribe: <mailto:x@example.org>',
  'Return-Path: <>', 'Content-Type: multipart/report; report-type=delivery-status', 'X-Auto-Response-Suppress: DR, OOF, AutoReply', 'X-Autoreply: yes', 'Message-ID: <opis.0190a000-0000-7000-8000-000000000000@town.example>',
])('%s comes from no person', (line) => expect(of('From: a@example.org', line)).toBe(true))

test('an ordinary letter is a person’s', () => {
  expect(of('Auto-Submitted: no', 'Return-Path: <olena@example.org>', 'Precedence: first-class', 'Content-Type: multipart/mixed; boundary=x', 'Message-ID: <1@example.org>', 'List: nothing', 'X-Auto-Response-Suppress: None')).toBe(false)
})

test.each(['no-reply@example.org', 'NoReply@example.org', 'do-not-reply@example.org', 'donotreply+7@example.org', 'news-noreply@example.org', 'MAILER-DAEMON@example.org', 'bounces+17@example.org', 'owner-list@example.org', 'list-request@example.org', 'postmaster@example.org'])('%s is not answered', (address) => expect(isNoReply(address)).toBe(true))
test.each(['olena@example.org', 'noreplyson@example.org', 'nora@example.org', 'reply@example.org', 'owner@example.org', 'requests@example.org', 'no@reply.example'])('%s is', (address) => expect(isNoReply(address)).toBe(false))
