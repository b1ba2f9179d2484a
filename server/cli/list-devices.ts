import { listScanners, type ListedScanner } from '#agent/scanner/sane/list-scanners.ts'
import type { Capabilities } from '#agent/scanner/port.ts'
import type { SaneSettings } from '#agent/scanner/sane/settings.ts'
import { OpisError } from '#kernel/errors.ts'
import { printResult } from './command.ts'

/**
 * Prints the scanners of this machine with what each can do.
 *
 * @throws OpisError `unreachable` where SANE cannot be asked
 */
export async function listDevices(sane: SaneSettings, asJson: boolean): Promise<number> {
  const listed = await listScanners(sane)
  if (!listed.ok) throw new OpisError('unreachable', listed.detail)
  printResult({ devices: listed.scanners }, asJson, ({ devices }) => (devices.length === 0 ? 'No scanner was found.' : devices.map(textOf).join('\n')))
  return 0
}

function textOf(scanner: ListedScanner): string {
  const lines = 'capabilities' in scanner ? abilities(scanner.capabilities) : [scanner.detail]
  return [`${scanner.id}  ${scanner.name}`, ...lines.map((line) => `    ${line}`)].join('\n')
}

function abilities({ sources, resolutionsDpi, modes, duplex, pageSizes }: Capabilities): string[] {
  return [
    `sources: ${sources.join(' | ') || 'no choice'}${duplex ? ', both sides' : ''}`,
    `resolutions: ${resolutions(resolutionsDpi)}`,
    `modes: ${modes.join(' | ') || 'no choice'}`,
    `page sizes: ${pageSizes.join(' | ') || 'no choice'}`,
  ]
}

function resolutions(dpi: Capabilities['resolutionsDpi']): string {
  switch (dpi.kind) {
    case 'fixed':
      return 'no choice'
    case 'list':
      return `${dpi.values.join(', ')} dpi`
    case 'range':
      return `${dpi.min} to ${dpi.max} dpi`
  }
}
