import { msg, str } from '@lit/localize'
import type { NoticeKind } from '#contract/notices.ts'
import type { RulePartName, Span } from '#contract/terms.ts'

/** A span as people say it: 30 days, 5 working days, 1 month, 48 hours. */
export function spanText({ value, unit }: Span): string {
  switch (unit) {
    case 'day':
      return msg(str`calendar days: ${value}`)
    case 'working-day':
      return msg(str`working days: ${value}`)
    case 'month':
      return msg(str`months: ${value}`)
    case 'hour':
      return msg(str`hours: ${value}`)
  }
}

export function unitName(unit: Span['unit']): string {
  switch (unit) {
    case 'day':
      return msg('calendar days')
    case 'working-day':
      return msg('working days')
    case 'month':
      return msg('months')
    case 'hour':
      return msg('hours')
  }
}

export function partName(part: RulePartName): string {
  switch (part) {
    case 'extension':
      return msg('Extension')
    case 'urgent':
      return msg('Urgent or simple')
    case 'longest':
      return msg('Longest, in exceptional cases')
    case 'forward':
      return msg('Sending on')
    case 'registerWithin':
      return msg('Registration')
    case 'returnWithin':
      return msg('Giving back what has defects')
  }
}

/** The countries of the legal profiles; another profile goes by its code. */
export function profileName(code: string): string {
  switch (code) {
    case 'md':
      return msg('Moldova')
    case 'ua':
      return msg('Ukraine')
    case 'ru':
      return msg('Russia')
    case 'ge':
      return msg('Georgia')
    default:
      return code
  }
}

const notices: Readonly<Record<NoticeKind, () => string>> = {
  'task-given': () => msg('A task for you'),
  'task-helping': () => msg('You help with a task'),
  'task-changed': () => msg('A task was changed'),
  'task-extended': () => msg('A deadline was moved'),
  'task-executed': () => msg('Reported as done; you control it'),
  'task-returned': () => msg('A task came back to you'),
  'task-ended': () => msg('A task is finished'),
  'task-cancelled': () => msg('A task was cancelled'),
  'contribution-given': () => msg('A contribution came in'),
  'document-came': () => msg('A document came'),
  'acknowledge': () => msg('A document to acknowledge'),
  'visa-wanted': () => msg('Your visa is wanted'),
  'visa-remark': () => msg('A remark on your draft'),
  'visa-overruled': () => msg('A visa that did not agree was overruled'),
  'draft-approved': () => msg('Your draft was approved'),
  'draft-returned': () => msg('A draft came back'),
  'sent': () => msg('A document was sent'),
  'due-soon': () => msg('A deadline comes near'),
  'due-today': () => msg('Due today'),
  'overdue': () => msg('Overdue'),
  'overdue-unit': () => msg('Overdue in your unit'),
  'overdue-control': () => msg('Overdue, under your control'),
  'card-due-soon': () => msg('A document is due soon and nobody has a task for it'),
  'card-overdue': () => msg('A document is overdue and nobody has a task for it'),
  'papers-not-come': () => msg('Papers asked for did not come'),
  'mail-bounced': () => msg('A mail came back'),
}

/** What a notice says. */
export const noticeName = (kind: NoticeKind): string => notices[kind]()
