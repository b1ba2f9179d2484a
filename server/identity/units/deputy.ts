/** An absence as the choice of a deputy needs it; both days included. */
export type AbsenceSpan = { person: string; deputy: string; fromOn: string; toOn: string }

/**
 * Who stands in for a person on a day, `YYYY-MM-DD`. A deputy who is away himself is followed to his own deputy, each person
 * once. Null: the person is there, or the chain ends in a ring of people who are all away; then the work waits for the person.
 */
export function whoStandsInFor(absences: readonly AbsenceSpan[], person: string, day: string): string | null {
  const met = new Set([person])
  let standing = deputyOn(absences, person, day)
  while (standing !== null) {
    if (met.has(standing)) return null
    met.add(standing)
    const next = deputyOn(absences, standing, day)
    if (next === null) return standing
    standing = next
  }
  return null
}

/** Everybody who is away on a day with whoever is there instead, at the end of the chain of deputies. */
export function standingOn(absences: readonly AbsenceSpan[], day: string): { person: string; deputy: string }[] {
  const away = new Set(absences.filter((one) => covers(one, day)).map((one) => one.person))
  return [...away].flatMap((person) => {
    const deputy = whoStandsInFor(absences, person, day)
    return deputy === null ? [] : [{ person, deputy }]
  })
}

/** For whom a person stands in on a day, himself left out. */
export function standsInFor(absences: readonly AbsenceSpan[], deputy: string, day: string): string[] {
  return standingOn(absences, day).flatMap((one) => (one.deputy === deputy ? [one.person] : [])).sort()
}

/** Whether a further absence would leave a ring of people who stand in for each other on some day. */
export function makesRing(absences: readonly AbsenceSpan[], added: AbsenceSpan): boolean {
  const all = [...absences, added]
  // A ring begins on a day on which some absence begins, within the one that is added.
  const days = new Set([added.fromOn, ...absences.map((one) => one.fromOn).filter((day) => covers(added, day))])
  return [...days].some((day) => whoStandsInFor(all, added.person, day) === null)
}

/** Whether two absences share a day. */
export function overlaps(a: Pick<AbsenceSpan, 'fromOn' | 'toOn'>, b: Pick<AbsenceSpan, 'fromOn' | 'toOn'>): boolean {
  return a.fromOn <= b.toOn && b.fromOn <= a.toOn
}

function deputyOn(absences: readonly AbsenceSpan[], person: string, day: string): string | null {
  return absences.find((one) => one.person === person && covers(one, day))?.deputy ?? null
}

function covers({ fromOn, toOn }: AbsenceSpan, day: string): boolean {
  return fromOn <= day && day <= toOn
}
