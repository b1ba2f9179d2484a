import { access, constants, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { lyingFiles, takenFolder } from '../../registry/intake/folder/take-files.ts'
import { broken, doubtful, reasonOf, well, type Check, type CheckPart } from './check.ts'
import { lookAt } from './intake-looks.ts'

const name = 'intake folder'
/** The folder is looked into every ten seconds: what lies longer is stuck. */
const stuckAfterMs = 10 * 60_000

/** The folder of the scanner, where one is set up: that its files can be taken and moved aside, and that they are. */
export const checkIntakeFolder: CheckPart = async (config) => {
  const { folder } = config.intake
  if (folder === null) return []
  return [(await refused(folder)) ?? (await lying(folder, await lookAt(config, 'folder')))]
}

/** What keeps the server from reading the folder or from moving files into the one beside them; null: nothing. */
async function refused(folder: string): Promise<Check | null> {
  const found = await stat(folder).catch(() => null)
  if (found === null) return broken(name, `${folder} does not exist`, 'Create it, mount the share again, or set OPIS_INTAKE_FOLDER to where the scanner writes.')
  if (!found.isDirectory()) return broken(name, `${folder} is no folder`, 'Set OPIS_INTAKE_FOLDER to the folder into which the scanner writes.')
  const taken = join(folder, takenFolder)
  for (const one of [folder, taken]) {
    const there = one === folder ? found : await stat(one).catch(() => null)
    if (there === null) continue
    try {
      if (!there.isDirectory()) throw new Error(`${one} is no folder`)
      await access(one, constants.R_OK | constants.W_OK | constants.X_OK)
    } catch (error) {
      return broken(name, reasonOf(error), `The user of the server must be able to read and write ${one}: files that were taken are moved to ${taken}. Nothing is taken until then, and nothing is lost.`)
    }
  }
  return null
}

async function lying(folder: string, look: Awaited<ReturnType<typeof lookAt>>): Promise<Check> {
  const files = await lyingFiles(folder)
  const stuck = files.filter(({ changedMs }) => Date.now() - changedMs > stuckAfterMs)
  const detail = `${folder}, ${files.length} files wait${look.text}`
  if (stuck.length > 0 && look.looked) return doubtful(name, `${detail}; ${stuck.length} lie there for more than ten minutes, for example ${stuck[0]?.name ?? ''}`, 'Empty files are never taken, and those that cannot be read stay. Look at them, scan again what is needed, and remove them; the log says what is wrong with them.')
  if (look.fault !== null) return doubtful(name, `${detail}: ${look.fault}`, 'It is tried again every ten seconds. If it goes on, look into the log of the server.')
  return well(name, detail)
}
