import { readFile, stat } from 'node:fs/promises'
import { loadSchedule } from './load.ts'
import { lintTogether } from './lint-together.ts'
import { lintWarnings } from './lint-warnings.ts'
import { yamlLimits } from './read-yaml.ts'
import type { LoadResult } from './load.ts'
import type { Fault } from './read-yaml.ts'

/** `warnings` do not refuse the file. */
export type CheckedFile = { readonly file: string; readonly rules: number; readonly faults: readonly Fault[]; readonly warnings: readonly Fault[] }
export type CheckReport = { readonly files: readonly CheckedFile[] }

type Loaded = { readonly file: string; readonly yaml: string; readonly result: LoadResult }

/** Checks schedule files, each for itself and together: versions of one schedule must follow each other. */
export async function checkFiles(paths: readonly string[]): Promise<CheckReport> {
  const loaded: Loaded[] = []
  for (const file of paths) loaded.push({ file, ...(await readAndLoad(file)) })
  const readable = loaded.filter(({ file }, index) => loaded.findIndex((each) => each.file === file) === index).flatMap(({ file, yaml, result }) => (result.kind === 'schedule' ? [{ name: file, schedule: result.schedule, yaml }] : []))
  const together = new Map(lintTogether(readable).map(({ name, faults }) => [name, faults]))
  return {
    files: loaded.map(({ file, yaml, result }) => {
      if (result.kind === 'faults') return { file, rules: result.rules, faults: result.faults, warnings: [] }
      return { file, rules: result.schedule.version.rules.length, faults: together.get(file) ?? [], warnings: lintWarnings(yaml, result.schedule.form) }
    }),
  }
}

/** Reads and loads one file; a file that cannot be read has that as its fault. */
export async function loadFile(path: string): Promise<LoadResult> {
  return (await readAndLoad(path)).result
}

async function readAndLoad(path: string): Promise<{ yaml: string; result: LoadResult }> {
  const fault = (message: string) => ({ yaml: '', result: { kind: 'faults', rules: 0, faults: [{ line: 1, path: '', message }] } as const })
  try {
    const { size } = await stat(path)
    if (size > yamlLimits.bytes) return fault(`The file is larger than ${yamlLimits.bytes / 1024 / 1024} MB.`)
    const yaml = new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path))
    return { yaml, result: loadSchedule(yaml) }
  } catch (error) {
    if (error instanceof TypeError) return fault('The file is not UTF-8 text.')
    return fault(error instanceof Error && 'code' in error && error.code === 'ENOENT' ? 'There is no such file.' : 'The file cannot be read.')
  }
}
