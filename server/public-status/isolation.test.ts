import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { root, sourceFiles } from '#test/tidy/source-files.ts'

/** Every file of ours that is loaded with this one; types leave nothing behind when they are imported as such. */
function loadedWith(start: string): string[] {
  const files = new Map(sourceFiles().map((file) => [file.path, file]))
  const seen = new Set<string>()
  const visit = (path: string): void => {
    if (seen.has(path)) return
    seen.add(path)
    const text = readFileSync(resolve(root, path), 'utf8')
    for (const { specifier, target } of files.get(path)?.imports ?? []) {
      const typesOnly = new RegExp(`import type [^'";]* from '${specifier.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}'`).test(text)
      if (target !== null && !typesOnly) visit(target)
    }
  }
  visit(start)
  return [...seen].sort()
}

test('S3-06 the process in front of the public loads nothing of the server but its own folder, the kernel and three doors of the platform', () => {
  const foreign = loadedWith('server/public-status/start-status.ts').filter((path) => !/^server\/(public-status|kernel|contract)\//.test(path))
  expect(foreign.filter((path) => !path.startsWith('server/platform/'))).toEqual(['server/registry/cards/check-value.ts'])
  expect(foreign.filter((path) => /platform\/(?!http\/|xml\/|spreadsheet\/|logger|settings)/.test(path))).toEqual([])
})
