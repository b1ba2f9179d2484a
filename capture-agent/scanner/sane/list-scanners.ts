import type { Capabilities, Device, DeviceFault } from '../port.ts'
import { askDevices } from './ask-device.ts'
import { saneScanner } from './sane-scanner.ts'
import type { SaneSettings } from './settings.ts'

/** A scanner with what it can do, or why it cannot be asked now. */
export type ListedScanner = Device & ({ capabilities: Capabilities } | DeviceFault)

/** Scanners that SANE finds, each asked for what it can do; one that does not answer hides no other. */
export async function listScanners(settings: SaneSettings): Promise<{ ok: true; scanners: ListedScanner[] } | ({ ok: false } & DeviceFault)> {
  const found = await askDevices(settings)
  if (!found.ok) return found
  const scanner = saneScanner(settings)
  const scanners: ListedScanner[] = []
  for (const device of found.devices) {
    const { ok: _, ...answer } = await scanner.capabilities(device.id)
    scanners.push({ ...device, ...answer })
  }
  return { ok: true, scanners }
}
