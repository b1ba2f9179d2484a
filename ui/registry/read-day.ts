/**
 * A day as people type it in a hurry: `15.01.2026`, `15.1.26`, `15/01`, `150126`, `2026-01-15`. A missing year is the one
 * in which the day lies nearest behind `today` (`YYYY-MM-DD`). Empty text is `''`; what is no day is null.
 */
export function readDay(typed: string, today: string): string | null {
  const text = typed.trim()
  if (text === '') return ''
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text)
  if (iso !== null) return dayOf(Number(iso[1]), Number(iso[2]), Number(iso[3]))
  const parted = /^(\d{1,2})[./,\s-](\d{1,2})(?:[./,\s-](\d{2}|\d{4}))?\.?$/.exec(text) ?? /^(\d{2})(\d{2})(\d{2}|\d{4})?$/.exec(text)
  if (parted === null) return null
  const [day, month] = [Number(parted[1]), Number(parted[2])]
  const thisYear = Number(today.slice(0, 4))
  const written = parted[3]
  if (written !== undefined) return dayOf(written.length === 2 ? 2000 + Number(written) : Number(written), month, day)
  const near = dayOf(thisYear, month, day)
  return near !== null && near > today ? dayOf(thisYear - 1, month, day) : near
}

function dayOf(year: number, month: number, day: number): string | null {
  const at = new Date(Date.UTC(year, month - 1, day))
  if (at.getUTCFullYear() !== year || at.getUTCMonth() !== month - 1 || at.getUTCDate() !== day) return null
  return at.toISOString().slice(0, 10)
}
