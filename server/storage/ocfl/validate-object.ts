import { join } from 'node:path'
import type { Entry, FilePort } from '../file-port.ts'
import { checkBytes } from './check-bytes.ts'
import { checkHistory } from './check-history.ts'
import { checkInventory } from './check-inventory.ts'
import { reportOn, type Finding } from './finding.ts'
import type { FoundInventory, Inventory } from './inventory.ts'
import { parseJson, readAll, sidecarDigest } from './read-inventory.ts'
import { digestAll } from '../digest.ts'

/**
 * Everything that OCFL 1.1 finds wrong or unwise with the object in a folder, by the codes of its
 * published list. `full` also reads and hashes every byte of the content. Knows any conforming object,
 * not only ours. Errors: none of its own; the file port's.
 */
export async function validateObject(files: FilePort, object: string, options: { full: boolean }): Promise<Finding[]> {
  const findings: Finding[] = []
  const entries = await files.list(object)
  if (entries === null) return [{ file: '', code: 'E003', text: 'there is no such object' }]
  const declared = await checkDeclaration(files, object, entries, findings)
  const root = await findInventory(files, object, '', findings)
  await checkObjectFolder(files, object, entries, root?.inventory ?? null, findings)
  if (root === null) return findings
  const versions = Object.keys(root.inventory.versions)
  const found: FoundInventory[] = []
  for (const version of versions) {
    const inventory = await findVersionInventory(files, object, version, root, findings)
    if (inventory !== null) found.push(inventory)
  }
  checkHistory(root.inventory, found, declared, findings)
  await checkBytes(files, object, { root, versions: found, full: options.full }, findings)
  return findings
}

/** The version of OCFL that the object declares; null when that is not clear. */
async function checkDeclaration(files: FilePort, object: string, entries: Entry[], findings: Finding[]): Promise<string | null> {
  const declarations = entries.filter((entry) => entry.name.startsWith('0='))
  const [only] = declarations
  if (only === undefined || declarations.length > 1) {
    reportOn(findings, '')('E003', 'there is not exactly one declaration of an OCFL object')
    return null
  }
  const report = reportOn(findings, only.name)
  const version = /^0=ocfl_object_(1\.[01])$/.exec(only.name)?.[1]
  if (version === undefined) report('E006', 'the declaration is not that of OCFL 1.0 or 1.1')
  const text = await readAll(files, join(object, only.name))
  if (text === null || Buffer.from(text).toString('utf8') !== `${only.name.slice(2)}\n`) {
    report('E007', 'the declaration does not hold its own name')
  }
  return version ?? null
}

async function findInventory(files: FilePort, object: string, folder: string, findings: Finding[]): Promise<FoundInventory | null> {
  const file = join(folder, 'inventory.json')
  const report = reportOn(findings, file)
  const text = await readAll(files, join(object, file))
  if (text === null) {
    if (folder === '') report('E063', 'the object has no inventory')
    else report('W010', 'the version has no inventory')
    return null
  }
  const value = parseJson(text)
  if (value === undefined) {
    report('E033', 'the inventory is not JSON')
    return null
  }
  const inventory = checkInventory(value, report)
  if (inventory === null) return null
  await checkSidecar(files, object, { file, text, algorithm: inventory.digestAlgorithm }, findings)
  return { folder, inventory, text }
}

type Sealed = { file: string; text: Uint8Array; algorithm: string }

async function checkSidecar(files: FilePort, object: string, sealed: Sealed, findings: Finding[]): Promise<void> {
  const file = `${sealed.file}.${sealed.algorithm}`
  const report = reportOn(findings, file)
  const sidecar = await readAll(files, join(object, file))
  if (sidecar === null) {
    report('E058', 'the inventory has no file with its digest')
    return
  }
  const [actual] = await digestAll([sealed.text], [sealed.algorithm])
  const named = sidecarDigest(sidecar)
  if (named === null) report('E061', 'the digest file has not the form "digest inventory.json"')
  else if (named !== actual) report('E060', 'the inventory has not the digest that lies beside it')
}

async function findVersionInventory(
  files: FilePort, object: string, version: string, root: FoundInventory, findings: Finding[],
): Promise<FoundInventory | null> {
  const file = join(version, 'inventory.json')
  if (version !== root.inventory.head) return findInventory(files, object, version, findings)
  const text = await readAll(files, join(object, file))
  if (text === null) return findInventory(files, object, version, findings)
  if (Buffer.compare(text, root.text) !== 0) {
    reportOn(findings, file)('E064', 'the inventory of the newest version is not that of the object')
    return findInventory(files, object, version, findings)
  }
  await checkSidecar(files, object, { file, text, algorithm: root.inventory.digestAlgorithm }, findings)
  return { folder: version, inventory: root.inventory, text }
}

async function checkObjectFolder(
  files: FilePort, object: string, entries: Entry[], inventory: Inventory | null, findings: Finding[],
): Promise<void> {
  // Without a usable inventory, anything that looks like a version may be one.
  const present = entries.map((entry) => entry.name).filter((name) => /^v\d+$/.test(name))
  const versions = inventory === null ? present : Object.keys(inventory.versions)
  const known = ['inventory.json', `inventory.json.${inventory?.digestAlgorithm ?? 'sha512'}`]
  for (const entry of entries) {
    const report = reportOn(findings, entry.name)
    if (entry.kind === 'other') report('E090', 'it is neither a file nor a folder')
    else if (entry.kind === 'file' && !known.includes(entry.name) && !entry.name.startsWith('0=')) report('E001', 'this file does not belong here')
    else if (entry.kind === 'folder' && /^v\d+$/.test(entry.name) && !versions.includes(entry.name)) report('E046', 'the inventory does not know this version')
    else if (entry.kind === 'folder' && ![...versions, 'logs', 'extensions'].includes(entry.name)) report('E001', 'this folder does not belong here')
  }
  const folders = new Set(entries.filter((entry) => entry.kind === 'folder').map((entry) => entry.name))
  for (const version of versions) if (!folders.has(version)) reportOn(findings, version)('E010', 'the version is missing')
  for (const entry of (await files.list(join(object, 'extensions'))) ?? []) {
    const report = reportOn(findings, join('extensions', entry.name))
    if (entry.kind === 'folder') report('W013', 'the extension is not one that this program knows')
    else report('E067', 'only folders may lie among the extensions')
  }
}
