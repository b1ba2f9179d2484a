/**
 * The first and last day that a civil date can mean when its day or month is not known, as texts that
 * compare like dates: `1998-04` is from 1998-04-01 to 1998-04-31 (every month ends with 31 here).
 */
export function dateSpan(date: string): { first: string; last: string; year: number } {
  const [year = '', month, day] = date.split('-')
  return {
    first: `${year}-${month ?? '01'}-${day ?? '01'}`,
    last: `${year}-${month ?? '12'}-${day ?? '31'}`,
    year: Number(year),
  }
}
