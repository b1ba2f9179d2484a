import { msg, str } from '@lit/localize'
import type { AnswerChange } from '#contract/retention-explained.ts'
import { formatDate } from '../text/format.ts'
import { eventTitle } from './event-name.ts'
import { retentionName } from './state-names.ts'

/** One thing that distinguishes an answer from the one before it, in the language of the UI. */
export function changeOfAnswer(change: AnswerChange): string {
  if ('gone' in change) return groundText(change)
  const { what } = change
  const said = (value: string | null): string => (value === null ? '–' : partText(what, value))
  return `${partTitle(what)}: ${said(change.before)} → ${said(change.after)}`
}

type Ground = Extract<AnswerChange, { gone: boolean }>
type Part = Exclude<AnswerChange, Ground>['what']

function groundText({ what, name, value, gone }: Ground): string {
  if (what === 'hold') return gone ? msg(str`Hold ${name} no longer holds it`) : msg(str`Hold ${name} holds it`)
  const known = what === 'decision' ? decisionText(name, value) : `${eventTitle(name)}, ${what === 'event' && value !== null ? formatDate(value.slice(0, 10)) : factText(value)}`
  return gone ? msg(str`No longer counts: ${known}`) : msg(str`Entered: ${known}`)
}

function decisionText(name: string, until: string | null): string {
  return until === null ? msg(str`Decision ${name}: keep for good`) : msg(str`Decision ${name}: keep until ${formatDate(until)}`)
}

function factText(value: string | null): string {
  if (value === 'true') return msg('Yes')
  return value === 'false' ? msg('No') : (value ?? '–')
}

function partTitle(what: Part): string {
  switch (what) {
    case 'state': return msg('State')
    case 'eligibleOn': return msg('First day on which it may go onto an act')
    case 'action': return msg('At the end')
    case 'rule': return msg('Rule')
    case 'version': return msg('Version of the rules')
    case 'marks': return msg('Marks')
    case 'class': return msg('Class')
  }
}

function partText(what: Part, value: string): string {
  if (what === 'state') return retentionName(value)
  if (what === 'eligibleOn') return formatDate(value)
  if (what !== 'action') return value
  if (value === 'destroy') return msg('destroy')
  if (value === 'review') return msg('review by experts')
  return value === 'transfer' ? msg('transfer to an archive') : msg('keep')
}
