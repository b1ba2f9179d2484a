import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'

/** The version of this program, from its package file. */
export function version(): string {
  const file: unknown = JSON.parse(readFileSync(resolve(import.meta.dirname, '../package.json'), 'utf8'))
  return typeof file === 'object' && file !== null && 'version' in file ? String(file.version) : '0'
}
