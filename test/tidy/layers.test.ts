import { expect, test } from 'vitest'
import { isProduct, sourceFiles, type SourceFile } from './source-files.ts'

/**
 * The import rule of the README: imports point up this table, data flows down it. A folder may
 * import itself, what its row names, and nothing else of ours.
 */
const mayImport: Record<string, readonly string[]> = {
  'server/kernel': [],
  'server/contract': ['server/kernel'],
  'server/platform': ['server/kernel', 'server/contract'],
  'server/audit': ['server/kernel', 'server/contract', 'server/platform'],
  'server/identity': ['server/kernel', 'server/contract', 'server/platform', 'server/audit'],
  'server/storage': ['server/kernel', 'server/contract', 'server/platform', 'server/audit'],
  'server/file-plan': ['server/kernel', 'server/contract', 'server/platform', 'server/audit', 'server/identity'],
  'server/registry': ['server/kernel', 'server/contract', 'server/platform', 'server/audit', 'server/identity', 'server/storage', 'server/file-plan'],
  'server/capture': ['server/kernel', 'server/contract', 'server/platform', 'server/audit', 'server/identity', 'server/storage', 'server/file-plan'],
  'server/records': ['server/file-plan', 'server/registry', 'server/kernel', 'server/contract', 'server/platform', 'server/audit', 'server/identity', 'server/storage', 'server/capture'],
  'server/recognition': ['server/file-plan', 'server/kernel', 'server/contract', 'server/platform', 'server/audit', 'server/identity', 'server/storage', 'server/records'],
  'server/search': ['server/file-plan', 'server/kernel', 'server/contract', 'server/platform', 'server/audit', 'server/identity', 'server/storage', 'server/records'],
  'server/retention': ['server/file-plan', 'server/kernel', 'server/contract', 'server/platform', 'server/audit', 'server/identity', 'server/storage', 'server/records'],
  'server/assignments': ['server/file-plan', 'server/registry', 'server/kernel', 'server/contract', 'server/platform', 'server/audit', 'server/identity', 'server/storage', 'server/records'],
  'server/public-status': ['server/kernel', 'server/contract', 'server/platform', 'server/audit', 'server/identity', 'server/file-plan', 'server/registry', 'server/assignments'],
  'server/municipality': ['server/kernel', 'server/contract', 'server/platform', 'server/audit', 'server/identity', 'server/file-plan', 'server/registry', 'server/records', 'server/assignments'],
  'capture-agent': ['server/kernel', 'server/contract'],
  'ui': ['server/kernel', 'server/contract'],
}

/** Roots that put parts together: they may import everything and are imported by nobody but each other. */
const roots = ['server/cli', 'server/demo', 'server/assemble.ts', 'server/start.ts', 'server/line.ts', 'server/config.ts', 'server/version.ts', 'server/status-routes.ts', 'server/line-routes.ts', 'server/audit-routes.ts', 'server/metrics', 'server/run-file.ts', 'server/local-agents.ts', 'server/local-recogniser.ts', 'appliance']

function folderOf(path: string): string {
  const parts = path.split('/')
  return parts[0] === 'server' ? parts.slice(0, 2).join('/') : (parts[0] ?? '')
}

const isRoot = (path: string) => roots.some((one) => path === one || path.startsWith(`${one}/`))

function faultsOf(file: SourceFile): string[] {
  const own = folderOf(file.path)
  const allowed = mayImport[own]
  if (isRoot(file.path)) return []
  if (!allowed) return [`${file.path}: the folder ${own} has no row in the table`]
  return file.imports.flatMap(({ target }) => {
    if (target === null || target.startsWith('retention-rules/') || folderOf(target) === own || allowed.includes(folderOf(target))) return []
    return [`${file.path} imports ${target}`]
  })
}

test('imports point up the layer table', () => {
  const files = sourceFiles().filter(({ path }) => isProduct(path))
  expect(files.length).toBeGreaterThan(100)
  expect(files.flatMap(faultsOf)).toEqual([])
})

test('a planted import downwards is found', () => {
  const planted: SourceFile = { path: 'server/capture/x.ts', text: '', lines: 1, imports: [{ specifier: '#server/records/schema.ts', target: 'server/records/schema.ts' }] }
  expect(faultsOf(planted)).toEqual(['server/capture/x.ts imports server/records/schema.ts'])
})
