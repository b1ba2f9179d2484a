import type { Fact } from '#server/file-plan/facts.ts'
import { civilDate, parseCivilDate, yearOf, type CivilDate } from '#kernel/civil-date.ts'
import type { Period } from './engine/facts.ts'
import { civilDateAt, parseMoment } from './engine/moment.ts'

type Dated = Pick<Fact, 'name' | 'date' | 'coversFrom' | 'coversTo' | 'retractedAt'>

/** Half a day is as far as a zone can be from the one in which an instant was written. */
const zoneMs = 14 * 3_600_000

/**
 * The period that a record is about (`record.period`): as recorded, otherwise the years of its dates, so that an audit counts
 * only if it covered them whole. Null when neither is known.
 */
export function periodOfRecord(known: readonly Dated[]): Period | null {
  const standing = known.filter((fact) => fact.retractedAt === null)
  const said = standing.findLast((fact) => fact.name === 'record.period' && fact.coversFrom !== null && fact.coversTo !== null)
  if (said !== undefined) return between(parseCivilDate(said.coversFrom ?? ''), parseCivilDate(said.coversTo ?? ''))
  const years = standing.filter((fact) => fact.name === 'record.date').flatMap((fact) => yearsOf(fact.date ?? ''))
  if (years.length === 0) return null
  return between(civilDate(Math.min(...years), 1, 1), civilDate(Math.max(...years), 12, 31))
}

/** The period of a file: as recorded, otherwise from its opening to its closing. Null while it is open. */
export function periodOfFile(known: readonly Dated[], openedOn: string, closedOn: string | null): Period | null {
  const said = known.some((fact) => fact.name === 'record.period' && fact.retractedAt === null)
  return said ? periodOfRecord(known) : between(parseCivilDate(openedOn), parseCivilDate(closedOn ?? ''))
}

function yearsOf(text: string): number[] {
  const moment = parseMoment(text)
  if (moment === null) return []
  const days = moment.kind === 'day' ? [moment.first, moment.last] : [civilDateAt(moment.epochMs - zoneMs, 'UTC'), civilDateAt(moment.epochMs + zoneMs, 'UTC')]
  return days.map(yearOf)
}

function between(from: CivilDate | null, to: CivilDate | null): Period | null {
  return from === null || to === null || from > to ? null : { from, to }
}
