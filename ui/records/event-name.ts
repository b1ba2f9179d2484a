import { msg, str } from '@lit/localize'
import { withReadersDates } from '../text/readers-dates.ts'

/** The events from which a rule may count, in the order in which they are offered. */
export const offeredEvents = ['record.date', 'file.closed', 'contract.ended', 'superseded', 'need.ended', 'audit.completed', 'org.liquidated', 'subject.born', 'subject.died'] as const

/** Facts that are answered with yes or no and have no date. */
export const yesOrNoFacts: readonly string[] = ['subject.head', 'org.archive_source', 'org.personal_accounts', 'record.concerns_body', 'record.approved_here', 'record.real_estate', 'record.annual_accounts', 'record.harmful_work']

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
    case 'record.period':
      return msg('Period of the document')
    case 'subject.head':
      return msg('The person was head of the body')
    case 'org.archive_source':
      return msg('The body hands papers over to the state archive')
    case 'org.personal_accounts':
      return msg('Personal pay accounts are kept')
    case 'record.concerns_body':
      return msg('The document concerns the body itself')
    case 'record.approved_here':
      return msg('The document was approved here')
    case 'record.real_estate':
      return msg('The document is about real estate')
    case 'record.annual_accounts':
      return msg('There are annual accounts of the same year')
    case 'record.harmful_work':
      return msg('The document is about harmful work')
    default:
      return name
  }
}

/** A sentence of the server, which names facts as rules do, with the words of the UI in place of the names that we know and with dates as the reader writes them. */
export function withEventTitles(sentence: string): string {
  return [...offeredEvents, 'record.period', ...yesOrNoFacts].reduce((text, name) => text.replaceAll(new RegExp(`(?<![\\w.-])${name.replaceAll('.', '\\.')}(?![\\w-]|\\.\\w)`, 'g'), msg(str`“${eventTitle(name)}”`)), withReadersDates(sentence))
}
