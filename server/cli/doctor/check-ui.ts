import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { doubtful, well, type CheckPart } from './check.ts'

/** The web interface is files that were built once; without them only the API answers. */
export const checkUi: CheckPart = async () => {
  const built = existsSync(resolve(import.meta.dirname, '../../../ui/dist/index.html'))
  return [built ? well('user interface', 'built') : doubtful('user interface', 'not built', 'Run: npm run build')]
}
