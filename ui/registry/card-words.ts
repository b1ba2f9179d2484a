import { msg, str } from '@lit/localize'
import type { CardRow, CardView } from '../api/cards.ts'

type Words<Key extends string> = Readonly<Record<Key, () => string>>
const say = <Key extends string>(words: Words<Key>, key: string): string => (Object.hasOwn(words, key) ? words[key as Key]() : key)

const flows: Words<CardRow['flow']> = {
  incoming: () => msg('incoming'),
  outgoing: () => msg('outgoing'),
  internal: () => msg('internal'),
  appeals: () => msg('appeals'),
  contracts: () => msg('contracts'),
  decisions: () => msg('decisions'),
  orders: () => msg('orders'),
}
export const flowName = (flow: string): string => say(flows, flow)
export const flowList = Object.keys(flows)

const states: Words<CardRow['state']> = {
  'registered': () => msg('registered'),
  'in-work': () => msg('in work'),
  'executed': () => msg('executed'),
  'filed': () => msg('filed'),
  'annulled': () => msg('annulled'),
}
export const stateName = (state: string): string => say(states, state)
export const stateList = Object.keys(states)

const channels: Words<'counter' | 'post' | 'e-mail' | 'portal' | 'exchange' | 'internal' | 'scan' | 'import'> = {
  'counter': () => msg('at the counter'),
  'post': () => msg('by post'),
  'e-mail': () => msg('by e-mail'),
  'portal': () => msg('through the portal'),
  'exchange': () => msg('by electronic exchange'),
  'internal': () => msg('from inside the house'),
  'scan': () => msg('scanned'),
  'import': () => msg('imported'),
}
export const channelName = (channel: string): string => say(channels, channel)
export const channelList = Object.keys(channels)

const papers: Words<CardView['paper']> = {
  none: () => msg('no paper'),
  kept: () => msg('kept here'),
  returned: () => msg('given back'),
  missing: () => msg('missing'),
}
export const paperName = (paper: string): string => say(papers, paper)

const relations: Words<'reply-to' | 'repeat-of' | 'joined-to' | 'executes' | 'annex-to' | 'see-also'> = {
  'reply-to': () => msg('reply to'),
  'repeat-of': () => msg('repeats'),
  'joined-to': () => msg('joined to'),
  'executes': () => msg('executes'),
  'annex-to': () => msg('annex to'),
  'see-also': () => msg('see also'),
}
const reversed: Words<keyof typeof relations> = {
  'reply-to': () => msg('answered by'),
  'repeat-of': () => msg('repeated by'),
  'joined-to': () => msg('joined by'),
  'executes': () => msg('executed by'),
  'annex-to': () => msg('has the annex'),
  'see-also': () => msg('see also'),
}
export const relationName = (relation: string, direction: 'from' | 'to' = 'from'): string => say(direction === 'from' ? relations : reversed, relation)
export const relationList = ['reply-to', 'repeat-of', 'joined-to', 'executes', 'annex-to', 'see-also'] as const

const stages: Words<CardView['stages'][number]['stage']> = {
  'registered': () => msg('Registered'),
  'under-examination': () => msg('Under examination'),
  'papers-awaited': () => msg('Papers awaited'),
  'extended': () => msg('Extended'),
  'forwarded': () => msg('Forwarded'),
  'replied': () => msg('Replied'),
  'refused': () => msg('Refused'),
  'ready': () => msg('Ready'),
  'handed-out': () => msg('Handed out'),
  'closed': () => msg('Closed'),
  'annulled': () => msg('Annulled'),
}
export const stageName = (stage: string): string => say(stages, stage)

const kinds: Words<'person' | 'organisation' | 'authority'> = {
  person: () => msg('person'),
  organisation: () => msg('organisation'),
  authority: () => msg('authority'),
}
export const correspondentKindName = (kind: string): string => say(kinds, kind)
export const correspondentKinds = ['person', 'organisation', 'authority'] as const

const fields: Words<'subject' | 'correspondent' | 'theirNumber' | 'theirDate' | 'receivedOn' | 'channel' | 'sheets' | 'annexSheets' | 'language' | 'paper' | 'paperUnit' | 'paperPlace' | 'restricted' | 'fields' | 'dueOn'> = {
  subject: () => msg('Subject'),
  correspondent: () => msg('Correspondent'),
  theirNumber: () => msg('Their number'),
  theirDate: () => msg('Their date'),
  receivedOn: () => msg('Received on'),
  channel: () => msg('How it came'),
  sheets: () => msg('Sheets'),
  annexSheets: () => msg('Sheets of annexes'),
  language: () => msg('Language'),
  paper: () => msg('Paper'),
  paperUnit: () => msg('Unit that keeps the paper'),
  paperPlace: () => msg('Place of the paper'),
  restricted: () => msg('For named people only'),
  fields: () => msg('Further fields'),
  dueOn: () => msg('Due on'),
}
export const fieldName = (field: string): string => say(fields, field)

/** Days until a document is due, in words. */
export function daysLeftText(days: number): string {
  if (days === 0) return msg('due today')
  return days > 0 ? msg(str`days left: ${days}`) : msg(str`days overdue: ${-days}`)
}
