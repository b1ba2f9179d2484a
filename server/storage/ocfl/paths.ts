const longestPart = 255
const longestPath = 1024

/** Whether OCFL allows the path: relative, `/` between parts, no part empty, `.` or `..` (E052, E053, E099, E100). */
export function isOcflPath(path: string): boolean {
  return path.split('/').every((part) => part !== '' && part !== '.' && part !== '..')
}

/**
 * Why we refuse a logical path, or null. Stricter than OCFL: no backslash, control character or text
 * that is not in Unicode form NFC, so that the folder can be copied to any file system.
 */
export function pathProblem(path: string): string | null {
  if (!isOcflPath(path)) return 'it is absolute or has an empty, "." or ".." part'
  if (/[\\\p{Cc}]/u.test(path)) return 'it has a backslash or a control character'
  if (path !== path.normalize('NFC') || !path.isWellFormed()) return 'it is not in Unicode normal form C'
  if (new TextEncoder().encode(path).length > longestPath) return `it is longer than ${longestPath} bytes`
  if (path.split('/').some((part) => new TextEncoder().encode(part).length > longestPart)) {
    return `a part is longer than ${longestPart} bytes`
  }
  return null
}

/** A path that stands twice, or is also a folder of another one; null when there is none (E095, E101). */
export function conflictingPath(paths: readonly string[]): string | null {
  const seen = new Set<string>()
  for (const path of paths) {
    if (seen.has(path)) return path
    seen.add(path)
  }
  for (const path of paths) {
    for (let cut = path.lastIndexOf('/'); cut > 0; cut = path.lastIndexOf('/', cut - 1)) {
      if (seen.has(path.slice(0, cut))) return path.slice(0, cut)
    }
  }
  return null
}
