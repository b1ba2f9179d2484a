/** A civil date as forms write it: 05.03.2026, in English 5 March 2026; a less precise one as far as it is known. */
export function formDate(date: string, locale: string): string {
  const [year = '', month, day] = date.split('-')
  if (month === undefined) return year
  if (day === undefined) return `${month}.${year}`
  if (!locale.startsWith('en')) return `${day}.${month}.${year}`
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${date}T00:00:00Z`))
}

/** First and last date of a file in a narrow cell: 05.03.2011–02.2012, or one date. */
export function dateSpan(first: string | null, last: string | null): string {
  const short = (date: string) => date.split('-').toReversed().join('.')
  const ends = [first, last].filter((date) => date !== null).map(short)
  return [...new Set(ends)].join(' – ')
}
