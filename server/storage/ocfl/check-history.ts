import { reportOn, type Finding } from './finding.ts'
import { pairs, type FoundInventory, type Inventory } from './inventory.ts'

/**
 * Whether the inventories of the versions tell the same story as the object's: same id and content
 * folder, every state of the past unchanged (E019, E020, E037, E040, E066, E103, W011). `declared` is
 * the version of OCFL the object declares, such as `1.1`.
 */
export function checkHistory(root: Inventory, found: readonly FoundInventory[], declared: string | null, findings: Finding[]): void {
  const rootReport = reportOn(findings, 'inventory.json')
  if (declared !== null && specOf(root) !== declared) rootReport('E038', 'the inventory is of another version of OCFL than the object')
  let spec = '1.0'
  for (const { folder, inventory } of found) {
    const report = reportOn(findings, `${folder}/inventory.json`)
    if (inventory.id !== root.id) report('E037', 'the id is not that of the object')
    if (inventory.head !== folder) report('E040', 'the head is not this version')
    if (inventory.contentDirectory !== root.contentDirectory) {
      report(folder === found[0]?.folder ? 'E019' : 'E020', 'the content folder is not named as in the object')
    }
    if (specOf(inventory) < spec) report('E103', 'the version of OCFL is older than in the version before')
    spec = specOf(inventory)
    for (const version of Object.keys(inventory.versions)) {
      if (!sameState(inventory, root, version)) report('E066', `the state of ${version} is not the one the object has now`)
      if (!sameWords(inventory, root, version)) report('W011', `the message, user or date of ${version} is not the one the object has now`)
    }
  }
}

function specOf(inventory: Inventory): string {
  return /ocfl\.io\/(\d+\.\d+)\//.exec(inventory.type)?.[1] ?? ''
}

/** Compares by where the bytes lie, since the digests may be of two algorithms; of one, they must be equal too. */
function sameState(a: Inventory, b: Inventory, version: string): boolean {
  const [one, other] = [logicalState(a, version), logicalState(b, version)]
  if (one === null || other === null || one.size !== other.size) return false
  return [...one].every(([path, content]) => {
    const there = other.get(path)
    return there !== undefined && [...content].every((file) => there.has(file))
  }) && (a.digestAlgorithm !== b.digestAlgorithm || stateDigests(a, version) === stateDigests(b, version))
}

function stateDigests(inventory: Inventory, version: string): string {
  const files = pairs(inventory.versions[version]?.state ?? {})
  return files.map(([path, digest]) => `${digest.toLowerCase()} ${path}`).sort().join('\n')
}

function logicalState(inventory: Inventory, version: string): Map<string, Set<string>> | null {
  const block = inventory.versions[version]
  if (block === undefined) return null
  return new Map(pairs(block.state).map(([path, digest]) => [path, new Set(inventory.manifest[digest] ?? [])]))
}

function sameWords(a: Inventory, b: Inventory, version: string): boolean {
  const [one, other] = [a.versions[version], b.versions[version]]
  return (
    one?.message === other?.message &&
    one?.created === other?.created &&
    one?.user?.name === other?.user?.name &&
    one?.user?.address === other?.user?.address
  )
}
