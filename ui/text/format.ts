import { languages } from '#kernel/language.ts'
import { currentLanguage, languageNames } from './locale.ts'

/** Intl has no regional form of its own for a language; English dates are written day first. */
function tag(): string {
  const language = currentLanguage()
  return language === 'en' ? 'en-GB' : language
}

/** Browsers are built with few or many languages; one without ours would answer in English. */
function browserKnows(): boolean {
  return Intl.DateTimeFormat.supportedLocalesOf(tag()).length > 0
}

/** A civil date as people write it; `1998` and `1998-04` keep their missing parts missing. */
export function formatDate(date: string): string {
  const [year, month, day] = date.split('-').map(Number)
  if (year === undefined || Number.isNaN(year)) return date
  const at = new Date(Date.UTC(year, (month ?? 1) - 1, day ?? 1))
  if (month === undefined) return String(year)
  if (!browserKnows()) return date.split('-').reverse().join('.')
  const parts: Intl.DateTimeFormatOptions = day === undefined ? { year: 'numeric', month: 'long' } : { year: 'numeric', month: 'long', day: 'numeric' }
  // Ukrainian and Russian close a date with the word for year, as “р.”: two full stops would stand at the end of a sentence.
  return new Intl.DateTimeFormat(tag(), { ...parts, timeZone: 'UTC' }).format(at).replace(/[ \u00a0\u202f][рг]\.$/, '')
}

/** An instant in the reader's own time zone. */
export function formatInstant(instant: string): string {
  const at = new Date(instant)
  if (Number.isNaN(at.getTime())) return instant
  // Romanian writes the short form in digits only, as all our languages do.
  if (!browserKnows()) return new Intl.DateTimeFormat('ro', { dateStyle: 'short', timeStyle: 'short' }).format(at)
  return new Intl.DateTimeFormat(tag(), { dateStyle: 'medium', timeStyle: 'short' }).format(at).replace(/[ \u00a0\u202f][рг]\.(?=,)/, '')
}

export function formatNumber(value: number): string {
  return new Intl.NumberFormat(tag()).format(value)
}

/** Bytes in the largest fitting unit, one digit after the point. */
export function formatBytes(bytes: number): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const
  const step = Math.min(units.length - 1, bytes < 1 ? 0 : Math.floor(Math.log10(bytes) / 3))
  const unit = units[step] ?? 'byte'
  return new Intl.NumberFormat(tag(), { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: step === 0 ? 0 : 1 }).format(bytes / 1000 ** step)
}

/** The name of a language, in the language of the UI or else in itself; the code where there is none. */
export function formatLanguage(code: string): string {
  const ours = languages.find((known) => known === code)
  if (ours !== undefined && !browserKnows()) return languageNames[ours]
  try {
    return new Intl.DisplayNames([tag()], { type: 'language' }).of(code) ?? code
  } catch {
    return code
  }
}
