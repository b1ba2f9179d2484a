import { parseArgs, type ParseArgsOptionsConfig } from 'node:util'
import { UsageError } from './usage-error.ts'

/** One command of `opis`; `run` gets the words behind its name and gives the exit code. */
export type Command = {
  name: string
  /** Behind the name in the help: arguments and options. */
  usage: string
  summary: string
  run(words: string[], output: { asJson: boolean }): Promise<number>
}

/** Parses the words of a command; anything unknown is a usage error that names the right form. */
export function parseWords<T extends ParseArgsOptionsConfig>(words: string[], options: T, command: string) {
  try {
    return parseArgs({ args: words, options, allowPositionals: true, strict: true })
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message.split('\n')[0] : ''} Try: opis help ${command}`)
  }
}

/** A whole number of an option, within bounds. */
export function wholeNumber(text: string | undefined, option: string, bounds: { min: number; max: number }): number | undefined {
  if (text === undefined) return undefined
  const value = Number(text)
  if (!Number.isInteger(value) || value < bounds.min || value > bounds.max) throw new UsageError(`--${option} takes a whole number from ${bounds.min} to ${bounds.max}.`)
  return value
}

/** A needed option or argument. */
export function needed(value: string | undefined, what: string): string {
  if (value === undefined || value === '') throw new UsageError(`${what} is missing.`)
  return value
}

/** Prints the result: one JSON document, or what `people` makes of it. */
export function printResult<T>(value: T, asJson: boolean, people: (value: T) => string): void {
  process.stdout.write(asJson ? `${JSON.stringify(value)}\n` : `${people(value)}\n`)
}
