import { formatDate } from './format.ts'
import { currentLanguage } from './locale.ts'

/** Days of the server. One that names a version of rules is a name, and names stay. */
const days = /(?<![\w-])(?<!(?:version|versiunea|редакци[ия]|редакції|редакція|რედაქცია) (?:\S+ )?)\d{4}-\d{2}-\d{2}(?![\w]|-\d)/giu

/** A sentence of the server with its days as the reader writes them; in Georgian, whose endings follow a day at once, in digits. */
export function withReadersDates(sentence: string): string {
  return sentence.replaceAll(days, (day) => (currentLanguage() === 'ka' ? day.split('-').reverse().join('.') : formatDate(day)))
}
