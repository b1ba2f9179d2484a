import type { CalendarDays } from '#contract/terms.ts'
import { parseCivilDate } from '#kernel/civil-date.ts'
import { refusal } from '#kernel/refusal.ts'

const limit = 1000

/** `2026-01-01`, or as people write it, `01.01.2026`. */
function readDay(text: string): string | null {
  const [, day, month, year] = /^(\d{2})\.(\d{2})\.(\d{4})$/.exec(text) ?? []
  const iso = day === undefined ? text : `${year ?? ''}-${month ?? ''}-${day}`
  return parseCivilDate(iso) === null ? null : iso
}

/** The cells of a line, parted by semicolon, comma or tab, quoted or not. */
function cellsOf(line: string): string[] {
  const parting = line.includes('\t') ? '\t' : line.includes(';') ? ';' : ','
  return line.split(parting).map((cell) => cell.trim().replace(/^"(.*)"$/s, '$1').replaceAll('""', '"').trim())
}

/**
 * Reads lines `day;off|working;note`; a day alone is off. A heading in the first line is passed over. The first line that
 * cannot be read refuses the whole with its number, so that nothing is entered in part.
 */
export function readCalendarCsv(text: string): CalendarDays['days'] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/)
  const days = lines.flatMap((line, at) => {
    if (line.trim() === '') return []
    const [first = '', kind = '', note = ''] = cellsOf(line)
    const day = readDay(first)
    if (day === null && at === 0 && !/\d/.test(first)) return []
    if (day === null || !['', 'off', 'working'].includes(kind.toLowerCase()) || note.length > 200) throw badLine(at + 1)
    return [{ day, kind: kind.toLowerCase() === 'working' ? ('working' as const) : ('off' as const), note }]
  })
  if (days.length === 0 || days.length > limit) throw badLine(lines.length)
  return days
}

const badLine = (line: number) => refusal('calendar-line', { line }, `Line ${line} is not understood. Each line is: day;off or working;note, for example 2026-01-01;off;New Year.`)
