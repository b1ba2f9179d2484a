import { addDays, formatCivilDate, parseCivilDate } from '#kernel/civil-date.ts'
import { readYaml, type Fault, type Path } from './read-yaml.ts'
import type { Schedule } from './load.ts'

/** A version among others of its schedule; `yaml` where its lines shall be told. */
export type Member = { readonly name: string; readonly schedule: Schedule; readonly yaml?: string }
export type FaultsOf = { readonly name: string; readonly faults: readonly Fault[] }

type Found = { path: Path; message: string }

/**
 * What is wrong between versions of one schedule: a version twice, two on one day, a later one without transition, a
 * replaced version that is not there, replacing around a circle, a gap of days that no version answers.
 */
export function lintTogether(members: readonly Member[]): readonly FaultsOf[] {
  const found = new Map<Member, Found[]>(members.map((member) => [member, []]))
  for (const versions of Map.groupBy(members, ({ schedule }) => schedule.form.schedule).values()) {
    const sorted = versions.toSorted((a, b) => (a.schedule.form.effective.from < b.schedule.form.effective.from ? -1 : 1))
    for (const [index, member] of sorted.entries()) found.get(member)?.push(...faultsBeside(member, sorted.slice(0, index), versions))
  }
  return members.map((member) => ({ name: member.name, faults: (found.get(member) ?? []).map((one) => withLine(member, one)) }))
}

function withLine({ yaml }: Member, { path, message }: Found): Fault {
  return { line: yaml === undefined ? 1 : readYaml(yaml, { bareValues: 'strict' }).lineOf(path), path: path.join('.'), message }
}

function faultsBeside({ schedule: { form } }: Member, earlier: readonly Member[], all: readonly Member[]): readonly Found[] {
  const before = earlier.at(-1)
  const found: Found[] = []
  const twin = earlier.find((each) => each.schedule.form.version === form.version)
  if (twin !== undefined) return [{ path: ['version'], message: `Version ${form.version} is also in ${twin.name}. Give it another version.` }]
  if (before !== undefined && before.schedule.form.effective.from === form.effective.from) found.push({ path: ['effective', 'from'], message: `Takes force on the same day as ${before.name}. Choose another day.` })
  else if (before !== undefined && form.replaces === undefined) found.push({ path: ['replaces'], message: `Follows ${before.name} and must say what it replaces and with which transition.` })
  const { replaces } = form
  if (replaces !== undefined && all.length > 1 && !all.some((each) => each.schedule.form.version === replaces.version)) found.push({ path: ['replaces', 'version'], message: `There is no version ${replaces.version} of ${form.schedule} to replace. Name one of: ${all.map((each) => each.schedule.form.version).filter((each) => each !== form.version).join(', ')}.` })
  if (goesAround(form.version, all)) found.push({ path: ['replaces', 'version'], message: `Version ${form.version} replaces itself around a circle. Name the version that was in force before.` })
  const gap = gapBefore(form.effective.from, before)
  if (gap !== null) found.push({ path: ['effective', 'from'], message: `Nobody answers from ${gap} to the day before ${form.effective.from}: ${before?.name ?? ''} ends earlier. Begin on ${gap}, or let the earlier version last longer.` })
  return found
}

function goesAround(version: string, all: readonly Member[]): boolean {
  const next = new Map(all.flatMap(({ schedule: { form } }) => (form.replaces === undefined ? [] : [[form.version, form.replaces.version] as const])))
  let at = next.get(version)
  for (let steps = 0; at !== undefined && steps <= all.length; steps += 1) {
    if (at === version) return true
    at = next.get(at)
  }
  return false
}

/** The first day that no version answers; null where there is none. */
function gapBefore(from: string, before: Member | undefined): string | null {
  const until = parseCivilDate(before?.schedule.form.effective.until ?? '')
  if (until === null) return null
  const next = formatCivilDate(addDays(until, 1))
  return next < from ? next : null
}
