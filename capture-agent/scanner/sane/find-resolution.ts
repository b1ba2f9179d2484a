import type { Capabilities } from '../port.ts'
import { settable, type SaneOption } from './sane-option.ts'

type Resolutions = Capabilities['resolutionsDpi']

/** Names under which drivers have the resolution: one, or one a direction. */
export function resolutionNames(options: readonly SaneOption[]): string[] {
  if (settable(options, 'resolution') !== null) return ['resolution']
  return ['x-resolution', 'y-resolution'].filter((name) => settable(options, name) !== null)
}

/** Resolutions that the device offers. */
export function resolutionsOf(options: readonly SaneOption[]): Resolutions {
  const constraint = settable(options, resolutionNames(options)[0] ?? '')?.constraint
  if (constraint?.kind === 'range') return { kind: 'range', min: constraint.min, max: constraint.max, step: constraint.step ?? 1 }
  if (constraint?.kind !== 'list') return { kind: 'fixed' }
  return { kind: 'list', values: constraint.values.map(Number).filter((value) => Number.isFinite(value)) }
}

/** Whether the device can scan with so many dots an inch. */
export function offersResolution(resolutions: Resolutions, dpi: number): boolean {
  switch (resolutions.kind) {
    case 'fixed':
      return false
    case 'list':
      return resolutions.values.includes(dpi)
    case 'range':
      return dpi >= resolutions.min && dpi <= resolutions.max
  }
}

/** The offer in words, for a person who asked for another. */
export function resolutionsText(resolutions: Resolutions): string {
  switch (resolutions.kind) {
    case 'fixed':
      return 'The resolution of this device cannot be set.'
    case 'list':
      return `This device offers ${resolutions.values.join(', ')} dpi.`
    case 'range':
      return `This device offers ${resolutions.min} to ${resolutions.max} dpi.`
  }
}
