import { z } from 'zod'
import { OpisError, problemCodes, type ProblemCode } from '#kernel/errors.ts'
import { readLines } from '#server/audit/read-lines.ts'
import type { Client } from './client.ts'
import { progressBar } from './progress-bar.ts'

const longestLineBytes = 256 * 1024 * 1024
const line = z.union([
  z.object({ progress: z.object({ done: z.number(), total: z.number() }) }),
  z.object({ result: z.unknown() }),
  z.object({ problem: z.object({ type: z.string(), detail: z.string() }) }),
])

/** Starts a long run on the server, shows how far it is, and gives its result. Errors: those of the run; `unreachable` when the server stops. */
export async function follow<S extends z.ZodType>(client: Client, path: string, label: string, schema: S, body?: unknown): Promise<z.output<S>> {
  const bar = progressBar(label)
  try {
    for await (const { bytes } of readLines(await client.stream('POST', path, { body }), longestLineBytes)) {
      const said = line.parse(JSON.parse(bytes.toString('utf8')))
      if ('progress' in said) bar.step(said.progress.done, said.progress.total)
      else if ('problem' in said) throw new OpisError(said.problem.type in problemCodes ? (said.problem.type as ProblemCode) : 'internal', said.problem.detail)
      else return schema.parse(said.result)
    }
  } catch (error) {
    if (error instanceof TypeError || error instanceof SyntaxError) throw new OpisError('unreachable', 'The server ended before the run did. Start it and run the command again.', { cause: error })
    throw error
  } finally {
    bar.end()
  }
  throw new OpisError('unreachable', 'The server ended before the run did. Start it and run the command again.')
}
