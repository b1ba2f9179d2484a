import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { OpisError } from '#kernel/errors.ts'
import { compile, type CompiledSchedule } from './engine/compile.ts'
import { loadSchedule } from './schedule/load.ts'

/**
 * Reads and compiles every schedule of a folder. One faulty file refuses the whole folder with
 * `bad-schedule`, file and line: half of the rules would give wrong dates.
 */
export async function loadSchedules(folder: string): Promise<readonly CompiledSchedule[]> {
  const names = (await readdir(folder)).filter((name) => /\.ya?ml$/.test(name)).sort()
  const versions = []
  for (const name of names) {
    const result = loadSchedule(await readFile(join(folder, name), 'utf8'))
    if (result.kind === 'faults') {
      const first = result.faults[0]
      throw new OpisError('bad-schedule', `${name}, line ${first?.line ?? 1}: ${first?.message ?? 'faulty'}. Check it with: opis retention check ${name}`)
    }
    versions.push(result.schedule.version)
  }
  return compile(versions)
}
