import type { DeviceFault } from '../port.ts'
import { askOptions } from './ask-device.ts'
import { chooseSource, shownSource } from './find-source.ts'
import { choicesOf, settable, type SaneOption } from './sane-option.ts'
import type { SaneSettings } from './settings.ts'

/** A device with a source chosen, and its options as they hold with it. `sources`: all that it has. */
export type DeviceSetup = { source: string | null; sources: string[]; options: SaneOption[] }

/** Chooses the source (`wanted`, else the feeder) and asks for the options that hold with it. */
export async function setUpDevice(
  settings: SaneSettings,
  device: string,
  wanted: { source: string | null; duplex: boolean },
): Promise<({ ok: true } & DeviceSetup) | ({ ok: false } & DeviceFault)> {
  const first = await askOptions(settings, device, null)
  if (!first.ok) return first
  const sources = choicesOf(settable(first.options, 'source'))
  const shown = shownSource(first.options)
  const source = wanted.source ?? chooseSource(first.options, wanted.duplex)
  if (source === null || source === shown) return { ok: true, source, sources, options: first.options }
  if (!sources.includes(source)) return { ok: false, fault: 'fault', detail: noSuchSource(source, sources) }
  const second = await askOptions(settings, device, source)
  return second.ok ? { ok: true, source, sources, options: second.options } : second
}

function noSuchSource(source: string, sources: string[]): string {
  const offer = sources.length === 0 ? 'it has no choice of sources' : `it has ${sources.map((one) => `“${one}”`).join(', ')}`
  return `The scanner has no source “${source}”; ${offer}.`
}
