import type { PageSize } from '../port.ts'
import { settable, type SaneOption } from './sane-option.ts'

/** Width and height of a sheet standing upright, mm. */
const sizesMm: Record<Exclude<PageSize, 'full'>, { width: number; height: number }> = {
  a3: { width: 297, height: 420 },
  a4: { width: 210, height: 297 },
  a5: { width: 148, height: 210 },
  letter: { width: 215.9, height: 279.4 },
  legal: { width: 215.9, height: 355.6 },
}

/** Devices announce their glass a little smaller or larger than the paper it is made for, mm. */
const slackMm = 2

/** Feeders that take banners announce metres; no sheet of a file is longer than A3 or legal, mm. */
const longestMm = { wide: 420, narrow: 355.6 }

type Limits = { widthMm: number; heightMm: number }

/** Largest area that the device can scan, or null where it has no such options or not in millimetres. */
export function areaLimits(options: readonly SaneOption[]): Limits | null {
  const widthMm = maxMm(options, 'page-width') ?? maxMm(options, 'x')
  const heightMm = maxMm(options, 'page-height') ?? maxMm(options, 'y')
  return widthMm === null || heightMm === null ? null : { widthMm, heightMm }
}

/** Sheets that fit, `full` included. */
export function pageSizesWithin(limits: Limits | null): PageSize[] {
  if (limits === null) return []
  const fitting = (['a3', 'a4', 'a5', 'letter', 'legal'] as const).filter((size) => {
    const { width, height } = sizesMm[size]
    return width <= limits.widthMm + slackMm && height <= limits.heightMm + slackMm
  })
  return [...fitting, 'full']
}

/** Options that set the area to that of a sheet, upper left corner first; a sheet that does not fit is cut to what can be scanned. */
export function areaArguments(options: readonly SaneOption[], limits: Limits, size: PageSize): string[] {
  const full = { width: limits.widthMm, height: Math.min(limits.heightMm, limits.widthMm >= sizesMm.a3.width - slackMm ? longestMm.wide : longestMm.narrow) }
  const wanted = size === 'full' ? full : sizesMm[size]
  const width = text(Math.min(wanted.width, limits.widthMm))
  const height = text(Math.min(wanted.height, limits.heightMm))
  const has = (name: string): boolean => settable(options, name) !== null
  return [
    ...(has('page-width') ? [`--page-width=${width}`] : []),
    ...(has('page-height') ? [`--page-height=${height}`] : []),
    ...(has('l') ? ['-l', '0'] : []),
    ...(has('t') ? ['-t', '0'] : []),
    ...(has('x') ? ['-x', width] : []),
    ...(has('y') ? ['-y', height] : []),
  ]
}

function maxMm(options: readonly SaneOption[], name: string): number | null {
  const option = settable(options, name)
  return option?.constraint.kind === 'range' && option.unit === 'mm' ? option.constraint.max : null
}

/** Cut, not rounded: a value above the device's limit is refused by some drivers. */
function text(mm: number): string {
  return String(Math.floor(mm * 1000) / 1000)
}
