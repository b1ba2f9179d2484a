import type { Report } from './finding.ts'
import { conflictingPath, isOcflPath } from './paths.ts'

export function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Names of the versions in order, and every digest that a state uses. */
export type CheckedVersions = { names: string[]; digests: Set<string> }

/**
 * Reports what OCFL 1.1 sections 3.5.3 and 3.5.4 forbid in the version blocks; null when they cannot
 * be used further.
 */
export function checkVersions(value: unknown, head: unknown, report: Report): CheckedVersions | null {
  if (!isPlainObject(value)) {
    report(value === undefined ? 'E043' : 'E044', 'there are no versions')
    return null
  }
  const names = versionSequence(Object.keys(value), report)
  if (names === null) return null
  if (typeof head === 'string' && head !== names.at(-1)) report('E040', `the head ${head} is not the newest version`)
  const digests = new Set<string>()
  let usable = true
  for (const name of names) usable = checkVersion(name, value[name], digests, report) && usable
  return usable ? { names, digests } : null
}

/** The names in order when they run from 1 without a gap, all padded alike. */
function versionSequence(names: readonly string[], report: Report): string[] | null {
  if (names.length === 0) {
    report('E008', 'there is no version')
    return null
  }
  const digits = Math.max(...names.map((name) => name.length - 1))
  const padded = names.some((name) => name.startsWith('v0'))
  const expected = names.map((_, n) => `v${String(n + 1).padStart(padded ? digits : 1, '0')}`)
  const odd = names.find((name) => !/^v\d+$/.test(name))
  if (odd !== undefined) report('E046', `${odd} is not a version number`)
  const missing = expected.find((name) => !names.includes(name))
  if (missing === undefined && padded) {
    report('W001', 'the version numbers are padded with zeros')
    if (expected.every((name) => name.startsWith('v0'))) return expected
    report('E011', 'a padded version number does not begin with a zero')
    report('E013', 'some version numbers are padded and others are not')
    return null
  }
  if (missing === undefined) return expected
  report(missing === expected[0] ? 'E009' : 'E010', `the version ${missing} is missing`)
  return null
}

function checkVersion(name: string, value: unknown, digests: Set<string>, report: Report): boolean {
  if (!isPlainObject(value)) {
    report('E047', `${name} is not an object`)
    return false
  }
  for (const key of Object.keys(value)) {
    if (!['created', 'state', 'message', 'user'].includes(key)) report('E102', `${name} has the unknown key ${key}`)
  }
  const { created, message, user } = value
  if (created === undefined) report('E048', `${name} has no date`)
  else if (!isInstant(created)) report('E049', `the date of ${name} is not one of RFC 3339 with seconds and time zone`)
  if (message === undefined || user === undefined) report('W007', `${name} has no message or no user`)
  if (message !== undefined && typeof message !== 'string') report('E094', `the message of ${name} is not a text`)
  if (user !== undefined) checkUser(name, user, report)
  if (!('state' in value)) report('E048', `${name} has no state`)
  return checkState(name, value['state'], digests, report)
}

function isInstant(value: unknown): boolean {
  const form = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/
  return typeof value === 'string' && form.test(value) && !Number.isNaN(Date.parse(value))
}

function checkUser(name: string, user: unknown, report: Report): void {
  if (!isPlainObject(user) || typeof user['name'] !== 'string' || user['name'] === '') {
    report('E054', `the user of ${name} has no name`)
    return
  }
  const { address } = user
  if (address === undefined) report('W008', `the user of ${name} has no address`)
  else if (typeof address !== 'string') report('E054', `the address of the user of ${name} is not a text`)
  else if (!/^[a-z][a-z\d+.-]*:.+/i.test(address)) report('W009', `the address of the user of ${name} is not a URI`)
  for (const key of Object.keys(user)) {
    if (key !== 'name' && key !== 'address') report('E102', `the user of ${name} has the unknown key ${key}`)
  }
}

function checkState(name: string, state: unknown, digests: Set<string>, report: Report): boolean {
  if (!isPlainObject(state)) {
    report('E050', `the state of ${name} is not an object`)
    return false
  }
  const all: string[] = []
  for (const [digest, paths] of Object.entries(state)) {
    digests.add(digest)
    if (!Array.isArray(paths) || !paths.every((path) => typeof path === 'string')) {
      report('E051', `the paths of ${digest} in ${name} are not a list of texts`)
      return false
    }
    all.push(...paths)
  }
  for (const path of all) {
    if (path.startsWith('/') || path.endsWith('/')) report('E053', `the path ${path} of ${name} begins or ends with a slash`)
    else if (!isOcflPath(path)) report('E052', `the path ${path} of ${name} has an empty, "." or ".." part`)
  }
  const conflict = conflictingPath(all)
  if (conflict !== null) report('E095', `the path ${conflict} of ${name} is not unique`)
  return true
}
