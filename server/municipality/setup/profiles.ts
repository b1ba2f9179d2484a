import { readdir, readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { OpisError } from '#kernel/errors.ts'
import { refusal } from '#kernel/refusal.ts'
import { parseConfiguration } from './parse-configuration.ts'
import type { ReadSetup } from './setup.ts'

const folder = resolve(import.meta.dirname, '../profiles')

/** A profile of a municipality that comes with the program, by name: number formats, units to begin with, law, language. */
export async function readProfile(name: string): Promise<ReadSetup> {
  if (!(await profileNames()).includes(name)) throw refusal('no-such-profile', { name }, `There is no profile ${name}.`)
  const read = parseConfiguration(await readFile(join(folder, `${name}.yaml`), 'utf8'))
  if (read.faults.length > 0) throw new OpisError('bad-configuration', `The profile ${name} has a fault: ${read.faults[0]?.sheet ?? ''} ${read.faults[0]?.row ?? ''}: ${read.faults[0]?.text ?? ''}`)
  return read
}

export async function profileNames(): Promise<string[]> {
  return (await readdir(folder)).filter((file) => file.endsWith('.yaml')).map((file) => file.slice(0, -'.yaml'.length)).sort()
}
