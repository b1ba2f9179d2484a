import { startProgram, type ProgramEnd } from './start-program.ts'

/** What a program said, each stream cut to its limit, and how it ended. */
export type ProgramRun = { end: ProgramEnd; output: string; errors: string }

/** Longest text that is kept of each stream, UTF-16 units. */
const keptChars = 1024 * 1024

/** Runs a program to its end without input; after `limitMs` it counts as hung and is ended. */
export async function runProgram(program: string, args: readonly string[], options: { env: Record<string, string>; limitMs: number }): Promise<ProgramRun> {
  const kept = { output: '', error: '' }
  const running = startProgram(program, args, {
    env: options.env,
    onText(stream, text) {
      kept[stream] = (kept[stream] + text).slice(0, keptChars)
    },
  })
  running.endInput()
  let late = false
  const timer = setTimeout(() => {
    late = true
    running.stop()
  }, options.limitMs)
  const end = await running.ended
  clearTimeout(timer)
  return { end: late ? { kind: 'hung' } : end, output: kept.output, errors: kept.error }
}
