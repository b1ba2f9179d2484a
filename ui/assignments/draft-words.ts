import { msg, str } from '@lit/localize'
import type { RouteStep } from '#contract/kinds.ts'
import type { DraftState, VisaDecision } from '#contract/drafts.ts'
import type { DraftListName, DraftView } from '../api/drafts.ts'

/** Where a draft stands. */
export function draftStateName(state: DraftState): string {
  switch (state) {
    case 'drafting':
      return msg('being written')
    case 'in-visas':
      return msg('waiting for visas')
    case 'for-approval':
      return msg('waiting for approval')
    case 'approved':
      return msg('approved')
    case 'registered':
      return msg('registered, not sent')
    case 'sent':
      return msg('sent')
    case 'withdrawn':
      return msg('withdrawn')
  }
}

export const draftTone = (state: DraftState): string => (state === 'sent' ? 'tone-good' : state === 'withdrawn' ? 'tone-plain' : state === 'drafting' ? 'tone-calm' : 'tone-care')

export function decisionName(decision: VisaDecision): string {
  switch (decision) {
    case 'agreed':
      return msg('Agreed')
    case 'agreed-with-remarks':
      return msg('Agreed with remarks')
    case 'not-agreed':
      return msg('Not agreed')
  }
}

/** Names of the lists of drafts. */
export function draftListTitle(list: DraftListName): string {
  switch (list) {
    case 'visas':
      return msg('Visas wanted of me')
    case 'approvals':
      return msg('To approve')
    case 'dispatch':
      return msg('To register and send')
    default:
      return msg('My drafts')
  }
}

const events: Readonly<Record<string, () => string>> = {
  'begun': () => msg('Draft begun'),
  'version-saved': () => msg('Version saved'),
  'visas-asked': () => msg('Sent round for visas'),
  'annexes-added': () => msg('Annexes added'),
  'annex-removed': () => msg('Annex removed'),
  'visa-given': () => msg('Visa given'),
  'visa-overruled': () => msg('Visa overruled by the approver'),
  'approved': () => msg('Approved'),
  'withdrawn': () => msg('Withdrawn'),
  'registered': () => msg('Registered'),
  'sent': () => msg('Sent'),
}

/** What happened with a draft; an event that is not known is said in the word of the server. */
export function draftEventText({ event, details }: DraftView['history'][number]): string {
  const version = details['version']
  const reason = details['reason']
  const name = events[event]?.() ?? event
  const said = typeof version === 'number' ? `${name}, ${msg(str`version ${version}`)}` : name
  return event === 'visa-overruled' && typeof reason === 'string' ? `${said}: ${reason}` : said
}

/** One step of a route. */
export function routeStepName(step: RouteStep['step']): string {
  switch (step) {
    case 'registry':
      return msg('Registration')
    case 'head':
      return msg('Resolution of the head')
    case 'unit':
      return msg('Unit')
    case 'executor':
      return msg('Execution')
    case 'reply':
      return msg('Draft of the reply')
    case 'visa':
      return msg('Visas')
    case 'approval':
      return msg('Approval')
    case 'sending':
      return msg('Sending')
    case 'file':
      return msg('Filing')
  }
}
