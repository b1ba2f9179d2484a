import { OpisError } from '#kernel/errors.ts'
import { compile, type CompiledSchedule } from './engine/compile.ts'
import { readFolder } from './schedules/read-folder.ts'

/**
 * Reads and compiles every schedule of a folder. One faulty file refuses the whole folder with
 * `bad-schedule`, file and line: half of the rules would give wrong dates.
 */
export async function loadSchedules(folder: string): Promise<readonly CompiledSchedule[]> {
  const { files, problems: [problem] } = await readFolder(folder)
  if (problem !== undefined) throw new OpisError('bad-schedule', problem.message)
  return compile(files.map(({ schedule }) => schedule.version))
}
