import type { Config } from '../../config.ts'

/** One line of `opis doctor`. `advice` says what to do and stands with every `warn` and `fail`. */
export type Check =
  | { name: string; state: 'ok'; detail: string }
  | { name: string; state: 'warn' | 'fail'; detail: string; advice: string }

/**
 * Looks at one part and never throws: a part that cannot be looked at is a finding. An empty list means
 * that the installation does not have this part.
 */
export type CheckPart = (config: Config) => Promise<Check[]>

/** The finding that a part is well. */
export function well(name: string, detail: string): Check {
  return { name, state: 'ok', detail }
}

/** The finding that a part works, but will not for long or not fully. */
export function doubtful(name: string, detail: string, advice: string): Check {
  return { name, state: 'warn', detail, advice }
}

/** The finding that a part does not work. */
export function broken(name: string, detail: string, advice: string): Check {
  return { name, state: 'fail', detail, advice }
}

/** What an error says, for the detail of a finding. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
