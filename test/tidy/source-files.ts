import { readFileSync } from 'node:fs'
import { globSync } from 'node:fs'
import { resolve } from 'node:path'

export const root = resolve(import.meta.dirname, '../..')

export type SourceFile = { path: string; text: string; lines: number; imports: { specifier: string; target: string | null }[] }

const aliases: Record<string, string> = { '#kernel/': 'server/kernel/', '#contract/': 'server/contract/', '#platform/': 'server/platform/', '#server/': 'server/', '#agent/': 'capture-agent/', '#test/': 'test/' }

/** Every TypeScript file of the product and its tests, with its imports as paths from the root. */
export function sourceFiles(): SourceFile[] {
  const paths = globSync(['{server,capture-agent,ui,appliance,test}/**/*.ts', '*.ts'], { cwd: root, exclude: (name) => name === 'dist' || name === 'node_modules' })
  return paths.sort().map((path) => {
    const text = readFileSync(resolve(root, path), 'utf8')
    const imports = [...text.matchAll(/^(?:import|export) (?:[^'"`;]* from )?'([^']+)'|\bimport\('([^']+)'\)/gm)].map((match) => {
      const specifier = match[1] ?? match[2] ?? ''
      return { specifier, target: targetOf(path, specifier) }
    })
    return { path, text, lines: text.split('\n').length - 1, imports }
  })
}

function targetOf(from: string, specifier: string): string | null {
  for (const [alias, folder] of Object.entries(aliases)) if (specifier.startsWith(alias)) return folder + specifier.slice(alias.length)
  if (!specifier.startsWith('.')) return null
  return resolve('/', from, '..', specifier).slice(1)
}

/** Files of the product itself: no tests, no test support. */
export function isProduct(path: string): boolean {
  return !path.startsWith('test/') && !path.endsWith('.test.ts') && path.includes('/')
}
