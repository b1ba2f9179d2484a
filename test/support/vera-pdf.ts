import { execFile } from 'node:child_process'
import { readdir } from 'node:fs/promises'
import { promisify } from 'node:util'

const cache = new URL('../../.cache/verapdf/', import.meta.url)
const jar = await readdir(cache).then((names) => names.find((name) => name.endsWith('.jar')), () => undefined)

/** Whether the validator of PDF/A was brought (`components.ts`). */
export const veraPdfIsThere = jar !== undefined

/** How many of these files keep to PDF/A-2b, as veraPDF says. */
export async function countPdfA(files: readonly string[]): Promise<number> {
  const { stdout } = await promisify(execFile)('java', ['-cp', new URL(jar ?? '', cache).pathname, 'org.verapdf.apps.GreenfieldCliWrapper', '--flavour', '2b', '--format', 'text', '-v', ...files])
  return stdout.match(/^PASS .*$/gm)?.length ?? 0
}
