import { displayName } from '../display-name.ts'
import type { Device } from '../port.ts'

/** Stands between the parts of a line; no driver has it in a name. */
const separator = '\u001f'

/** Value of `scanimage --formatted-device-list`: name, maker, model and type of a device, one a line. */
export const deviceListFormat = `%d${separator}%v${separator}%m${separator}%t%n`

/** Reads that list; what drivers print beside it is passed over. */
export function parseDevices(text: string): Device[] {
  return text.split('\n').flatMap((line): Device[] => {
    const parts = line.split(separator)
    const [id = '', maker = '', model = '', type = ''] = parts
    if (parts.length !== 4 || !isDeviceName(id)) return []
    return [{ id, name: displayName(`${maker} ${model} (${type})`), kind: 'scanner' }]
  })
}

/** Whether a name can be that of a device: not empty, no option of the program, no control characters. */
export function isDeviceName(name: string): boolean {
  return name.length > 0 && name.length <= 1000 && !name.startsWith('-') && !/\p{Cc}/u.test(name)
}
