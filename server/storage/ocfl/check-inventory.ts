import { checkVersions, isPlainObject } from './check-versions.ts'
import type { Report } from './finding.ts'
import type { Inventory } from './inventory.ts'
import { conflictingPath, isOcflPath } from './paths.ts'

const keys = ['id', 'type', 'digestAlgorithm', 'head', 'contentDirectory', 'manifest', 'versions', 'fixity']
const digestLength: Readonly<Record<string, number>> = { sha512: 128, sha256: 64 }

/**
 * Reports what OCFL 1.1 section 3.5 forbids in a parsed `inventory.json` and returns it when it can be
 * used further, otherwise null. Looks at nothing but the value itself.
 */
export function checkInventory(value: unknown, report: Report): Inventory | null {
  if (!isPlainObject(value)) {
    report('E034', 'the inventory is not a JSON object')
    return null
  }
  for (const key of Object.keys(value)) if (!keys.includes(key)) report('E102', `the inventory has the unknown key ${key}`)
  const headOk = checkHead(value, report)
  const contentDirectory = checkContentDirectory(value['contentDirectory'], report)
  const length = digestLength[String(value['digestAlgorithm'])]
  if (length === undefined) report('E025', 'the digest algorithm is neither sha512 nor sha256')
  else if (length < 128) report('W004', 'the digest algorithm is not sha512')
  if (!('manifest' in value)) report('E041', 'there is no manifest')
  const manifest = checkDigestLists(value['manifest'], { length, broken: 'E106', repeated: 'E096' }, report)
  const versions = checkVersions(value['versions'], value['head'], report)
  if (!headOk || length === undefined || contentDirectory === null || manifest === null || versions === null) return null
  checkContentPaths([...manifest.values()].flat(), contentDirectory, versions.names, report)
  checkUse(manifest, versions.digests, report)
  checkFixity(value['fixity'], new Set([...manifest.values()].flat()), report)
  // Every part that the type names has been looked at above.
  return value as Inventory
}

function checkHead(value: Record<string, unknown>, report: Report): boolean {
  const { id, type, head } = value
  if (typeof id !== 'string' || id === '') report('E036', 'there is no id')
  else if (!/^[a-z][a-z\d+.-]*:.+/i.test(id)) report('W005', 'the id is not a URI')
  if (typeof type !== 'string' || !/^https:\/\/ocfl\.io\/1\.[01]\/spec\/#inventory$/.test(type)) {
    report(type === undefined ? 'E036' : 'E038', 'the type is not that of an OCFL 1.0 or 1.1 inventory')
  }
  if (head === undefined) report('E036', 'there is no head')
  else if (typeof head !== 'string') report('E040', 'the head is not a version')
  return typeof id === 'string' && typeof type === 'string' && typeof head === 'string'
}

function checkContentDirectory(value: unknown, report: Report): string | null {
  if (value === undefined) return 'content'
  if (typeof value === 'string' && !value.includes('/') && isOcflPath(value)) return value
  report(value === '.' || value === '..' ? 'E018' : 'E017', 'the content directory is not one folder name')
  return null
}

type DigestRules = { length: number | undefined; broken: string; repeated: string }

/** Paths by digest as written; null when it is not an object of lists. */
function checkDigestLists(value: unknown, rules: DigestRules, report: Report): Map<string, string[]> | null {
  if (value === undefined) return null
  if (!isPlainObject(value)) {
    report(rules.broken, 'the list of digests is not an object')
    return null
  }
  const lists = new Map<string, string[]>()
  const seen = new Set<string>()
  for (const [digest, paths] of Object.entries(value)) {
    const folded = digest.toLowerCase()
    if (seen.has(folded)) report(rules.repeated, `the digest ${digest} stands twice`)
    seen.add(folded)
    if (!/^[0-9a-f]+$/.test(folded) || (rules.length !== undefined && digest.length !== rules.length)) {
      report('E025', `${digest} is not a digest of this algorithm`)
    }
    if (Array.isArray(paths) && paths.every((path) => typeof path === 'string')) lists.set(digest, paths)
    else report('E092', `the paths of the digest ${digest} are not a list of texts`)
  }
  return lists
}

function checkContentPaths(paths: string[], contentDirectory: string, versions: string[], report: Report): void {
  for (const path of paths) {
    if (path.startsWith('/') || path.endsWith('/')) report('E100', `the content path ${path} begins or ends with a slash`)
    else if (!isOcflPath(path)) report('E099', `the content path ${path} has an empty, "." or ".." part`)
    const [version, folder, ...rest] = path.split('/')
    if (version === undefined || !versions.includes(version) || folder !== contentDirectory || rest.length === 0) {
      report('E042', `the content path ${path} is not in the content folder of a version`)
    }
  }
  const conflict = conflictingPath(paths)
  if (conflict !== null) report('E101', `the content path ${conflict} is not unique`)
}

function checkUse(manifest: ReadonlyMap<string, string[]>, used: ReadonlySet<string>, report: Report): void {
  for (const digest of used) if (!manifest.has(digest)) report('E050', `the digest ${digest} of a state is not in the manifest`)
  for (const digest of manifest.keys()) if (!used.has(digest)) report('E107', `no state uses the digest ${digest} of the manifest`)
}

function checkFixity(value: unknown, known: ReadonlySet<string>, report: Report): void {
  if (value === undefined) return
  if (!isPlainObject(value)) {
    report('E111', 'the fixity block is not an object')
    return
  }
  for (const [algorithm, block] of Object.entries(value)) {
    const lists = checkDigestLists(block, { length: undefined, broken: 'E057', repeated: 'E097' }, report)
    for (const path of [...(lists?.values() ?? [])].flat()) {
      if (path.startsWith('/') || path.endsWith('/')) report('E100', `the fixity path ${path} begins or ends with a slash`)
      else if (!isOcflPath(path)) report('E099', `the fixity path ${path} has an empty, "." or ".." part`)
      if (!known.has(path)) report('E057', `the ${algorithm} fixity block names ${path}, which is not in the manifest`)
    }
  }
}
