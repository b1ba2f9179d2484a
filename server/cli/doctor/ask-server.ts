import type { Config } from '../../config.ts'
import { readRunFile } from '../../run-file.ts'
import { connect } from '../client.ts'

/** What the running server answers to a question; null where none runs or it does not answer, which is the finding of another check. */
export async function askServer<T>(config: Config, path: string, form: { parse(answer: unknown): T }): Promise<T | null> {
  try {
    if (!config.remote && (await readRunFile(config.dataFolder)) === null) return null
    return form.parse(await (await connect()).get(path))
  } catch {
    return null
  }
}
