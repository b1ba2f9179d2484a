import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { OpisError } from '#kernel/errors.ts'
import { compile } from '../engine/compile.ts'
import { loadSchedule, type Schedule } from '../schedule/load.ts'
import { sha256Of } from './sha256.ts'

/** A rule file that was refused: its name and the sentence that says why and what to do. */
export type FileProblem = { readonly file: string; readonly message: string }
export type RuleFile = { readonly file: string; readonly yaml: string; readonly sha256: string; readonly schedule: Schedule }
export type ReadFolder = { readonly names: readonly string[]; readonly files: readonly RuleFile[]; readonly problems: readonly FileProblem[] }

/** Every rule file of a folder in name order; a faulty one is refused whole, with its first fault. */
export async function readFolder(folder: string): Promise<ReadFolder> {
  const names = (await readdir(folder)).filter((name) => /\.ya?ml$/.test(name)).sort()
  const files: RuleFile[] = []
  const problems: FileProblem[] = []
  for (const file of names) {
    const yaml = await readFile(join(folder, file), 'utf8')
    const loaded = loadSchedule(yaml)
    if (loaded.kind === 'schedule') files.push({ file, yaml, sha256: sha256Of(yaml), schedule: loaded.schedule })
    else problems.push({ file, message: `${file}, line ${loaded.faults[0]?.line ?? 1}: ${loaded.faults[0]?.message ?? 'faulty'} Check it with: opis retention check ${file}` })
  }
  return { names, files, problems }
}

/** Why versions do not fit together (no transition, two on one day); null when they do. */
export function misfit(schedules: readonly Schedule[]): string | null {
  try {
    compile(schedules.map(({ version }) => version))
    return null
  } catch (error) {
    if (error instanceof OpisError) return error.detail
    throw error
  }
}
