import { msg, str } from '@lit/localize'

/** The facts that can be entered by hand, in the order they are offered. */
export const offeredEvents = ['record.date', 'file.closed', 'contract.ended', 'superseded', 'need.ended', 'audit.completed', 'org.liquidated', 'subject.born', 'subject.died'] as const

/** A fact by which retention counts, in the language of the UI; its bare name when it is not one of ours. */
export function eventTitle(name: string): string {
  switch (name) {
    case 'record.date':
      return msg('Date of the record')
    case 'file.closed':
      return msg('File closed')
    case 'contract.ended':
      return msg('Contract ended')
    case 'superseded':
      return msg('Replaced by a newer one')
    case 'need.ended':
      return msg('No longer needed')
    case 'audit.completed':
      return msg('Audit completed')
    case 'org.liquidated':
      return msg('Organisation dissolved')
    case 'subject.born':
      return msg('Person born')
    case 'subject.died':
      return msg('Person died')
    default:
      return name
  }
}

/** A sentence of the server, which names facts as rules do, with the words of the UI in place of the names that we know. */
export function withEventTitles(sentence: string): string {
  return offeredEvents.reduce((text, name) => text.replaceAll(new RegExp(`(?<![\\w.-])${name.replaceAll('.', '\\.')}(?![\\w-]|\\.\\w)`, 'g'), msg(str`“${eventTitle(name)}”`)), sentence)
}
