import { choicesOf, settable, type SaneOption } from './sane-option.ts'

/**
 * Sources by what their names say, in the words of the drivers: `ADF`, `ADF Front`, `ADF Duplex`, `Duplex`,
 * `Automatic Document Feeder(left aligned,Duplex)`, `Flatbed`, `FB`, `Document Table` …
 */
const feederWords = /adf|feeder|duplex/i
const duplexWords = /duplex|both sides|two.?sided|double.?sided|2.?sided|front and back/i
const backWords = /\b(back|rear)\b/i

export type SourceKind = 'feeder' | 'feeder-duplex' | 'feeder-back' | 'glass'

/** What a source is by its name; a name that says nothing of a feeder is a place for one sheet. */
export function sourceKind(name: string): SourceKind {
  if (!feederWords.test(name)) return 'glass'
  if (duplexWords.test(name)) return 'feeder-duplex'
  return backWords.test(name) ? 'feeder-back' : 'feeder'
}

/** Source to scan a pile from: the feeder, with both sides if so wanted and offered, else what the device has set. */
export function chooseSource(options: readonly SaneOption[], duplex: boolean): string | null {
  const source = settable(options, 'source')
  if (source === null) return shownSource(options)
  // What is set goes first: of feeders for paper laid left or in the middle it is the one that fits the device.
  const names = [shownSource(options) ?? '', ...choicesOf(source)]
  const wanted: SourceKind[] = duplex ? ['feeder-duplex', 'feeder'] : ['feeder', 'feeder-duplex']
  for (const kind of wanted) {
    const found = names.find((name) => sourceKind(name) === kind)
    if (found !== undefined) return found
  }
  return shownSource(options)
}

/** The source that is set now, also where it cannot be changed. */
export function shownSource(options: readonly SaneOption[]): string | null {
  return options.find((option) => option.name === 'source')?.current ?? null
}

/**
 * How the feeder is told to take both sides: by its source, or by an option of its own. Null where it cannot.
 * `options` are those that hold with that source.
 */
export function duplexArguments(options: readonly SaneOption[], source: string | null): string[] | null {
  if (source !== null && sourceKind(source) === 'feeder-duplex') return []
  if (settable(options, 'duplex')?.constraint.kind === 'switch') return ['--duplex=yes']
  for (const name of ['adf-mode', 'adf_mode', 'duplex']) {
    const value = choicesOf(settable(options, name)).find((choice) => duplexWords.test(choice))
    if (value !== undefined) return [`--${name}=${value}`]
  }
  return null
}
