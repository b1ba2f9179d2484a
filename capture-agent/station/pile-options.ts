import { saneScanner } from '../scanner/sane/sane-scanner.ts'
import type { SaneSettings } from '../scanner/sane/settings.ts'
import type { PageSize, ScanMode } from '../scanner/port.ts'
import type { PileSource } from './scan-pile.ts'

/** Options of a command that feeds a pile, for `parseArgs`. */
export const pileOptions = {
  'folder': { type: 'string' },
  'device': { type: 'string' },
  'source': { type: 'string' },
  'resolution': { type: 'string' },
  'duplex': { type: 'boolean' },
  'mode': { type: 'string' },
  'page-size': { type: 'string' },
  'continue': { type: 'boolean' },
} as const

/** The same for a help text. */
export const pileUsage = '--folder DIR | --device D [--source S] [--resolution 300] [--duplex] [--mode colour|grey|lineart] [--page-size a4|…|full] [--continue]'

type Words = { [Name in keyof typeof pileOptions]?: ((typeof pileOptions)[Name]['type'] extends 'string' ? string : boolean) | undefined }

const modes: readonly string[] = ['colour', 'grey', 'lineart'] satisfies ScanMode[]
const sizes: readonly string[] = ['a3', 'a4', 'a5', 'letter', 'legal', 'full'] satisfies PageSize[]
const resolutionMostDpi = 1200

/** The pile that the words of a command mean, or what is wrong with them. */
export function pileFrom(words: Words, sane: SaneSettings): { ok: true; pile: PileSource } | { ok: false; detail: string } {
  const { folder, device, source, resolution, duplex, mode, continue: goOn } = words
  const pageSize = words['page-size']
  if ((folder === undefined) === (device === undefined)) return wrong('Either --folder or --device says where the pile is.')
  const ofDevice = [source, resolution, duplex, mode, pageSize, goOn].some((value) => value !== undefined)
  if (device === undefined) {
    return ofDevice || folder === undefined || folder === '' ? wrong('--folder takes a folder, and no settings of a scanner go with it.') : { ok: true, pile: { folder } }
  }
  const dpi = resolution === undefined ? undefined : Number(resolution)
  if (dpi !== undefined && !(Number.isInteger(dpi) && dpi >= 1 && dpi <= resolutionMostDpi)) return wrong(`--resolution takes a whole number from 1 to ${resolutionMostDpi}.`)
  if (mode !== undefined && !isMode(mode)) return wrong(`--mode takes ${modes.join(', ')}.`)
  if (pageSize !== undefined && !isSize(pageSize)) return wrong(`--page-size takes ${sizes.join(', ')}.`)
  return {
    ok: true,
    pile: {
      scanner: saneScanner(sane),
      device,
      ...(source === undefined ? {} : { source }),
      ...(dpi === undefined ? {} : { resolutionDpi: dpi }),
      ...(duplex === undefined ? {} : { duplex }),
      ...(mode === undefined ? {} : { mode }),
      ...(pageSize === undefined ? {} : { pageSize }),
      ...(goOn === undefined ? {} : { goOn }),
    },
  }
}

function isMode(word: string): word is ScanMode {
  return modes.includes(word)
}

function isSize(word: string): word is PageSize {
  return sizes.includes(word)
}

function wrong(detail: string): { ok: false; detail: string } {
  return { ok: false, detail }
}
