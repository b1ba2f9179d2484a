import { join } from 'node:path'
import { digestAll } from '../digest.ts'
import type { FilePort } from '../file-port.ts'
import { reportOn, type Finding } from './finding.ts'
import { pairs, type FoundInventory, type Inventory } from './inventory.ts'

type Scope = { root: FoundInventory; versions: readonly FoundInventory[]; full: boolean }

/** Digests that some inventory claims for a file. `code` is the finding when it is wrong. */
type Claim = { algorithm: string; digest: string; code: 'E092' | 'E093' }

/** Names of digest algorithms in OCFL where `node:crypto` uses another; those it lacks cannot be checked. */
const cryptoNames: Readonly<Record<string, string>> = {
  md5: 'md5', sha1: 'sha1', sha256: 'sha256', sha512: 'sha512', 'sha512/256': 'sha512-256', 'blake2b-512': 'blake2b512',
}

/**
 * Whether the files of the object are those that its inventories name, neither more nor fewer, real
 * files without links, and (`full`) with the bytes that every inventory claims for them.
 */
export async function checkBytes(files: FilePort, object: string, scope: Scope, findings: Finding[]): Promise<void> {
  const present = new Set<string>()
  const contentDirectory = scope.root.inventory.contentDirectory ?? 'content'
  for (const version of Object.keys(scope.root.inventory.versions)) {
    await walkVersion(files, object, { version, contentDirectory, algorithms: algorithmsOf(scope) }, present, findings)
  }
  const claims = collectClaims(scope)
  const known = new Set(pairs(scope.root.inventory.manifest).map(([path]) => path))
  for (const path of present) if (!known.has(path)) reportOn(findings, path)('E023', 'the manifest does not know this file')
  for (const path of known) if (!present.has(path)) reportOn(findings, path)('E092', 'the file is missing')
  checkOldManifests(scope.versions, present, known, findings)
  for (const [path, expected] of claims) {
    if (present.has(path)) await checkFile(files, object, { path, expected, full: scope.full }, findings)
    else if (expected.some((claim) => claim.code === 'E093')) reportOn(findings, path)('E093', 'the fixity block names a file that is missing')
  }
}

function algorithmsOf(scope: Scope): string[] {
  return [scope.root, ...scope.versions].map((found) => found.inventory.digestAlgorithm)
}

type VersionRules = { version: string; contentDirectory: string; algorithms: string[] }

async function walkVersion(files: FilePort, object: string, rules: VersionRules, present: Set<string>, findings: Finding[]): Promise<void> {
  const allowed = ['inventory.json', ...rules.algorithms.map((algorithm) => `inventory.json.${algorithm}`)]
  for (const entry of (await files.list(join(object, rules.version))) ?? []) {
    const path = join(rules.version, entry.name)
    const report = reportOn(findings, path)
    if (entry.kind === 'other') report('E090', 'it is neither a file nor a folder')
    else if (entry.kind === 'folder' && entry.name === rules.contentDirectory) await walkContent(files, object, path, present, findings)
    else if (entry.kind === 'folder') report('W002', 'this folder does not belong here')
    else if (!allowed.includes(entry.name)) report('E015', 'this file does not belong here')
  }
}

async function walkContent(files: FilePort, object: string, folder: string, present: Set<string>, findings: Finding[]): Promise<void> {
  const entries = (await files.list(join(object, folder))) ?? []
  if (entries.length === 0) reportOn(findings, folder)('E024', 'the folder is empty')
  for (const entry of entries) {
    const path = join(folder, entry.name)
    if (entry.kind === 'folder') await walkContent(files, object, path, present, findings)
    else if (entry.kind === 'other') reportOn(findings, path)('E090', 'it is neither a file nor a folder')
    else present.add(path)
  }
}

/** A file that a version had must stand in every inventory from that version on (E023). */
function checkOldManifests(versions: readonly FoundInventory[], present: ReadonlySet<string>, known: ReadonlySet<string>, findings: Finding[]): void {
  for (const { folder, inventory } of versions) {
    const report = reportOn(findings, join(folder, 'inventory.json'))
    const listed = new Set(pairs(inventory.manifest).map(([path]) => path))
    for (const path of listed) if (!known.has(path)) report('E092', `it names ${path}, which the object does not have`)
    for (const path of present) {
      const version = path.slice(0, path.indexOf('/'))
      if (version in inventory.versions && !listed.has(path)) report('E023', `its manifest lacks ${path}`)
    }
  }
}

function collectClaims(scope: Scope): Map<string, Claim[]> {
  const claims = new Map<string, Claim[]>()
  const add = (path: string, claim: Claim): void => {
    const list = claims.get(path) ?? []
    claims.set(path, list)
    if (!list.some((known) => known.algorithm === claim.algorithm && known.digest === claim.digest)) list.push(claim)
  }
  for (const { inventory } of [scope.root, ...scope.versions]) {
    for (const { block, algorithm, code } of blocksOf(inventory)) {
      for (const [path, digest] of pairs(block)) add(path, { algorithm, digest: digest.toLowerCase(), code })
    }
  }
  return claims
}

function blocksOf(inventory: Inventory) {
  const fixity = Object.entries(inventory.fixity ?? {}).map(([algorithm, block]) => ({ block, algorithm, code: 'E093' as const }))
  return [{ block: inventory.manifest, algorithm: inventory.digestAlgorithm, code: 'E092' as const }, ...fixity]
}

type Checked = { path: string; expected: readonly Claim[]; full: boolean }

async function checkFile(files: FilePort, object: string, checked: Checked, findings: Finding[]): Promise<void> {
  const report = reportOn(findings, checked.path)
  const facts = await files.facts(join(object, checked.path))
  if (facts !== null && facts.links > 1) report('E090', 'the file has a second name (hard link)')
  const claims = checked.expected.flatMap((claim) => {
    const name = cryptoNames[claim.algorithm]
    return name === undefined ? [] : [{ ...claim, name }]
  })
  // Without reading: only an empty file's digest is known beforehand.
  if (!checked.full && facts?.bytes !== 0) return
  const chunks = facts?.bytes === 0 ? [] : files.chunks(join(object, checked.path))
  const digests = await digestAll(chunks, claims.map((claim) => claim.name))
  for (const [n, claim] of claims.entries()) {
    if (digests[n] !== claim.digest) report(claim.code, `the bytes do not have the ${claim.algorithm} of the inventory`)
  }
}
