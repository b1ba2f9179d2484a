import { access, constants, mkdir } from 'node:fs/promises'
import { broken, well, type CheckPart } from './check.ts'

/** The data folder can be made and written. */
export const checkFolder: CheckPart = async (config) => {
  try {
    await mkdir(config.dataFolder, { recursive: true })
    await access(config.dataFolder, constants.R_OK | constants.W_OK)
    return [well('data folder', config.dataFolder)]
  } catch {
    return [broken('data folder', config.dataFolder, 'Give this user the right to write there, or set OPIS_DATA.')]
  }
}
