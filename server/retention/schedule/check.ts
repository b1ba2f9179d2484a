import { readFile, stat } from 'node:fs/promises'
import { loadSchedule } from './load.ts'
import { yamlLimits } from './read-yaml.ts'
import type { LoadResult } from './load.ts'
import type { Fault } from './read-yaml.ts'

export type CheckedFile = { readonly file: string; readonly rules: number; readonly faults: readonly Fault[] }
export type CheckReport = { readonly files: readonly CheckedFile[] }

type Loaded = { readonly file: string; readonly result: LoadResult }

/** Checks schedule files, each for itself and together: versions of one schedule must follow each other. */
export async function checkFiles(paths: readonly string[]): Promise<CheckReport> {
  const loaded: Loaded[] = []
  for (const file of paths) loaded.push({ file, result: await loadFile(file) })
  const together = checkTogether(loaded)
  return {
    files: loaded.map(({ file, result }) => {
      if (result.kind === 'faults') return { file, rules: result.rules, faults: result.faults }
      return { file, rules: result.schedule.version.rules.length, faults: together.get(file) ?? [] }
    }),
  }
}

/** Reads and loads one file; a file that cannot be read has that as its fault. */
export async function loadFile(path: string): Promise<LoadResult> {
  const fault = (message: string): LoadResult => ({ kind: 'faults', rules: 0, faults: [{ line: 1, path: '', message }] })
  try {
    const { size } = await stat(path)
    if (size > yamlLimits.bytes) return fault(`The file is larger than ${yamlLimits.bytes / 1024 / 1024} MB.`)
    const bytes = await readFile(path)
    return loadSchedule(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (error) {
    if (error instanceof TypeError) return fault('The file is not UTF-8 text.')
    return fault(error instanceof Error && 'code' in error && error.code === 'ENOENT' ? 'There is no such file.' : 'The file cannot be read.')
  }
}

function checkTogether(loaded: readonly Loaded[]): ReadonlyMap<string, readonly Fault[]> {
  const versions = loaded.flatMap(({ file, result }) => (result.kind === 'schedule' ? [{ file, version: result.schedule.version }] : []))
  const faults = new Map<string, readonly Fault[]>()
  for (const members of Map.groupBy(versions, ({ version }) => version.schedule).values()) {
    const sorted = members.toSorted((a, b) => (a.version.effectiveFrom ?? 0) - (b.version.effectiveFrom ?? 0))
    for (const [index, { file, version }] of sorted.entries()) {
      const before = sorted[index - 1]
      if (before === undefined || before.file === file) continue
      if (sorted.slice(0, index).some((each) => each.version.version === version.version)) {
        faults.set(file, [{ line: 1, path: 'version', message: `Version ${version.version ?? ''} is also in ${before.file}.` }])
      } else if (before.version.effectiveFrom === version.effectiveFrom) {
        faults.set(file, [{ line: 1, path: 'effective.from', message: `Takes force on the same day as ${before.file}.` }])
      } else if (version.transition === null) {
        faults.set(file, [{ line: 1, path: 'replaces', message: `Follows ${before.file} and must say what it replaces and with which transition.` }])
      }
    }
  }
  return faults
}
