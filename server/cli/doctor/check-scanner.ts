import { readAgentConfig } from '#agent/config.ts'
import { askDevices } from '#agent/scanner/sane/ask-device.ts'
import { doubtful, well, type CheckPart } from './check.ts'

/** Scanners that SANE sees from this machine. A server without one is in order: stations have them. */
export const checkScanner: CheckPart = async () => {
  const found = await askDevices(readAgentConfig().sane)
  if (!found.ok) return [doubtful('scanner', found.detail, 'Needed only where paper is scanned on this machine: install sane-utils, and sane-airscan for network scanners. A folder of images can be fed without it.')]
  if (found.devices.length === 0) return [doubtful('scanner', 'none is seen', 'If one is attached: switch it on, check its cable or network, and look with “opis scan --list”. A USB scanner wants its user in the group “scanner”.')]
  return [well('scanner', found.devices.map((device) => device.id).join(', '))]
}
