import { access, constants } from 'node:fs/promises'
import { readAgentConfig } from '#agent/config.ts'
import { broken, well, type CheckPart } from './check.ts'

/** The serial barcode reader that `OPIS_BARCODE_READER` names. Readers that type like a keyboard need no setting. */
export const checkBarcodeReader: CheckPart = async () => {
  const { reader } = readAgentConfig()
  if (reader === null) return []
  try {
    await access(reader.path, constants.R_OK | constants.W_OK)
    return [well('barcode reader', reader.path)]
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    return [
      missing
        ? broken('barcode reader', `${reader.path} is not there`, 'Plug it in, and look which name it got: ls -l /dev/serial/by-id. Scanning paper goes on without it.')
        : broken('barcode reader', `${reader.path} may not be opened`, 'Put the user of the station into the group “dialout” and sign in again.'),
    ]
  }
}
