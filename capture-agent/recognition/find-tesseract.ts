import { runProgram } from '../run-program.ts'

/**
 * The whole environment of the program: what it says is always English, its decimal point a point, and it
 * takes one core, because as many run at once as there are cores. Nothing of ours is passed on.
 */
export const tesseractEnvironment = { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C', OMP_THREAD_LIMIT: '1' } as const

/** An installed program that can be used, or the sentence that says why not. */
export type FoundTesseract = { ok: true; program: string; version: string } | { ok: false; reason: string }

/** Before 5.0 the program keeps results back until its end, so it cannot go on from page to page. */
const oldestMajor = 5
const answerMs = 10_000

/** Asks the installed `tesseract` (or the one at a path) for its version. */
export async function findTesseract(program = 'tesseract'): Promise<FoundTesseract> {
  const { end, output, errors } = await runProgram(program, ['--version'], { env: tesseractEnvironment, limitMs: answerMs })
  if (end.kind === 'not-started') return { ok: false, reason: end.missing ? `${program} is not installed` : `${program} cannot be started: ${end.detail}` }
  const version = versionOf(output) ?? versionOf(errors)
  if (end.kind !== 'exited' || end.code !== 0 || version === null) return { ok: false, reason: `${program} does not say its version` }
  if (Number.parseInt(version, 10) < oldestMajor) return { ok: false, reason: `tesseract ${version} is too old, ${oldestMajor}.0 or newer is needed` }
  return { ok: true, program, version }
}

/** The version in the first line of `tesseract --version`: `tesseract 5.3.0`, `tesseract v5.3.0.20221214`. */
function versionOf(text: string): string | null {
  return /^tesseract v?(\d+\.\d+[\w.+-]*)/m.exec(text)?.[1]?.slice(0, 64) ?? null
}
