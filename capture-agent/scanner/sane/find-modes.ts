import type { ScanMode } from '../port.ts'
import { choicesOf, settable, type SaneOption } from './sane-option.ts'

const words: Record<ScanMode, RegExp> = {
  colour: /colou?r|rgb/i,
  grey: /gr[ae]y/i,
  lineart: /lineart|line art|monochrome|binary|black|threshold|^text$/i,
}
/** Dots that imitate grey: the letters of a page suffer, whatever such a mode is called. */
const dots = /dither|diffusion|halftone/i

/** Which of our modes the device has, and how its driver calls each: of several the plainest name. */
export function findModes(options: readonly SaneOption[]): Map<ScanMode, string> {
  const names = choicesOf(settable(options, 'mode')).filter((name) => !dots.test(name))
  const found = new Map<ScanMode, string>()
  for (const mode of ['colour', 'grey', 'lineart'] as const) {
    const fitting = names.filter((name) => words[mode].test(name)).sort((one, other) => one.length - other.length)
    if (fitting[0] !== undefined) found.set(mode, fitting[0])
  }
  return found
}
