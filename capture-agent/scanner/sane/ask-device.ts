import { runProgram } from '../../run-program.ts'
import type { Device, DeviceFault } from '../port.ts'
import { deviceFault } from './device-fault.ts'
import { deviceListFormat, isDeviceName, parseDevices } from './parse-devices.ts'
import { parseOptions } from './parse-options.ts'
import type { SaneOption } from './sane-option.ts'
import { saneEnvironment, type SaneSettings } from './settings.ts'

/** Looking for network scanners takes some seconds; a driver that hangs must not hold a person up longer. */
const listMs = 45_000
const optionsMs = 45_000

/** Devices that SANE finds now. Drivers of network scanners ask around on the local network for it. */
export async function askDevices(settings: SaneSettings): Promise<{ ok: true; devices: Device[] } | ({ ok: false } & DeviceFault)> {
  const run = await runProgram(settings.program, [`--formatted-device-list=${deviceListFormat}`], { env: saneEnvironment(settings), limitMs: listMs })
  if (run.end.kind === 'exited' && run.end.code === 0) return { ok: true, devices: parseDevices(run.output) }
  return { ok: false, ...deviceFault(run.end, run.errors) }
}

/** Options of a device as they hold with that source, or with the one that is set. */
export async function askOptions(settings: SaneSettings, device: string, source: string | null): Promise<{ ok: true; options: SaneOption[] } | ({ ok: false } & DeviceFault)> {
  if (!isDeviceName(device)) return { ok: false, fault: 'device-gone', detail: 'This is not the name of a scanner; “opis scan --list” shows the names.' }
  const args = [...deviceArguments(device, source), '--all-options']
  const run = await runProgram(settings.program, args, { env: saneEnvironment(settings), limitMs: optionsMs })
  if (run.end.kind === 'exited' && run.end.code === 0) return { ok: true, options: parseOptions(run.output) }
  return { ok: false, ...deviceFault(run.end, run.errors) }
}

/** First arguments of every call: other options depend on the source. */
export function deviceArguments(device: string, source: string | null): string[] {
  return [`--device-name=${device}`, ...(source === null ? [] : [`--source=${source}`])]
}
